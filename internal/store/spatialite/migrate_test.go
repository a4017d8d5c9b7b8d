package spatialite

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"splitline/internal/store"
)

func TestAFileLeftAtAnyMigrationIsBroughtToTheNewest(t *testing.T) {
	ctx := context.Background()
	for version := range int64(newestVersion) {
		path := filepath.Join(t.TempDir(), "store.db")
		s := &Store{path: path, options: Options{}.withDefaults()}
		pool := s.pool(migrating, 1)
		provider, err := migrations(pool)
		if err != nil {
			t.Fatal(err)
		}
		if version > 0 {
			_, err = provider.UpTo(ctx, version)
		} else {
			_, err = provider.GetDBVersion(ctx)
		}
		if err := errors.Join(err, pool.Close()); err != nil {
			t.Fatal(err)
		}
		kind := store.ErrReadOnly
		if version == 0 {
			kind = store.ErrForeign
		}
		if _, err := Open(ctx, path, Options{ReadOnly: true}); !errors.Is(err, kind) {
			t.Errorf("version %d, to read only: got error %v", version, err)
		}
		opened, err := Open(ctx, path, Options{})
		if err != nil {
			t.Fatalf("version %d: %v", version, err)
		}
		if v, err := opened.Version(ctx); err != nil || v.Schema != newestVersion {
			t.Errorf("version %d is brought to %+v, %v", version, v, err)
		}
		if err := errors.Join(opened.Check(ctx), opened.Close()); err != nil {
			t.Error(err)
		}
	}
}

func TestMustReturnOneRefusesWhatSpatiaLiteReportsByItsResultAlone(t *testing.T) {
	ctx := context.Background()
	tx, err := memory(t).BeginTx(ctx, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := tx.Rollback(); err != nil {
			t.Error(err)
		}
	}()
	for _, call := range []string{
		"SELECT RecoverGeometryColumn('none', 'geometry', 4326, 'POLYGON', 'XY')",
		"SELECT NULL",
		"SELECT no_such_function()",
	} {
		if err := mustReturnOne(ctx, tx, call); err == nil || !strings.Contains(err.Error(), call) {
			t.Errorf("%s: got error %v", call, err)
		}
	}
	if err := mustReturnOne(ctx, tx, "SELECT 1"); err != nil {
		t.Error(err)
	}
}
