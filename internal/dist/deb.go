package main

import (
	"crypto/md5"
	"encoding/hex"
	"fmt"
	"io/fs"
	"strings"
)

// packDeb returns the package as dpkg installs it (deb(5)): the program in /usr/lib/splitline with a link in /usr/bin,
// documents and licences in /usr/share/doc/splitline, the systemd units, which are neither enabled nor started.
func packDeb(p parts) ([]byte, error) {
	var t tree
	t = append(t, p.program.under("usr/lib/splitline")...)
	t.addLink("usr/bin/splitline", "../lib/splitline/bin/splitline")
	t = append(t, p.doc.under("usr/share/doc/splitline")...)
	t.add("usr/share/doc/splitline/copyright", []byte(copyrightText))
	t = append(t, p.system.under("usr/lib")...)
	manual, err := zip(p.manual)
	if err != nil {
		return nil, err
	}
	t.add("usr/share/man/man1/splitline.1.gz", manual)
	data, err := packTar(t, "./", p.made)
	if err != nil {
		return nil, err
	}
	control, err := packTar(controlFiles(p, t.sorted()), "./", p.made)
	if err != nil {
		return nil, err
	}
	return packAr([]member{{"debian-binary", []byte("2.0\n")}, {"control.tar.gz", control}, {"data.tar.gz", data}}, p.made), nil
}

// controlFiles returns what tells dpkg about the package.
func controlFiles(p parts, t tree) tree {
	sums := new(strings.Builder)
	for _, f := range t {
		if f.mode&fs.ModeSymlink == 0 {
			sum := md5.Sum(f.data) // the format of md5sums(5), which dpkg --verify reads
			fmt.Fprintf(sums, "%s  %s\n", hex.EncodeToString(sum[:]), f.path)
		}
	}
	var control tree
	control.add("control", fmt.Appendf(nil, controlText, p.version, p.arch, (t.size()+1023)/1024, p.glibc))
	control.add("md5sums", []byte(sums.String()))
	for name, script := range map[string]string{"postinst": postinst, "prerm": prerm, "postrm": postrm} {
		control = append(control, file{path: name, mode: programMode, data: []byte(script)})
	}
	return control
}

const controlText = `Package: splitline
Version: %s
Architecture: %s
Maintainer: Splitline maintainers <splitline@localhost>
Installed-Size: %d
Depends: libc6 (>= %s)
Section: science
Priority: optional
Description: map server for an enclave whose control is divided
 Splitline keeps dated statements of who holds which ground, draws the enclave
 on any day, and says with figures that can be checked whether it is splitting.
 .
 The package brings SpatiaLite and every library it needs and uses nothing of
 the kind from the machine. It needs no network.
`

const copyrightText = `Splitline is under the Apache License 2.0: see LICENSE and NOTICE beside this file, and
/usr/share/common-licenses/Apache-2.0.

The package brings libraries, modules and data of others. licences/README.md beside
this file says which, and has the text of every licence.
`

// The scripts do nothing where systemd does not run, as in a container. The server is started by who installs it, and
// the database is never removed.
const (
	postinst = `#!/bin/sh
set -e
if [ "$1" = configure ] && command -v systemd-sysusers >/dev/null; then
	systemd-sysusers splitline.conf
fi
if [ "$1" = configure ] && [ -d /run/systemd/system ]; then
	systemctl daemon-reload
	systemctl try-restart splitline.service
fi
`
	prerm = `#!/bin/sh
set -e
if [ "$1" = remove ] && [ -d /run/systemd/system ]; then
	systemctl disable --now splitline.service
fi
`
	postrm = `#!/bin/sh
set -e
if [ -d /run/systemd/system ]; then
	systemctl daemon-reload
fi
`
)
