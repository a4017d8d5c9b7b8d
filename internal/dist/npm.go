package main

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// npmPackage is what package-lock.json says of a package that is installed.
type npmPackage struct {
	Version      string            `json:"version"`
	License      string            `json:"license"`
	Dependencies map[string]string `json:"dependencies"`
}

// lockfile is package-lock.json (format 3): packages by the folder they are installed in.
type lockfile struct {
	Packages map[string]npmPackage `json:"packages"`
}

// addNpmLicences puts the licences of the npm packages that are in the web app into the tree: of all that its sources
// import and, since a package may hold others already, of all that those depend on.
func addNpmLicences(t *tree, static string) error {
	text, err := os.ReadFile(filepath.Join(static, "package-lock.json"))
	if err != nil {
		return err
	}
	var lock lockfile
	if err := json.Unmarshal(text, &lock); err != nil {
		return fmt.Errorf("package-lock.json: %w", err)
	}
	imported, err := importedPackages(filepath.Join(static, "src"))
	if err != nil {
		return err
	}
	places := lock.closure(imported)
	if len(places) == 0 {
		return fmt.Errorf("the sources below %s import no package", static)
	}
	for _, place := range places {
		if err := addPackage(t, filepath.Join(static, filepath.FromSlash(place)), place, lock.Packages[place]); err != nil {
			return err
		}
	}
	return nil
}

func addPackage(t *tree, folder, place string, p npmPackage) error {
	name := path.Join("npm", place[strings.LastIndex(place, "node_modules/")+len("node_modules/"):]+"@"+p.Version)
	if err := addTerms(t, name, folder); err == nil {
		return nil
	}
	if p.License == "" {
		return fmt.Errorf("%s has no licence", place)
	}
	t.add(name+"/LICENSE", []byte("The package has no licence file. Its package.json says: "+p.License+"\n"))
	return nil
}

var importPattern = regexp.MustCompile(`(?:from|import|url\()\s*['"]([^.'"/][^'"]*)['"]`)

// importedPackages returns the names of the packages that the sources of the web app import, its tests aside.
func importedPackages(folder string) ([]string, error) {
	var names []string
	err := filepath.WalkDir(folder, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || strings.HasSuffix(name, ".test.ts") {
			return err
		}
		text, err := os.ReadFile(name)
		for _, match := range importPattern.FindAllStringSubmatch(string(text), -1) {
			names = append(names, packageName(match[1]))
		}
		return err
	})
	slices.Sort(names)
	return slices.Compact(names), err
}

// packageName returns the package that a path of an import is in: its first part, the first two if it is scoped.
func packageName(imported string) string {
	parts := strings.SplitN(imported, "/", 3)
	if strings.HasPrefix(imported, "@") && len(parts) > 1 {
		return parts[0] + "/" + parts[1]
	}
	return parts[0]
}

// closure returns the folders of the named packages and of all that they depend on, sorted. What is not installed, such
// as a module of Node's own, is left out.
func (l lockfile) closure(names []string) []string {
	found := make(map[string]bool)
	var follow func(from string, names []string)
	follow = func(from string, names []string) {
		for _, name := range names {
			place := l.resolve(from, name)
			if place == "" || found[place] {
				continue
			}
			found[place] = true
			var needed []string
			for dependency := range l.Packages[place].Dependencies {
				needed = append(needed, dependency)
			}
			follow(place, needed)
		}
	}
	follow("", names)
	places := make([]string, 0, len(found))
	for place := range found {
		places = append(places, place)
	}
	slices.Sort(places)
	return places
}

// resolve returns the folder that a package finds another in, looking upwards as Node does; "" if there is none.
func (l lockfile) resolve(from, name string) string {
	for {
		place := path.Join(from, "node_modules", name)
		if _, ok := l.Packages[place]; ok {
			return place
		}
		if from == "" {
			return ""
		}
		from = from[:max(0, strings.LastIndex(from, "node_modules/")-1)]
	}
}
