package spatialite_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

func TestTheQueriesOfTheDocumentationRun(t *testing.T) {
	s := founded(t)
	publishDates(t, s, 2, 1, 30)
	queries := regexp.MustCompile(`(?m)^    SELECT(?:.*\n)(?:^     *\S.*\n)*`).FindAllString(documentation(t), -1)
	if len(queries) != 4 {
		t.Fatalf("found %d queries, want 4", len(queries))
	}
	for _, query := range queries {
		run(t, "spatialite", "-silent", "-bail", s.Path(), query)
	}
}

func TestTheDocumentationNamesEveryTable(t *testing.T) {
	migration, err := os.ReadFile(filepath.Join("migrations", "00002_tables.sql"))
	if err != nil {
		t.Fatal(err)
	}
	page := documentation(t)
	for _, table := range regexp.MustCompile(`(?m)^CREATE TABLE (\w+)`).FindAllStringSubmatch(string(migration), -1) {
		if !strings.Contains(page, "`"+table[1]+"`") {
			t.Errorf("docs/database.md does not name %s", table[1])
		}
	}
}

func documentation(t *testing.T) string {
	t.Helper()
	page, err := os.ReadFile(filepath.Join("..", "..", "..", "docs", "database.md"))
	if err != nil {
		t.Fatal(err)
	}
	return string(page)
}
