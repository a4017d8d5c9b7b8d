package spatialite

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// keptFile is a database that is kept under another name.
type keptFile struct {
	name string
	// open is the database under its first name, if its content was copied. It is to be closed after the locks that SQLite
	// has on the file are given back: the system takes them all away when a process closes any descriptor of the file
	// (https://www.sqlite.org/howtocorrupt.html, section 2.2).
	open *os.File
}

// Close closes what is open.
func (k keptFile) Close() error {
	if k.open == nil {
		return nil
	}
	return k.open.Close()
}

// keepOld gives the file a second name, which it keeps when another takes the first, and moves what lies beside it along.
// On a file system without links, as vfat and some of the network, a whole copy gets the second name. Whenever the process
// ends, what was there is whole under one of the names.
func (s *Store) keepOld(link func(path, second string) error) (kept keptFile, err error) {
	if kept.name, err = s.datedName("before-restore"); err != nil {
		return kept, err
	}
	if link == nil {
		link = os.Link
	}
	if linking := link(s.path, kept.name); linking != nil {
		if kept.open, err = copyFile(s.path, kept.name); err != nil {
			return kept, fmt.Errorf("keep %s under another name: %w", s.path, errors.Join(linking, err))
		}
	}
	for _, suffix := range besides() {
		if err := os.Rename(s.path+suffix, kept.name+suffix); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return kept, errors.Join(err, kept.Close())
		}
	}
	return kept, nil
}

// copyFile gives a copy of a file the name to, when all of it is on disk, and returns the file, open.
func copyFile(path, to string) (from *os.File, err error) {
	if from, err = os.Open(path); err != nil {
		return nil, err
	}
	if err = copyOpen(from, to); err != nil {
		return nil, errors.Join(err, from.Close())
	}
	return from, nil
}

func copyOpen(from *os.File, to string) (err error) {
	partial, err := os.CreateTemp(filepath.Dir(to), filepath.Base(from.Name())+".partial-*")
	if err != nil {
		return err
	}
	defer func() {
		if one := os.Remove(partial.Name()); !errors.Is(one, fs.ErrNotExist) {
			err = errors.Join(err, one)
		}
	}()
	_, err = io.Copy(partial, from)
	if err = errors.Join(err, partial.Close()); err != nil {
		return err
	}
	before, err := from.Stat()
	if err != nil {
		return err
	}
	if err := ownLike(partial.Name(), before); err != nil {
		return err
	}
	return install(partial.Name(), to, true)
}
