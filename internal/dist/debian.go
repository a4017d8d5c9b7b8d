package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"strings"
)

// debianPackage is an installed package of Debian, and the source package it was built from.
type debianPackage struct {
	name, version, source, sourceVersion string
}

// packageOf returns the package that a file came with.
func packageOf(ctx context.Context, file string) (debianPackage, error) {
	var failures error
	for _, name := range namesOf(file) {
		out, err := output(ctx, "dpkg-query", "--search", name)
		if err != nil {
			failures = errors.Join(failures, err)
			continue
		}
		owner, _, _ := strings.Cut(out, ": ")
		return describe(ctx, owner)
	}
	return debianPackage{}, failures
}

// namesOf returns the names by which dpkg may know a file: where /lib is a link to /usr/lib it knows one of the two,
// and a link to a library may be made by another package than the library.
func namesOf(file string) []string {
	names := []string{file}
	if real, err := filepath.EvalSymlinks(file); err == nil && real != file {
		names = []string{real, file}
	}
	for _, name := range names {
		if strings.HasPrefix(name, "/usr/lib/") {
			names = append(names, strings.TrimPrefix(name, "/usr"))
		}
	}
	return names
}

func describe(ctx context.Context, name string) (debianPackage, error) {
	out, err := output(ctx, "dpkg-query", "--show",
		"--showformat=${Package}\t${Version}\t${source:Package}\t${source:Version}\n", name)
	if err != nil {
		return debianPackage{}, err
	}
	fields := strings.Split(strings.TrimSpace(out), "\t")
	if len(fields) != 4 {
		return debianPackage{}, fmt.Errorf("dpkg-query describes %s as %q", name, out)
	}
	return debianPackage{name: fields[0], version: fields[1], source: fields[2], sourceVersion: fields[3]}, nil
}

// cLibrary returns the shared libraries of the C library's package, the loader of programs among them.
func cLibrary(ctx context.Context) ([]library, error) {
	folder, err := triplet()
	if err != nil {
		return nil, err
	}
	owner, err := describe(ctx, "libc6")
	if err != nil {
		return nil, err
	}
	out, err := output(ctx, "dpkg-query", "--listfiles", "libc6")
	if err != nil {
		return nil, err
	}
	var list []library
	for file := range strings.Lines(out) {
		file = strings.TrimSpace(file)
		if path.Base(path.Dir(file)) == folder && strings.Contains(path.Base(file), ".so") {
			list = append(list, library{name: path.Base(file), path: file, debian: owner})
		}
	}
	if len(list) == 0 {
		return nil, errors.New("dpkg names no library of libc6")
	}
	return list, nil
}

var commonLicence = regexp.MustCompile(`/usr/share/common-licenses/([A-Za-z0-9]+(?:-[0-9]+(?:\.[0-9]+)*)?)`)

// addDebianLicences puts the copyright file of each library's package into the tree, the common licences that they
// refer to, and a list of the libraries with their packages and sources.
func addDebianLicences(t *tree, bundled []library) error {
	index := new(strings.Builder)
	index.WriteString("library\tpackage\tversion\tsource\tsource version\n")
	done := make(map[string]bool)
	for _, l := range bundled {
		d := l.debian
		fmt.Fprintf(index, "%s\t%s\t%s\t%s\t%s\n", l.name, d.name, d.version, d.source, d.sourceVersion)
		if done[d.name] {
			continue
		}
		done[d.name] = true
		if err := addCopyright(t, d.name, done); err != nil {
			return fmt.Errorf("the licence of %s: %w", l.name, err)
		}
	}
	t.add("debian/LIBRARIES.tsv", []byte(index.String()))
	return nil
}

// addCopyright puts the copyright file of one package into the tree, and the common licences it names unless they are
// done.
func addCopyright(t *tree, name string, done map[string]bool) error {
	text, err := os.ReadFile(filepath.Join("/usr/share/doc", name, "copyright"))
	if err != nil {
		return err
	}
	t.add("debian/"+name+"/copyright", text)
	for _, match := range commonLicence.FindAllStringSubmatch(string(text), -1) {
		licence := match[1]
		if done["common/"+licence] {
			continue
		}
		err := t.addFile("common/"+licence, filepath.Join("/usr/share/common-licenses", licence))
		if errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("it refers to a common licence %q that is not there", licence)
		} else if err != nil {
			return err
		}
		done["common/"+licence] = true
	}
	return nil
}

// output runs a program and returns what it prints.
func output(ctx context.Context, name string, args ...string) (string, error) {
	out, err := exec.CommandContext(ctx, name, args...).Output()
	var failed *exec.ExitError
	if errors.As(err, &failed) {
		return "", fmt.Errorf("%s %s: %w: %s", name, strings.Join(args, " "), err, strings.TrimSpace(string(failed.Stderr)))
	}
	return string(out), err
}
