package spatialite

import (
	"context"
	"database/sql"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestEveryConnectionHasItsExtensionAndPragmas(t *testing.T) {
	s, err := Open(context.Background(), filepath.Join(t.TempDir(), "store.db"), Options{Readers: 5})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}()
	both := map[string]string{
		"foreign_keys": "1", "synchronous": "2", "journal_mode": "wal", "temp_store": "2", "cell_size_check": "1", "locking_mode": "normal",
	}
	tests := []struct {
		name string
		pool *sql.DB
		size int
		want map[string]string
	}{
		{"writer", s.writer, 1, map[string]string{"query_only": "0", "trusted_schema": "1", "busy_timeout": "200"}},
		{"readers", s.readers, 5, map[string]string{"query_only": "1", "trusted_schema": "0", "busy_timeout": "10000"}},
		{"watcher", s.watcher, 1, map[string]string{"query_only": "1", "trusted_schema": "0", "busy_timeout": "10000"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for name, value := range both {
				tt.want[name] = value
			}
			for range tt.size {
				conn := take(t, tt.pool)
				got := make(map[string]string)
				for name := range tt.want {
					got[name] = ask(t, conn, "PRAGMA "+name)
				}
				if diff := cmp.Diff(tt.want, got); diff != "" {
					t.Errorf("(-want +got):\n%s", diff)
				}
				if version := ask(t, conn, "SELECT spatialite_version()"); version < "5" {
					t.Errorf("SpatiaLite %s", version)
				}
			}
			if open := tt.pool.Stats().OpenConnections; open != tt.size {
				t.Errorf("%d connections, want %d", open, tt.size)
			}
		})
	}
}

// take takes a connection out of the pool until the test ends, so that the next is another.
func take(t *testing.T, pool *sql.DB) *sql.Conn {
	t.Helper()
	conn, err := pool.Conn(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := conn.Close(); err != nil {
			t.Error(err)
		}
	})
	return conn
}

func ask(t *testing.T, conn *sql.Conn, query string) (answer string) {
	t.Helper()
	if err := conn.QueryRowContext(context.Background(), query).Scan(&answer); err != nil {
		t.Fatal(err)
	}
	return answer
}
