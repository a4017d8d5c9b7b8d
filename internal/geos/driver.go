package geos

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"

	"github.com/mattn/go-sqlite3"

	"splitline/internal/store"
)

// entryPoint is the C function by which SpatiaLite is loaded.
const entryPoint = "sqlite3_modspatialite_init"

// libraries are the names under which systems install SpatiaLite as a loadable module, in the order tried.
var libraries = [...]string{
	"mod_spatialite",
	"mod_spatialite.so.8",
	"mod_spatialite.so.7",
	"/opt/homebrew/lib/mod_spatialite.dylib",
	"/usr/local/lib/mod_spatialite.dylib",
}

// connector opens in-memory SpatiaLite databases without a registered driver name.
type connector struct {
	driver *sqlite3.SQLiteDriver
}

func newConnector() connector {
	return connector{driver: &sqlite3.SQLiteDriver{ConnectHook: prepare}}
}

// Connect opens one empty database in memory.
func (c connector) Connect(context.Context) (driver.Conn, error) { return c.driver.Open(":memory:") }

// Driver returns the SQLite driver.
func (c connector) Driver() driver.Driver { return c.driver }

// prepare loads SpatiaLite into a new connection and fills its table of reference systems with those of WGS 84;
// others are added when first asked for.
func prepare(conn *sqlite3.SQLiteConn) error {
	if err := loadSpatiaLite(conn, libraries[:]); err != nil {
		return err
	}
	if _, err := conn.Exec("SELECT InitSpatialMetaData(1, 'WGS84')", nil); err != nil {
		return fmt.Errorf("prepare SpatiaLite in memory: %w", err)
	}
	return nil
}

// loadSpatiaLite loads the first library that can be loaded, or returns an error of kind store.ErrNoSpatiaLite.
func loadSpatiaLite(conn *sqlite3.SQLiteConn, names []string) error {
	var reasons error
	for _, library := range names {
		err := conn.LoadExtension(library, entryPoint)
		if err == nil {
			return nil
		}
		reasons = errors.Join(reasons, err)
	}
	return fmt.Errorf("%w: install it (Debian, Ubuntu: apt-get install libsqlite3-mod-spatialite; "+
		"Fedora: dnf install libspatialite; macOS: brew install libspatialite): %s", store.ErrNoSpatiaLite, reasons.Error())
}
