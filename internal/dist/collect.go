package main

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"
)

// projFolder is where Debian keeps PROJ's files, of which its database and its settings are taken; grids of datum shifts
// are not.
const (
	projFolder   = "/usr/share/proj"
	projDatabase = "proj.db"
	projSettings = "proj.ini"
)

// parts is all that the packages are made of.
type parts struct {
	// version is as dpkg takes it, arch as Go and Debian both call it.
	version, arch string
	made          time.Time
	// glibc is the oldest C library that it all runs with.
	glibc glibc
	// program holds bin, lib and share/proj as they must lie beside each other.
	program tree
	// doc holds the documents and licences, manual the page of man(1), system what systemd reads below /usr/lib.
	doc    tree
	manual []byte
	system tree
	// libc are the libraries of the C library's package on this machine, which an image needs and a package does not.
	libc []library
}

// name is the name of the packages without an ending.
func (p parts) name() string { return "splitline_" + p.version + "_linux_" + p.arch }

// collect builds the program and gathers everything else.
func collect(ctx context.Context, o options) (parts, error) {
	p := parts{version: packageVersion(o.version, o.made), arch: runtime.GOARCH, made: o.made}
	bundled, libc, err := libraries(ctx)
	if err != nil {
		return p, err
	}
	p.libc = libc
	if err := p.addProgram(ctx, o, bundled); err != nil {
		return p, err
	}
	if p.glibc, err = glibcOfParts(bundled, p.program); err != nil {
		return p, err
	}
	info, err := buildInfo(ctx, o, p.glibc, bundled)
	if err != nil {
		return p, err
	}
	p.doc.add("BUILDINFO", []byte(info))
	if err := p.addDocuments(o.source); err != nil {
		return p, err
	}
	return p, p.addLicences(ctx, o.source, bundled)
}

// addProgram builds the program and puts its libraries and PROJ's files beside it.
func (p *parts) addProgram(ctx context.Context, o options, bundled []library) error {
	program, err := build(ctx, o)
	if err != nil {
		return err
	}
	p.program = append(p.program, file{path: "bin/splitline", mode: programMode, data: program})
	for _, l := range bundled {
		if err := p.program.addFile("lib/"+l.name, l.path); err != nil {
			return err
		}
	}
	for _, name := range []string{projDatabase, projSettings} {
		if err := p.program.addFile("share/proj/"+name, filepath.Join(projFolder, name)); err != nil {
			return err
		}
	}
	return nil
}

// glibcOfParts returns the oldest C library that the program and the libraries run with.
func glibcOfParts(bundled []library, program tree) (glibc, error) {
	copied, err := os.CreateTemp("", "splitline-dist-")
	if err != nil {
		return glibc{}, err
	}
	defer func() { _ = os.Remove(copied.Name()) }()
	if _, err := copied.Write(program[0].data); err != nil {
		return glibc{}, err
	}
	if err := copied.Close(); err != nil {
		return glibc{}, err
	}
	paths := []string{copied.Name()}
	for _, l := range bundled {
		paths = append(paths, l.path)
	}
	return glibcOf(paths)
}

// addDocuments takes the documents of the checkout: text and the example dashboard, no pictures.
func (p *parts) addDocuments(source string) error {
	for _, name := range []string{"README.md", "CHANGELOG.md", "LICENSE", "NOTICE"} {
		if err := p.doc.addFile(name, filepath.Join(source, name)); err != nil {
			return err
		}
	}
	var err error
	if p.manual, err = os.ReadFile(filepath.Join(source, "docs/operate/splitline.1")); err != nil {
		return err
	}
	docs := filepath.Join(source, "docs")
	return filepath.WalkDir(docs, func(place string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		inside, err := filepath.Rel(docs, place)
		if err != nil {
			return err
		}
		switch filepath.Ext(place) {
		case ".md", ".json":
			return p.doc.addFile("docs/"+filepath.ToSlash(inside), place)
		case ".service", ".timer":
			return p.system.addFile("systemd/system/"+filepath.Base(place), place)
		case ".sysusers":
			return p.system.addFile("sysusers.d/"+strings.TrimSuffix(filepath.Base(place), ".sysusers")+".conf", place)
		}
		return nil
	})
}

// addLicences takes the licences of all that is in the packages.
func (p *parts) addLicences(ctx context.Context, source string, bundled []library) error {
	var t tree
	t.add("README.md", []byte(strings.TrimSpace(licenceText)+"\n"))
	owner, err := packageOf(ctx, filepath.Join(projFolder, projDatabase))
	if err != nil {
		return err
	}
	borrowed := append(slices.Clone(bundled), library{name: projDatabase, debian: owner})
	if err := addDebianLicences(&t, borrowed); err != nil {
		return err
	}
	if err := addGoLicences(ctx, &t, source); err != nil {
		return err
	}
	if err := addNpmLicences(&t, filepath.Join(source, "static")); err != nil {
		return err
	}
	if err := t.addFile("sample/README.md", filepath.Join(source, "data/README.md")); err != nil {
		return err
	}
	p.doc = append(p.doc, t.under("licences")...)
	return nil
}

// licenceText explains the folder of licences.
const licenceText = `
# Licences of what is in this package

Splitline itself is under the Apache License 2.0, see LICENSE and NOTICE.

- debian/: the shared libraries in lib/, byte for byte as Debian built them. LIBRARIES.tsv names for each library the
  package, the source package and the exact version; each package has its copyright file here. The full text of the
  common licences they refer to is in common/. Their source is in Debian's archive under the source package and version
  named, and on snapshot.debian.org also when the archive has newer ones. Several are under the LGPL and may be replaced
  by your own build of the same name in lib/. RTTOPO (librttopo) is under the GPL, version 2 or later, and SpatiaLite is
  linked with it.
- go/: the Go modules compiled into the program, by module and version, and Go's own library.
- npm/: the packages of the web app that is embedded in the program, fonts among them (Noto Sans, in @fontsource).
- sample/: the sources and licences of the sample enclave's data.
`
