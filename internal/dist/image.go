package main

import (
	"os"
	"strings"
)

// writeImage makes a root that holds the program as the .deb lays it out, the C library of this machine, and nothing
// else: no shell, no package manager, no user. It is what the Dockerfile's image is made of.
func writeImage(folder string, p parts) error {
	var t tree
	t = append(t, p.program.under("usr/lib/splitline")...)
	t.addLink("usr/bin/splitline", "../lib/splitline/bin/splitline")
	t = append(t, p.doc.under("usr/share/doc/splitline")...)
	if err := addCLibrary(&t, p.libc); err != nil {
		return err
	}
	return t.sorted().write(folder)
}

// addCLibrary takes the C library's files and their licence. The loader is put where programs name it, which is
// /lib64 on amd64 and /lib on arm64.
func addCLibrary(t *tree, libc []library) error {
	loaders := map[string]string{
		"ld-linux-x86-64.so.2":  "lib64/ld-linux-x86-64.so.2",
		"ld-linux-aarch64.so.1": "lib/ld-linux-aarch64.so.1",
	}
	for _, l := range libc {
		data, err := os.ReadFile(l.path)
		if err != nil {
			return err
		}
		place := strings.TrimPrefix(l.path, "/")
		if loaders[l.name] != "" {
			place = loaders[l.name]
		}
		*t = append(*t, file{path: place, mode: programMode, data: data})
	}
	return addCLicence(t, libc[0].debian.name)
}

// addCLicence takes the copyright file of the C library, and the licences that it refers to, to where Debian has them.
func addCLicence(t *tree, name string) error {
	var licences tree
	if err := addCopyright(&licences, name, map[string]bool{}); err != nil {
		return err
	}
	for _, f := range licences {
		if common, ok := strings.CutPrefix(f.path, "common/"); ok {
			t.add("usr/share/common-licenses/"+common, f.data)
			continue
		}
		t.add("usr/share/doc/"+strings.TrimPrefix(f.path, "debian/"), f.data)
	}
	return nil
}
