package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// libraryPath is where the program looks for libraries before anywhere else: beside the folder it lies in. It is a
// DT_RPATH, not the newer DT_RUNPATH, because only that holds for the libraries that libraries need.
const libraryPath = "-Wl,--disable-new-dtags,-rpath,$ORIGIN/../lib,--build-id=none"

// build compiles the program and returns it.
func build(ctx context.Context, o options) ([]byte, error) {
	folder, err := os.MkdirTemp("", "splitline-dist-")
	if err != nil {
		return nil, err
	}
	defer func() { _ = os.RemoveAll(folder) }()
	program := filepath.Join(folder, "splitline")
	flags := fmt.Sprintf("-s -w -buildid= -linkmode=external -extldflags '%s' -X main.version=%s", libraryPath, o.version)
	compile := exec.CommandContext(ctx, "go", "-C", o.source, "build", "-trimpath", "-buildvcs=false", "-ldflags", flags,
		"-o", program, "./cmd/splitline")
	compile.Env = append(os.Environ(), "CGO_ENABLED=1", "GOFLAGS=")
	if out, err := compile.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("go build: %w\n%s", err, strings.TrimSpace(string(out)))
	}
	needed, err := neededBy(program)
	if err != nil {
		return nil, err
	}
	if len(needed) != 1 || needed[0] != "libc.so.6" {
		return nil, fmt.Errorf("the program needs %s and should need the C library alone", strings.Join(needed, ", "))
	}
	return os.ReadFile(program)
}

// buildInfo tells what the packages were made with: who wants the same bytes needs the same.
func buildInfo(ctx context.Context, o options, oldest glibc, bundled []library) (string, error) {
	text := new(strings.Builder)
	fmt.Fprintf(text, "version: %s\ntime of the commit: %s\n", o.version, o.made.Format("2006-01-02T15:04:05Z"))
	for _, tool := range [][]string{{"go", "version"}, {"gcc", "--version"}, {"node", "--version"}} {
		out, err := output(ctx, tool[0], tool[1:]...)
		if errors.Is(err, exec.ErrNotFound) {
			continue // the web app was built elsewhere
		}
		if err != nil {
			return "", err
		}
		first, _, _ := strings.Cut(out, "\n")
		fmt.Fprintf(text, "%s: %s\n", tool[0], first)
	}
	fmt.Fprintf(text, "oldest C library: glibc %s\n", oldest)
	for _, l := range bundled {
		fmt.Fprintf(text, "%s: %s %s\n", l.name, l.debian.name, l.debian.version)
	}
	return text.String(), nil
}
