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
	queries := regexp.MustCompile(`(?m)^    (?:SELECT|WITH)(?:.*\n)(?:^     *\S.*\n)*`).FindAllString(documentation(t), -1)
	if len(queries) != 5 {
		t.Fatalf("found %d queries, want 5", len(queries))
	}
	for _, query := range queries {
		run(t, "spatialite", "-silent", "-bail", s.Path(), query)
	}
}

func TestTheDocumentationNamesEveryTable(t *testing.T) {
	var migrations []byte
	for _, name := range []string{filepath.Join("migrations", "00002_tables.sql"), "setmigration.go", "referencemigration.go"} {
		content, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		migrations = append(migrations, content...)
	}
	page := documentation(t)
	for _, table := range regexp.MustCompile(`(?m)^\s*CREATE TABLE (\w+)`).FindAllStringSubmatch(string(migrations), -1) {
		dropped := strings.Contains(string(migrations), "DROP TABLE "+table[1])
		if dropped == strings.Contains(page, "`"+table[1]+"`") {
			t.Errorf("docs/database.md names %s: %t, it was dropped: %t", table[1], !dropped, dropped)
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
