package main

import (
	"os/exec"
	"testing"
	"time"
)

func TestPackageVersions(t *testing.T) {
	made := time.Date(2026, 11, 22, 23, 11, 14, 0, time.FixedZone("", 3600))
	for _, tt := range []struct{ name, described, want string }{
		{"a tag", "v1.2.3", "1.2.3"},
		{"a tag of a candidate", "v1.2.3~rc1", "1.2.3~rc1"},
		{"commits after a tag", "v1.2.3-4-gabcdef0", "1.2.3+4.gabcdef0"},
		{"changed files at a tag", "v1.2.3-dirty", "1.2.3+0.dirty"},
		{"changed files after a tag", "v1.2.3-4-gabcdef0-dirty", "1.2.3+4.gabcdef0.dirty"},
		{"a commit without any tag", "b8132b9", "0.0.0+20261122221114.gb8132b9"},
		{"a commit of digits alone", "1234567", "0.0.0+20261122221114.g1234567"},
		{"no git", "unknown", "0.0.0+20261122221114.gunknown"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := packageVersion(tt.described, made); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}

func TestPackageVersionsOrderByTime(t *testing.T) {
	require(t)
	made := time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)
	older := ""
	for _, described := range []string{"fffffff", "v0.9.0", "v0.9.0-2-g1111111", "v0.9.0-10-g0000000", "v1.0.0~rc1", "v1.0.0", "v1.0.1"} {
		version := packageVersion(described, made)
		if older != "" {
			if out, err := exec.CommandContext(t.Context(), "dpkg", "--compare-versions", older, "lt", version).CombinedOutput(); err != nil {
				t.Errorf("dpkg holds %s not to be before %s: %v %s", older, version, err, out)
			}
		}
		older = version
	}
}
