package main

import (
	"os"
	"path/filepath"
	"testing"
)

func TestOnlyAPackagedProgramKeepsToItsBundle(t *testing.T) {
	for _, tt := range []struct {
		name  string
		files []string
		want  bool
	}{
		{"SpatiaLite and PROJ's database beside it", []string{"lib/mod_spatialite.so", "share/proj/proj.db"}, true},
		{"PROJ's database alone", []string{"share/proj/proj.db"}, false},
		{"SpatiaLite alone", []string{"lib/mod_spatialite.so"}, false},
		{"nothing beside it", nil, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			root := t.TempDir()
			for _, name := range tt.files {
				touch(t, filepath.Join(root, name))
			}
			t.Setenv("PROJ_DATA", "elsewhere")
			t.Setenv("PROJ_USER_WRITABLE_DIRECTORY", "elsewhere")
			if err := keepToBundle(filepath.Join(root, "bin", "splitline")); err != nil {
				t.Fatal(err)
			}
			want := "elsewhere"
			if tt.want {
				want = filepath.Join(root, "share", "proj")
			}
			for _, name := range []string{"PROJ_DATA", "PROJ_USER_WRITABLE_DIRECTORY"} {
				if got := os.Getenv(name); got != want {
					t.Errorf("%s is %q, want %q", name, got, want)
				}
			}
		})
	}
}

func touch(t *testing.T, path string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, nil, 0o644); err != nil {
		t.Fatal(err)
	}
}
