package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

// expected are what a serving process must have loaded of its own.
var expected = []string{
	"/bin/splitline", "/lib/" + spatialiteModule, "/lib/libproj.so", "/lib/libgeos_c.so", "/lib/libgeos.so", "/lib/libsqlite3.so",
	"/share/proj/" + projDatabase,
}

// fromLibc matches the libraries of the C library, which alone are the machine's.
var fromLibc = regexp.MustCompile(`^/(?:usr/)?lib(?:64|/[a-z0-9_]+-linux-gnu)?/(?:ld-linux-[a-z0-9-]+|lib(?:c|m|dl|rt|pthread|resolv))\.so\.[0-9]+$`)

// inspect looks at every file that the process has mapped or holds open: each must be of the package, of the C library
// or in the folder of data, and what the package brings must be among them.
func (tr trial) inspect(pid int, data string) error {
	files, err := filesOf(pid)
	if err != nil {
		return err
	}
	var failures []error
	for file := range files {
		inside, ok := strings.CutPrefix(file, tr.Root)
		if !ok || !tr.allows(inside, data) {
			failures = append(failures, fmt.Errorf("the server uses %s, which is not of the package", file))
		}
	}
	for _, name := range expected {
		found := false
		for file := range files {
			found = found || strings.HasPrefix(file, tr.Root+tr.Home+name)
		}
		if !found {
			failures = append(failures, fmt.Errorf("the server does not use %s", tr.Home+name))
		}
	}
	return errors.Join(failures...)
}

func (tr trial) allows(file, data string) bool {
	return strings.HasPrefix(file, tr.Home+"/") || strings.HasPrefix(file, data+"/") || fromLibc.MatchString(file)
}

// filesOf returns the paths of the files that a process has mapped or holds open, those of the kernel aside.
func filesOf(pid int) (map[string]bool, error) {
	folder := fmt.Sprintf("/proc/%d", pid)
	maps, err := os.ReadFile(filepath.Join(folder, "maps"))
	if err != nil {
		return nil, err
	}
	files := make(map[string]bool)
	for line := range strings.Lines(string(maps)) {
		if fields := strings.Fields(line); len(fields) == 6 && strings.HasPrefix(fields[5], "/") {
			files[fields[5]] = true
		}
	}
	descriptors, err := os.ReadDir(filepath.Join(folder, "fd"))
	if err != nil {
		return nil, err
	}
	for _, descriptor := range descriptors {
		file, err := os.Readlink(filepath.Join(folder, "fd", descriptor.Name()))
		if err == nil && strings.HasPrefix(file, "/") && !ofKernel(file) {
			files[file] = true
		}
	}
	return files, nil
}

func ofKernel(file string) bool {
	for _, folder := range []string{"/dev/", "/proc/", "/sys/"} {
		if strings.HasPrefix(file, folder) {
			return true
		}
	}
	return false
}
