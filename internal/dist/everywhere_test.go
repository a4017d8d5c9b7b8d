package main

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"syscall"
	"testing"
	"time"
)

// trialWithin bounds one trial, which takes some five seconds on an idle machine.
const trialWithin = 5 * time.Minute

// tryEverywhere serves from the packages without a network: in a root that holds nothing but the C library and the
// package, in the root of an image, in a minimal Debian if there is one, and on this machine, where other libraries and
// another PROJ stand ready to be taken by mistake.
func tryEverywhere(t *testing.T, m made, unpacked string) {
	bare := makeBareRoot(t, m)
	t.Run("the .deb serves in a root with the C library alone", func(t *testing.T) {
		try(t, trial{Root: bare, Program: "/usr/bin/splitline", Home: "/usr/lib/splitline", Nobody: true, Metrics: metricsOfThePage(t)})
	})
	t.Run("the archive serves in a root with the C library alone", func(t *testing.T) {
		home := "/opt/" + m.name
		try(t, trial{Root: bare, Program: home + "/bin/splitline", Home: home, Nobody: true})
	})
	t.Run("the image serves", func(t *testing.T) {
		try(t, trial{Root: m.image, Program: "/usr/bin/splitline", Home: "/usr/lib/splitline", Nobody: true})
	})
	t.Run("the archive takes nothing from a machine that has libraries of the same names", func(t *testing.T) {
		try(t, trial{Program: unpacked + "/bin/splitline", Home: unpacked, Env: misleading(t)})
	})
	if *bareRoot == "" {
		return
	}
	t.Run("dpkg installs the .deb in a minimal Debian, which serves, and removes it", func(t *testing.T) {
		root, err := filepath.Abs(*bareRoot)
		if err != nil {
			t.Fatal(err)
		}
		command(t, ".", "cp", m.deb, filepath.Join(root, "splitline.deb"))
		try(t, trial{Root: root, Program: "/usr/bin/splitline", Home: "/usr/lib/splitline", Deb: "/splitline.deb", Nobody: true})
	})
}

var metricName = regexp.MustCompile("`((?:splitline|process)_[a-z_]+)`")

// metricsOfThePage returns the metrics that the operators' page tells to watch.
func metricsOfThePage(t *testing.T) (names []string) {
	t.Helper()
	page, err := os.ReadFile(filepath.Join(source, "docs/operate/README.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, match := range metricName.FindAllStringSubmatch(string(page), -1) {
		names = append(names, match[1])
	}
	if len(names) < 5 {
		t.Fatalf("the page names the metrics %v alone", names)
	}
	return names
}

// makeBareRoot makes a root of the C library's files, the .deb unpacked by dpkg-deb and the archive unpacked in /opt.
func makeBareRoot(t *testing.T, m made) string {
	t.Helper()
	libc, err := cLibrary(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var base tree
	if err := addCLibrary(&base, libc); err != nil {
		t.Fatal(err)
	}
	root := filepath.Join(t.TempDir(), "root")
	if err := base.write(root); err != nil {
		t.Fatal(err)
	}
	command(t, root, "dpkg-deb", "--extract", m.deb, root)
	for _, folder := range []string{"opt", "proc", "data"} {
		if err := os.Mkdir(filepath.Join(root, folder), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	command(t, filepath.Join(root, "opt"), "tar", "-xzf", m.archive)
	return root
}

// misleading returns an environment that names other libraries, and a PROJ database that is none, in every way there is.
func misleading(t *testing.T) []string {
	t.Helper()
	home := t.TempDir()
	folder := filepath.Join(home, ".local/share/proj")
	if err := os.MkdirAll(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, projDatabase), []byte("not a database"), 0o644); err != nil {
		t.Fatal(err)
	}
	folders, err := libraryFolders()
	if err != nil {
		t.Fatal(err)
	}
	return []string{"HOME=" + home, "PROJ_DATA=" + folder, "PROJ_LIB=" + folder, "LD_LIBRARY_PATH=" + folders[0]}
}

// try starts this program anew with a network of its own, in which nothing but itself can be reached, and mounts of its
// own, and runs the trial there: as root, else in a user namespace, else with sudo. It fails where the machine allows
// none of them.
func try(t *testing.T, tr trial) {
	t.Helper()
	text, err := json.Marshal(tr)
	if err != nil {
		t.Fatal(err)
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), trialWithin)
	defer cancel()
	variables := []string{trialVariable + "=" + string(text), "GORACE=atexit_sleep_ms=0"}
	out, err := inNamespaces(ctx, self, variables).CombinedOutput()
	if os.Geteuid() != 0 && forbidden(err) {
		args := append([]string{"-n", "unshare", "--net", "--mount", "env"}, append(variables, self)...)
		out, err = exec.CommandContext(ctx, "sudo", args...).CombinedOutput()
	}
	if forbidden(err) {
		t.Fatalf("a network namespace is not allowed here, so that nothing was tried: run the test as root, "+
			"or where user namespaces are allowed: %v", err)
	}
	t.Logf("%s", out)
	if err != nil {
		t.Error(err)
	}
}

// inNamespaces returns a call of a program in namespaces of its own.
func inNamespaces(ctx context.Context, program string, variables []string) *exec.Cmd {
	inside := exec.CommandContext(ctx, program)
	inside.Env = append(os.Environ(), variables...)
	inside.SysProcAttr = &syscall.SysProcAttr{Cloneflags: syscall.CLONE_NEWNET | syscall.CLONE_NEWNS, Pdeathsig: syscall.SIGKILL}
	if os.Geteuid() != 0 {
		inside.SysProcAttr.Cloneflags |= syscall.CLONE_NEWUSER
		inside.SysProcAttr.UidMappings = []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Geteuid(), Size: 1}}
		inside.SysProcAttr.GidMappings = []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getegid(), Size: 1}}
	}
	return inside
}

// forbidden tells whether the machine did not let a program be started in namespaces.
func forbidden(err error) bool {
	return errors.Is(err, syscall.EPERM) || errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EINVAL)
}
