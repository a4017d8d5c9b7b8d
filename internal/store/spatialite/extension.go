package spatialite

import (
	"database/sql/driver"
	"errors"
	"strconv"
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

// minSpatiaLite is the oldest major version that serves: the metadata of a file and several functions are new in it.
const minSpatiaLite = 5

// checkSpatiaLite returns an error of kind [store.ErrNoSpatiaLite] if what was loaded is no SpatiaLite or too old.
func checkSpatiaLite(conn *sqlite3.SQLiteConn) (err error) {
	version, err := loadedVersion(conn)
	if err != nil {
		return fault(store.ErrNoSpatiaLite, "what was loaded as SpatiaLite is something else (%s): %s", oneLine(err.Error()), howToInstall)
	}
	before, _, _ := strings.Cut(version, ".")
	if major, err := strconv.Atoi(before); err != nil || major < minSpatiaLite {
		return fault(store.ErrNoSpatiaLite, "SpatiaLite %s is too old, %d.0 or newer is needed: %s", version, minSpatiaLite, howToInstall)
	}
	return nil
}

// loadedVersion asks SpatiaLite for its version.
func loadedVersion(conn *sqlite3.SQLiteConn) (version string, err error) {
	rows, err := conn.Query("SELECT CAST(spatialite_version() AS TEXT)", nil)
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	row := make([]driver.Value, 1)
	if err := rows.Next(row); err != nil {
		return "", err
	}
	version, _ = row[0].(string)
	return version, nil
}

// howToInstall says how SpatiaLite comes onto a machine.
const howToInstall = `install it with "apt-get install libsqlite3-mod-spatialite" (Debian, Ubuntu), ` +
	`"dnf install libspatialite" (Fedora) or "brew install libspatialite" (macOS)`

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
			return checkSpatiaLite(conn)
		}
		if first == nil {
			first = err
		}
	}
	return fault(store.ErrNoSpatiaLite, "SpatiaLite cannot be loaded: %s (%s)", howToInstall, oneLine(first.Error()))
}

// oneLine returns a text of several lines as one.
func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }
