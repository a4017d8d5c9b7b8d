package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
)

// outdated returns the packages of the libraries of which Debian has another version than this machine, by what
// apt-get update last brought: "libxml2 2.9.14-1 (Debian has 2.9.14-2)". It returns an error that wraps
// [exec.ErrNotFound] where there is no apt.
func outdated(ctx context.Context, bundled []library) ([]string, error) {
	args := []string{"policy"}
	for _, l := range bundled {
		if !slices.Contains(args, l.debian.name) {
			args = append(args, l.debian.name)
		}
	}
	policy := exec.CommandContext(ctx, "apt-cache", args...)
	policy.Env = append(os.Environ(), "LC_ALL=C")
	out, err := policy.Output()
	if err != nil {
		return nil, fmt.Errorf("apt-cache policy: %w", err)
	}
	return readPolicy(string(out)), nil
}

// readPolicy reads what apt-cache policy says.
func readPolicy(text string) (list []string) {
	name, installed := "", ""
	for line := range strings.Lines(text) {
		if !strings.HasPrefix(line, " ") {
			name = strings.TrimSuffix(strings.TrimSpace(line), ":")
			continue
		}
		what, version, _ := strings.Cut(strings.TrimSpace(line), ": ")
		switch {
		case what == "Installed":
			installed = version
		case what == "Candidate" && version != installed && version != "(none)":
			list = append(list, fmt.Sprintf("%s %s (Debian has %s)", name, installed, version))
		}
	}
	return list
}

// errOutdated says that libraries are not the newest.
var errOutdated = errors.New("libraries that packages are made with here are not the newest: run apt-get update and apt-get upgrade " +
	"before you make any for others")

// checkOutdated returns an error of kind errOutdated that names the packages which are not the newest.
func checkOutdated(ctx context.Context) error {
	bundled, _, err := libraries(ctx)
	if err != nil {
		return err
	}
	list, err := outdated(ctx, bundled)
	if err == nil && len(list) > 0 {
		err = fmt.Errorf("%w:\n  %s", errOutdated, strings.Join(list, "\n  "))
	}
	return err
}
