// Package internal_test holds the rule of who may import whom.
package internal_test

import (
	"bytes"
	"os/exec"
	"strings"
	"testing"
)

// forbidden lists, for a package and all below it, what its files (tests aside) must not import directly.
var forbidden = []struct {
	below string
	paths []string
}{
	{"splitline/geo", []string{"splitline/internal", "github.com/labstack/echo", "database/sql", "net/http", "splitline/tiles"}},
	{"splitline/tiles", []string{"splitline/internal", "github.com/labstack/echo", "database/sql", "net/http"}},
	{"splitline/internal/store", []string{"github.com/labstack/echo", "net/http", "splitline/internal/server", "splitline/internal/ingest"}},
	{"splitline/internal", []string{"splitline/cmd"}},
	{"splitline/data", []string{"splitline/internal"}},
}

func TestPackagesImportOnlyWhatTheLayoutAllows(t *testing.T) {
	for pkg, imports := range listImports(t) {
		for _, rule := range forbidden {
			if !within(pkg, rule.below) {
				continue
			}
			for _, path := range rule.paths {
				for _, imported := range imports {
					if within(imported, path) {
						t.Errorf("%s imports %s: forbidden below %s", pkg, imported, rule.below)
					}
				}
			}
		}
	}
}

// listImports returns the direct imports of every package of the module.
func listImports(t *testing.T) map[string][]string {
	t.Helper()
	list := exec.CommandContext(t.Context(), "go", "list", "-f", "{{.ImportPath}} {{join .Imports \" \"}}", "splitline/...")
	var stderr bytes.Buffer
	list.Stderr = &stderr
	out, err := list.Output()
	if err != nil {
		t.Fatalf("go list: %v\n%s", err, stderr.String())
	}
	imports := make(map[string][]string)
	for line := range strings.Lines(string(out)) {
		fields := strings.Fields(line)
		imports[fields[0]] = fields[1:]
	}
	if len(imports) < 3 {
		t.Fatalf("go list names %d packages; the rule was held against nothing", len(imports))
	}
	return imports
}

// within reports whether path is root or below it; a version suffix counts as below.
func within(path, root string) bool {
	return path == root || strings.HasPrefix(path, root+"/")
}
