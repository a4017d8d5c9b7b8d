package geos

import (
	"errors"
	"strings"
	"testing"

	"github.com/mattn/go-sqlite3"

	"splitline/internal/store"
)

func TestAMissingSpatiaLiteSaysHowToInstallIt(t *testing.T) {
	var got error
	driver := &sqlite3.SQLiteDriver{ConnectHook: func(conn *sqlite3.SQLiteConn) error {
		got = loadSpatiaLite(conn, []string{"no_such_module"})
		return nil
	}}
	conn, err := driver.Open(":memory:")
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := conn.Close(); err != nil {
			t.Error(err)
		}
	}()
	if !errors.Is(got, store.ErrNoSpatiaLite) || !strings.Contains(got.Error(), "apt-get install libsqlite3-mod-spatialite") {
		t.Errorf("error %v", got)
	}
}
