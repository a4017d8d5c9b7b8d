package spatialite

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"fmt"
	"net/url"

	"github.com/mattn/go-sqlite3"
)

// use is what a connection is for.
type use int

const (
	// inspecting looks at a file that may not be ours: it loads and sets nothing that would change it.
	inspecting use = iota
	// migrating takes the whole file until it closes.
	migrating
	writing
	reading
)

// How long connections wait for the lock of another process. The writer waits in many short turns, between which it
// looks at its context: SQLite's own waiting cannot be interrupted.
const (
	busyMilliseconds       = 10000
	writerBusyMilliseconds = 200
	writerTurns            = 50
)

// connector opens connections without registering a driver, which would be a global.
type connector struct {
	driver *sqlite3.SQLiteDriver
	dsn    string
}

// Connect implements [driver.Connector].
func (c connector) Connect(context.Context) (driver.Conn, error) { return c.driver.Open(c.dsn) }

// Driver implements [driver.Connector].
func (c connector) Driver() driver.Driver { return c.driver }

// pool returns a pool of so many connections, which are kept open once they are.
func (s *Store) pool(u use, size int) *sql.DB {
	pool := sql.OpenDB(connector{driver: s.driver(u), dsn: s.dsn(u)})
	pool.SetMaxOpenConns(size)
	pool.SetMaxIdleConns(size)
	return pool
}

// driver returns the driver for a use; its hook runs on every connection. SpatiaLite sets a busy timeout of its own
// when it is loaded, so ours comes after.
func (s *Store) driver(u use) *sqlite3.SQLiteDriver {
	return &sqlite3.SQLiteDriver{ConnectHook: func(conn *sqlite3.SQLiteConn) error {
		if u != inspecting {
			if err := loadSpatiaLite(conn, s.options.Extension); err != nil {
				return err
			}
		}
		busy := busyMilliseconds
		if u == writing {
			busy = writerBusyMilliseconds
		}
		for _, pragma := range append([]string{fmt.Sprintf("PRAGMA busy_timeout = %d", busy)}, pragmas(u)...) {
			if _, err := conn.Exec(pragma, nil); err != nil {
				return err
			}
		}
		return nil
	}}
}

// dsn returns the URI of the file for a use (https://www.sqlite.org/uri.html).
func (s *Store) dsn(u use) string {
	query := url.Values{"_stmt_cache_size": {"64"}, "mode": {"rw"}}
	switch {
	case s.options.ReadOnly:
		query.Set("mode", "ro")
		if s.immutable {
			query.Set("immutable", "1")
		}
	case u == migrating:
		query.Set("mode", "rwc")
		query.Set("_txlock", "exclusive")
	case u == writing:
		query.Set("_txlock", "immediate")
	}
	return (&url.URL{Scheme: "file", Path: s.path, RawQuery: query.Encode()}).String()
}

// pragmas returns what a connection sets. Connections that write must trust the schema: SpatiaLite's triggers call
// its functions. Readers call none from the schema and do not.
func pragmas(u use) []string {
	common := []string{
		"PRAGMA foreign_keys = ON",
		"PRAGMA synchronous = FULL",
		"PRAGMA temp_store = MEMORY",
		"PRAGMA cell_size_check = ON",
	}
	switch u {
	case migrating:
		return common
	case writing:
		return append(common, "PRAGMA journal_mode = WAL", "PRAGMA journal_size_limit = 67108864", "PRAGMA cache_size = -16384")
	case inspecting:
		return []string{"PRAGMA query_only = ON", "PRAGMA trusted_schema = OFF"}
	case reading:
		return append(common, "PRAGMA query_only = ON", "PRAGMA trusted_schema = OFF", "PRAGMA cache_size = -8192")
	}
	return nil
}
