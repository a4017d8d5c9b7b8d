package main

import (
	"errors"
	"os"
	"path/filepath"
)

// keepToBundle makes PROJ use the database that came with the program, whatever database the user or the environment
// has, if the program lies in a package: ../lib with SpatiaLite and ../share/proj beside it. The libraries themselves
// are found by the path that is linked into a packaged program. It must be called before SpatiaLite is loaded.
func keepToBundle(executable string) error {
	root := filepath.Dir(filepath.Dir(executable))
	proj := filepath.Join(root, "share", "proj")
	for _, wanted := range []string{filepath.Join(root, "lib", "mod_spatialite.so"), filepath.Join(proj, "proj.db")} {
		if _, err := os.Stat(wanted); err != nil {
			return nil //nolint:nilerr // a program that is not packaged takes what the machine has
		}
	}
	return errors.Join(os.Setenv("PROJ_DATA", proj), os.Setenv("PROJ_USER_WRITABLE_DIRECTORY", proj))
}
