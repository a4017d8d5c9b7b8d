package main

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/sync/errgroup"
)

// source is the checkout.
const source = "../.."

// made is what one run of the program leaves.
type made struct {
	// deb, archive and image are paths; name is that of the packages without an ending.
	deb, archive, image, name string
}

func TestThePackages(t *testing.T) {
	require(t, filepath.Join(source, "static/dist/index.html"), filepath.Join(source, "static/node_modules"))
	first, second := makeTwice(t)
	t.Run("two runs in different folders give the same bytes", func(t *testing.T) {
		same(t, first.deb, second.deb)
		same(t, first.archive, second.archive)
	})
	unpacked := filepath.Join(unpack(t, first), first.name)
	t.Run("the operators' page says how to unpack the archive", func(t *testing.T) { followThePage(t, first) })
	t.Run("the checksums of the packages and of all files in them hold", func(t *testing.T) {
		command(t, filepath.Dir(first.deb), "sha256sum", "--check", "--quiet", sumsName)
		command(t, unpacked, "sha256sum", "--check", "--quiet", sumsName)
	})
	t.Run("every library, module and npm package has its licence with it", func(t *testing.T) { checkLicences(t, unpacked) })
	t.Run("all that is in a folder of the archive is in the .deb", func(t *testing.T) { checkSame(t, first, unpacked) })
	tryEverywhere(t, first, unpacked)
}

// require fails the test where files are absent that other targets of the Makefile make, or where there is no dpkg to
// tell where libraries come from.
func require(t *testing.T, files ...string) {
	t.Helper()
	for _, name := range files {
		if _, err := os.Stat(name); errors.Is(err, fs.ErrNotExist) {
			t.Fatal(name + " absent: make splitline makes it")
		}
	}
	if _, err := os.Stat("/var/lib/dpkg/status"); errors.Is(err, fs.ErrNotExist) {
		t.Fatal("/var/lib/dpkg/status absent: packages are made on Debian and its kin")
	}
}

// makeTwice runs the program twice at once, in different folders.
func makeTwice(t *testing.T) (first, second made) {
	t.Helper()
	program := filepath.Join(t.TempDir(), "dist")
	command(t, ".", "go", "build", "-o", program, ".")
	outs := []string{filepath.Join(t.TempDir(), "one"), filepath.Join(t.TempDir(), "another", "deeper")}
	var group errgroup.Group
	for _, out := range outs {
		run := exec.CommandContext(t.Context(), program, "-source", source, "-version", "v1.2.3-4-gabcdef0", "-epoch", "1700000000",
			"-out", filepath.Join(out, "packages"), "-image", filepath.Join(out, "image"))
		if err := os.MkdirAll(out, 0o755); err != nil {
			t.Fatal(err)
		}
		run.Env = append(os.Environ(), "TMPDIR="+out)
		group.Go(func() error {
			text, err := run.CombinedOutput()
			if err != nil {
				err = errors.Join(err, errors.New(string(text)))
			}
			return err
		})
	}
	if err := group.Wait(); err != nil {
		t.Fatal(err)
	}
	return found(t, outs[0]), found(t, outs[1])
}

// found returns what lies in a folder that the program wrote to.
func found(t *testing.T, out string) made {
	t.Helper()
	debs, err := filepath.Glob(filepath.Join(out, "packages", "splitline_1.2.3+4.gabcdef0_linux_*.deb"))
	if err != nil || len(debs) != 1 {
		t.Fatalf("packages %v, %v", debs, err)
	}
	stem := strings.TrimSuffix(debs[0], ".deb")
	return made{deb: debs[0], archive: stem + ".tar.gz", image: filepath.Join(out, "image"), name: filepath.Base(stem)}
}

func same(t *testing.T, a, b string) {
	t.Helper()
	if sumOf(t, a) != sumOf(t, b) {
		t.Errorf("%s and %s differ", a, b)
	}
}

func sumOf(t *testing.T, name string) [sha256.Size]byte {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return sha256.Sum256(data)
}

// unpack unpacks the archive with tar and returns the folder it was unpacked in.
func unpack(t *testing.T, m made) string {
	t.Helper()
	folder := t.TempDir()
	command(t, folder, "tar", "-xzf", m.archive)
	return folder
}

// followThePage runs the commands that the operators' page gives for the archive, where the packages lie.
func followThePage(t *testing.T, m made) {
	page, err := os.ReadFile(filepath.Join(source, "docs/operate/README.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, section, found := strings.Cut(string(page), "\n### From the archive\n")
	_, section, foundBlock := strings.Cut(section, "\n```sh\n")
	commands, _, foundEnd := strings.Cut(section, "\n```\n")
	if !found || !foundBlock || !foundEnd {
		t.Fatal("the page has no commands for the archive")
	}
	folder := t.TempDir()
	command(t, folder, "cp", "-r", filepath.Dir(m.archive)+"/.", folder)
	if said := command(t, folder, "sh", "-eu", "-c", commands); !strings.Contains(said, "splitline v1.2.3-4-gabcdef0") {
		t.Errorf("the last command says %q", said)
	}
}

// checkLicences holds what is in the package against the licences with it.
func checkLicences(t *testing.T, unpacked string) {
	libraries, err := os.ReadDir(filepath.Join(unpacked, "lib"))
	if err != nil {
		t.Fatal(err)
	}
	folder := filepath.Join(unpacked, "share/doc/splitline/licences")
	index, err := os.ReadFile(filepath.Join(folder, "debian/LIBRARIES.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	listed := make(map[string]string)
	for line := range strings.Lines(string(index)) {
		fields := strings.Split(line, "\t")
		listed[fields[0]] = fields[1]
	}
	for _, library := range libraries {
		if library.IsDir() {
			continue
		}
		notEmpty(t, filepath.Join(folder, "debian", listed[library.Name()], "copyright"))
	}
	// A sample of what must be there, for a list that names nothing would pass.
	for _, name := range []string{
		"go/github.com/labstack/echo/v4@*/LICENSE", "go/github.com/mattn/go-sqlite3@*/LICENSE", "go/go/LICENSE",
		"npm/maplibre-gl@*/LICENSE*", "npm/svelte@*/LICENSE*", "npm/@fontsource/noto-sans@*/LICENSE",
		"debian/libsqlite3-mod-spatialite/copyright", "debian/libproj25/copyright", "debian/librttopo1/copyright",
		"common/GPL-2", "common/LGPL-2.1",
	} {
		paths, err := filepath.Glob(filepath.Join(folder, name))
		if err != nil || len(paths) == 0 {
			t.Errorf("no %s, %v", name, err)
			continue
		}
		notEmpty(t, paths[0])
	}
}

func notEmpty(t *testing.T, name string) {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil || len(bytes.TrimSpace(data)) == 0 {
		t.Errorf("%s is missing or empty: %v", name, err)
	}
}

// checkSame compares program, libraries and documents of the .deb with those of the archive.
func checkSame(t *testing.T, m made, unpacked string) {
	root := t.TempDir()
	command(t, root, "dpkg-deb", "--extract", m.deb, root)
	for inArchive, inDeb := range map[string]string{
		"bin": "usr/lib/splitline/bin", "lib/": "usr/lib/splitline/lib", "share/proj": "usr/lib/splitline/share/proj",
		"share/doc/splitline/licences": "usr/share/doc/splitline/licences", "lib/systemd/system": "usr/lib/systemd/system",
		"lib/sysusers.d": "usr/lib/sysusers.d",
	} {
		if diff := cmp.Diff(sumsBelow(t, filepath.Join(unpacked, inArchive)), sumsBelow(t, filepath.Join(root, inDeb))); diff != "" {
			t.Errorf("%s (-archive +deb):\n%s", inArchive, diff)
		}
	}
}

// sumsBelow returns the checksums of the files below a folder, what systemd reads in lib aside.
func sumsBelow(t *testing.T, folder string) map[string][sha256.Size]byte {
	t.Helper()
	sums := make(map[string][sha256.Size]byte)
	err := filepath.WalkDir(folder, func(place string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() && (entry.Name() == "systemd" || entry.Name() == "sysusers.d") && place != folder {
			return fs.SkipDir
		}
		if !entry.IsDir() {
			sums[strings.TrimPrefix(place, folder)] = sumOf(t, place)
		}
		return nil
	})
	if err != nil || len(sums) == 0 {
		t.Fatalf("%d files below %s, %v", len(sums), folder, err)
	}
	return sums
}

// command runs a program in a folder and fails the test if it fails.
func command(t *testing.T, folder, name string, args ...string) string {
	t.Helper()
	c := exec.CommandContext(t.Context(), name, args...)
	c.Dir = folder
	out, err := c.CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", strings.Join(c.Args, " "), err, out)
	}
	return string(out)
}
