package main

import (
	"os"
	"slices"
	"testing"
)

func TestTheLaterVersionOfTheCLibraryCounts(t *testing.T) {
	for _, tt := range []struct {
		name   string
		symbol string
		want   glibc
	}{
		{"a later one", "GLIBC_2.36", glibc{2, 36}},
		{"an earlier one", "GLIBC_2.9", glibc{2, 17}},
		{"one with a third number", "GLIBC_2.2.5", glibc{2, 17}},
		{"one of another library", "GLIBCXX_3.4.30", glibc{2, 17}},
		{"none", "", glibc{2, 17}},
		{"a private one", "GLIBC_PRIVATE", glibc{2, 17}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := later(glibc{2, 17}, tt.symbol); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}

func TestTheLibrariesAreAllThatTheLoaderWouldTake(t *testing.T) {
	require(t)
	bundled, libc, err := libraries(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, l := range bundled {
		names = append(names, l.name)
		if l.debian.name == "" || l.debian.sourceVersion == "" {
			t.Errorf("%s has no package: %+v", l.name, l.debian)
		}
		needed, err := neededBy(l.path)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range needed {
			is := func(l library) bool { return l.name == name }
			if !slices.ContainsFunc(bundled, is) && !slices.ContainsFunc(libc, is) {
				t.Errorf("%s needs %s, which is not among them", l.name, name)
			}
		}
	}
	if !slices.Contains(names, spatialiteModule) || !slices.IsSorted(names) {
		t.Errorf("libraries %v", names)
	}
	if _, err := os.Stat(libc[0].path); err != nil {
		t.Error(err)
	}
}
