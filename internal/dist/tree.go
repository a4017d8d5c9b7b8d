package main

import (
	"cmp"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// The permissions that files and folders in a package have.
const (
	plainMode   fs.FileMode = 0o644
	programMode fs.FileMode = 0o755
)

// file is one file of a tree, or a symbolic link if link is set.
type file struct {
	// path is relative to the root of the tree and has no leading slash.
	path string
	mode fs.FileMode
	data []byte
	link string
}

// tree is the files of a package; folders are implied by their paths.
type tree []file

// add puts a plain file into the tree.
func (t *tree) add(name string, data []byte) {
	*t = append(*t, file{path: name, mode: plainMode, data: data})
}

// addFile puts a file of the disk into the tree. A symbolic link is followed.
func (t *tree) addFile(name, source string) error {
	data, err := os.ReadFile(source)
	if err != nil {
		return err
	}
	t.add(name, data)
	return nil
}

// addLink puts a symbolic link into the tree.
func (t *tree) addLink(name, target string) {
	*t = append(*t, file{path: name, mode: fs.ModeSymlink | 0o777, link: target})
}

// under returns the files as they lie below a folder.
func (t tree) under(folder string) tree {
	moved := slices.Clone(t)
	for i := range moved {
		moved[i].path = path.Join(folder, moved[i].path)
	}
	return moved
}

// sorted returns the files by path. It panics if two have the same, which is a fault of this program.
func (t tree) sorted() tree {
	list := slices.SortedFunc(slices.Values(t), func(a, b file) int { return cmp.Compare(a.path, b.path) })
	for i := range list[1:] {
		if list[i].path == list[i+1].path {
			panic("two files at " + list[i].path)
		}
	}
	return list
}

// folders returns the folders that the files lie in, parents first.
func (t tree) folders() []string {
	seen := make(map[string]bool)
	for _, f := range t {
		for folder := path.Dir(f.path); folder != "."; folder = path.Dir(folder) {
			seen[folder] = true
		}
	}
	list := make([]string, 0, len(seen))
	for folder := range seen {
		list = append(list, folder)
	}
	slices.Sort(list)
	return list
}

// size returns the bytes of all files.
func (t tree) size() (total int64) {
	for _, f := range t {
		total += int64(len(f.data))
	}
	return total
}

// write lays the tree out in a folder that is not there yet.
func (t tree) write(folder string) error {
	if err := os.Mkdir(folder, programMode); err != nil {
		return err
	}
	for _, f := range t {
		place := filepath.Join(folder, filepath.FromSlash(f.path))
		if !strings.HasPrefix(place, filepath.Clean(folder)+string(filepath.Separator)) {
			return fmt.Errorf("%s lies outside", f.path)
		}
		if err := os.MkdirAll(filepath.Dir(place), programMode); err != nil {
			return err
		}
		if err := f.write(place); err != nil {
			return err
		}
	}
	return nil
}

func (f file) write(place string) error {
	if f.link != "" {
		return os.Symlink(f.link, place)
	}
	return os.WriteFile(place, f.data, f.mode)
}
