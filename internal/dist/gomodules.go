package main

import (
	"context"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// licenceName matches the names of files that tell terms.
var licenceName = regexp.MustCompile(`(?i)^(licen[cs]es?|copying|notice|patents|unlicense|copyright)([.-].*)?$`)

// addGoLicences puts the licences of every Go module compiled into the program into the tree, and Go's own. Where a
// module keeps code of others, the licence beside that code is taken too.
func addGoLicences(ctx context.Context, t *tree, source string) error {
	const format = `{{with .Module}}{{if .Version}}{{.Path}}	{{.Version}}	{{.Dir}}	{{$.Dir}}{{end}}{{end}}`
	out, err := output(ctx, "go", "-C", source, "list", "-deps", "-f", format, "./cmd/splitline")
	if err != nil {
		return err
	}
	done := make(map[string]bool)
	for line := range strings.Lines(out) {
		fields := strings.Split(strings.TrimSpace(line), "\t")
		if len(fields) != 4 {
			continue
		}
		name, root, folder := fields[0]+"@"+fields[1], fields[2], fields[3]
		if err := addModule(t, name, root, folder, done); err != nil {
			return err
		}
	}
	goRoot, err := output(ctx, "go", "env", "GOROOT")
	if err != nil {
		return err
	}
	return addTerms(t, "go/go", strings.TrimSpace(goRoot))
}

// addModule puts the licences of a module that hold for one of its packages into the tree: those in the package's
// folder and in all above it. It returns an error if there is none.
func addModule(t *tree, name, root, folder string, done map[string]bool) error {
	for {
		inside, err := filepath.Rel(root, folder)
		if err != nil {
			return err
		}
		place := path.Join("go", name, filepath.ToSlash(inside))
		if !done[place] {
			done[place] = true
			if err := addTerms(t, place, folder); err != nil && (folder == root) {
				return err
			}
		}
		if folder == root {
			return nil
		}
		folder = filepath.Dir(folder)
	}
}

// addTerms puts the files of a folder that tell terms into the tree. It returns an error if there is none.
func addTerms(t *tree, place, folder string) error {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return err
	}
	entries = slices.DeleteFunc(entries, func(e os.DirEntry) bool {
		return e.IsDir() || !licenceName.MatchString(e.Name()) || strings.HasSuffix(e.Name(), ".go")
	})
	if len(entries) == 0 {
		return fmt.Errorf("%s has no licence", folder)
	}
	for _, e := range entries {
		if err := t.addFile(path.Join(place, e.Name()), filepath.Join(folder, e.Name())); err != nil {
			return err
		}
	}
	return nil
}
