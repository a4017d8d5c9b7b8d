package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// sumsName is the file of checksums, as sha256sum(1) writes and checks it.
const sumsName = "SHA256SUMS"

// writePackages writes the tar.gz, the .deb and their checksums to a folder, which is made if it is not there. Packages
// of other versions there are left alone; the checksums are those of this run.
func writePackages(folder string, p parts) error {
	archive, err := packArchive(p)
	if err != nil {
		return err
	}
	deb, err := packDeb(p)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(folder, programMode); err != nil {
		return err
	}
	packages := tree{
		{path: p.name() + ".tar.gz", mode: plainMode, data: archive},
		{path: p.name() + ".deb", mode: plainMode, data: deb},
	}
	packages.add(sumsName, sums(packages.sorted()))
	for _, f := range packages {
		if err := os.WriteFile(filepath.Join(folder, f.path), f.data, f.mode); err != nil {
			return err
		}
		fmt.Printf("%s: %.1f MB\n", filepath.Join(folder, f.path), float64(len(f.data))/1e6)
	}
	return nil
}

// packArchive returns the tar.gz: one folder with everything, which can lie anywhere, and the checksum of each file.
func packArchive(p parts) ([]byte, error) {
	var t tree
	t = append(t, p.program...)
	t = append(t, p.doc.under("share/doc/splitline")...)
	t.add("share/man/man1/splitline.1", p.manual)
	t = append(t, p.system.under("lib")...)
	t.add(sumsName, sums(t.sorted()))
	return packTar(t, p.name()+"/", p.made)
}

// sums returns the SHA-256 checksums of plain files.
func sums(t tree) []byte {
	text := new(strings.Builder)
	for _, f := range t {
		if f.mode&fs.ModeSymlink == 0 {
			sum := sha256.Sum256(f.data)
			fmt.Fprintf(text, "%s  %s\n", hex.EncodeToString(sum[:]), f.path)
		}
	}
	return []byte(text.String())
}
