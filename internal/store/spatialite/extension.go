package spatialite

import (
	"fmt"
	"strings"

	"github.com/mattn/go-sqlite3"

	"splitline/internal/store"
)

// entryPoint is the function by which SQLite initialises SpatiaLite's loadable module.
const entryPoint = "sqlite3_modspatialite_init"

// usualExtensions are the names under which the systems keep the module; SQLite adds the suffix of the system.
func usualExtensions() []string {
	return []string{
		"mod_spatialite",
		"mod_spatialite.so.8",
		"mod_spatialite.so.7",
		"/opt/homebrew/lib/mod_spatialite",
		"/usr/local/lib/mod_spatialite",
	}
}

// loadSpatiaLite loads the extension into a connection, or returns an error of kind [store.ErrNoSpatiaLite].
func loadSpatiaLite(conn *sqlite3.SQLiteConn, extension string) error {
	names := usualExtensions()
	if extension != "" {
		names = []string{extension}
	}
	var first error
	for _, name := range names {
		err := conn.LoadExtension(name, entryPoint)
		if err == nil {
			return nil
		}
		if first == nil {
			first = err
		}
	}
	return fmt.Errorf("%w: install it with \"apt-get install libsqlite3-mod-spatialite\" (Debian, Ubuntu), "+
		"\"dnf install libspatialite\" (Fedora) or \"brew install libspatialite\" (macOS) (%s)",
		store.ErrNoSpatiaLite, strings.TrimSpace(first.Error()))
}
