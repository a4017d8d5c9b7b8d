package spatialite

import (
	"context"
	"strings"
	"testing"
)

func TestCheckFindsAnAreaThatIsNotRecordedWithItsSet(t *testing.T) {
	ctx, path := context.Background(), filled(t)
	s := &Store{path: path, options: Options{}.withDefaults()}
	pool := s.pool(migrating, 1)
	_, err := pool.Exec("UPDATE areas SET recorded_to = '2030-01-01T00:00:00.000000Z' WHERE fid = (SELECT max(fid) FROM areas)")
	if err != nil {
		t.Fatal(err)
	}
	if err := pool.Close(); err != nil {
		t.Fatal(err)
	}
	opened, err := Open(ctx, path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := opened.Close(); err != nil {
			t.Error(err)
		}
	}()
	findings, err := opened.Findings(ctx)
	if err != nil || len(findings) != 1 || !strings.Contains(findings[0], "row 4 of areas has another recorded time than its set") {
		t.Errorf("found %q, %v", findings, err)
	}
}

func TestAreasAreNeverOverwritten(t *testing.T) {
	s := &Store{path: filled(t), options: Options{}.withDefaults()}
	pool := s.pool(migrating, 1)
	for _, statement := range []string{
		"UPDATE areas SET code = 'X'", "DELETE FROM areas", "UPDATE reference_sets SET digest = 'X'", "DELETE FROM reference_columns",
		"UPDATE places SET code = 'X'", "UPDATE controllers SET force = 1",
	} {
		if _, err := pool.Exec(statement); err == nil || !strings.Contains(err.Error(), "what was recorded is never") {
			t.Errorf("%s: got error %v", statement, err)
		}
	}
	if err := pool.Close(); err != nil {
		t.Error(err)
	}
}
