package main

import (
	"cmp"
	"context"
	"debug/elf"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
)

// spatialiteModule is the file name of SpatiaLite as a loadable module of SQLite.
const spatialiteModule = "mod_spatialite.so"

// library is a shared library of the system.
type library struct {
	// name is the one that others ask for.
	name string
	// path is where it lies on this machine.
	path string
	// debian is the package it comes from.
	debian debianPackage
}

// libraries returns SpatiaLite's module and every shared library it needs, directly or by way of others, sorted by
// name, without those of the C library's package, of which it returns the list apart.
func libraries(ctx context.Context) (bundled, libc []library, err error) {
	base, err := cLibrary(ctx)
	if err != nil {
		return nil, nil, err
	}
	folders, err := libraryFolders()
	if err != nil {
		return nil, nil, err
	}
	found := map[string]string{}
	for wanted := []string{spatialiteModule}; len(wanted) > 0; wanted = wanted[1:] {
		name := wanted[0]
		if found[name] != "" || slices.ContainsFunc(base, func(l library) bool { return l.name == name }) {
			continue
		}
		if found[name], err = findLibrary(folders, name); err != nil {
			return nil, nil, err
		}
		needed, err := neededBy(found[name])
		if err != nil {
			return nil, nil, err
		}
		wanted = append(wanted, needed...)
	}
	for name, path := range found {
		owner, err := packageOf(ctx, path)
		if err != nil {
			return nil, nil, err
		}
		bundled = append(bundled, library{name: name, path: path, debian: owner})
	}
	slices.SortFunc(bundled, func(a, b library) int { return cmp.Compare(a.name, b.name) })
	return bundled, base, nil
}

// triplet returns the name of the folder that Debian keeps the libraries of this processor in.
func triplet() (string, error) {
	names := map[string]string{"amd64": "x86_64-linux-gnu", "arm64": "aarch64-linux-gnu"}
	if name := names[runtime.GOARCH]; name != "" {
		return name, nil
	}
	return "", fmt.Errorf("no package is made for %s, only for amd64 and arm64", runtime.GOARCH)
}

func libraryFolders() ([]string, error) {
	name, err := triplet()
	if err != nil {
		return nil, err
	}
	return []string{"/usr/lib/" + name, "/lib/" + name, "/usr/lib", "/lib"}, nil
}

func findLibrary(folders []string, name string) (string, error) {
	for _, folder := range folders {
		path := filepath.Join(folder, name)
		if _, err := os.Stat(path); err == nil {
			return path, nil
		} else if !errors.Is(err, fs.ErrNotExist) {
			return "", err
		}
	}
	return "", fmt.Errorf("the library %s is in none of %s", name, strings.Join(folders, ", "))
}

// neededBy returns the names of the libraries that a program or library asks for (DT_NEEDED).
func neededBy(path string) ([]string, error) {
	f, err := elf.Open(path)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	names, err := f.ImportedLibraries()
	return names, errors.Join(err, f.Close())
}

var glibcVersion = regexp.MustCompile(`^GLIBC_([0-9]+)\.([0-9]+)`)

// glibc is a version of the GNU C library, its first and second number.
type glibc [2]int

func (g glibc) String() string { return strconv.Itoa(g[0]) + "." + strconv.Itoa(g[1]) }

// glibcOf returns the oldest C library that has every symbol that the files ask for.
func glibcOf(paths []string) (oldest glibc, err error) {
	for _, path := range paths {
		f, err := elf.Open(path)
		if err != nil {
			return oldest, fmt.Errorf("%s: %w", path, err)
		}
		symbols, err := f.ImportedSymbols()
		if err = errors.Join(err, f.Close()); err != nil {
			return oldest, fmt.Errorf("%s: %w", path, err)
		}
		for _, symbol := range symbols {
			oldest = later(oldest, symbol.Version)
		}
	}
	return oldest, nil
}

// later returns the later of a version and of that which a symbol's version names, if it names one.
func later(known glibc, symbol string) glibc {
	parts := glibcVersion.FindStringSubmatch(symbol)
	if parts == nil {
		return known
	}
	major, errMajor := strconv.Atoi(parts[1])
	minor, errMinor := strconv.Atoi(parts[2])
	if errors.Join(errMajor, errMinor) != nil {
		return known
	}
	if named := (glibc{major, minor}); slices.Compare(named[:], known[:]) > 0 {
		return named
	}
	return known
}
