package internal_test

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// Both checks ask databases that a test cannot count on, so the script is held against programs that say what the real
// ones do.
func TestKnownVulnerabilitiesFailAndAreNeverTakenForNone(t *testing.T) {
	const (
		clean        = "echo none found"
		finds        = "echo 'Vulnerability #1: GO-2026-0001'; exit 3"
		unreached    = "echo 'govulncheck: fetching vulnerabilities: no such host' >&2; exit 1"
		broken       = "echo 'govulncheck: loading packages: error' >&2; exit 1"
		npmClean     = "echo found 0 vulnerabilities"
		npmFinds     = "echo '1 high severity vulnerability'; exit 1"
		npmUnreached = "echo 'npm error audit endpoint returned an error' >&2; exit 1"
		newest       = "exit 0"
		old          = "echo 'dist: not the newest versions' >&2; exit 1"
	)
	for _, tt := range []struct {
		name, govulncheck, npm, libraries string
		lenient                           bool
		status                            int
		says                              string
	}{
		{"nothing is found", clean, npmClean, newest, false, 0, "found 0 vulnerabilities"},
		{"a Go module is vulnerable", finds, npmClean, newest, true, 1, "GO-2026-0001"},
		{"an npm package is vulnerable", clean, npmFinds, newest, true, 1, "1 high severity"},
		{"no Go database is reached", unreached, npmClean, newest, false, 1, "NOT CHECKED: govulncheck"},
		{"no npm database is reached", clean, npmUnreached, newest, false, 1, "NOT CHECKED: npm audit"},
		{"no database is reached, and that is let pass", unreached, npmUnreached, newest, true, 0, "NOT CHECKED: npm audit"},
		{"no Go database is reached, and an npm package is vulnerable", unreached, npmFinds, newest, true, 1, "1 high severity"},
		{"a library that packages bundle is old", clean, npmClean, old, false, 1, "not the newest"},
		{"a library is old, and that is let pass", clean, npmClean, old, true, 0, "not the newest"},
		{"the Go code does not compile", broken, npmClean, newest, true, 1, "loading packages"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			folder := t.TempDir()
			script(t, filepath.Join(folder, "govulncheck"), tt.govulncheck)
			script(t, filepath.Join(folder, "npm"), tt.npm)
			script(t, filepath.Join(folder, "apt-cache"), "exit 0")
			script(t, filepath.Join(folder, "go"), tt.libraries)
			args := []string{"tools/vuln.sh", filepath.Join(folder, "govulncheck")}
			if tt.lenient {
				args = []string{"tools/vuln.sh", "--lenient", filepath.Join(folder, "govulncheck")}
			}
			check := exec.CommandContext(t.Context(), "sh", args...)
			check.Env = append(os.Environ(), "PATH="+folder+string(os.PathListSeparator)+os.Getenv("PATH"))
			out, err := check.CombinedOutput()
			if err != nil && !errors.As(err, new(*exec.ExitError)) {
				t.Fatal(err)
			}
			if got := check.ProcessState.ExitCode(); got != tt.status || !strings.Contains(string(out), tt.says) {
				t.Errorf("status %d, want %d with %q:\n%s", got, tt.status, tt.says, out)
			}
		})
	}
}

// script writes a shell script.
func script(t *testing.T, path, body string) {
	t.Helper()
	if err := os.WriteFile(path, []byte("#!/bin/sh\n"+body+"\n"), 0o755); err != nil {
		t.Fatal(err)
	}
}
