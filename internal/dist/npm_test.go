package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestImportsOfTheWebAppAreFound(t *testing.T) {
	folder := t.TempDir()
	for name, text := range map[string]string{
		"main.ts":      "import { mount } from 'svelte';\nimport x from './core/x';\nimport 'maplibre-gl/dist/maplibre-gl.css';\n",
		"App.svelte":   "<script>import type { Map } from \"maplibre-gl\";\nimport y from '@scope/name/deep?url';</script>",
		"fonts.css":    "src: url('@fontsource/noto-sans/files/a.woff2')",
		"main.test.ts": "import { test } from 'vitest';",
	} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := importedPackages(folder)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"@fontsource/noto-sans", "@scope/name", "maplibre-gl", "svelte"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestAPackageIsFollowedToAllThatItDependsOn(t *testing.T) {
	needs := func(names ...string) npmPackage {
		p := npmPackage{Dependencies: map[string]string{}}
		for _, name := range names {
			p.Dependencies[name] = "*"
		}
		return p
	}
	lock := lockfile{Packages: map[string]npmPackage{
		"":                                    needs("a"),
		"node_modules/a":                      needs("b", "@s/c"),
		"node_modules/b":                      needs(),
		"node_modules/@s/c":                   needs("b", "d"),
		"node_modules/@s/c/node_modules/b":    needs("a"),
		"node_modules/d":                      needs(),
		"node_modules/unused":                 needs("alone"),
		"node_modules/alone":                  needs(),
		"node_modules/unused/node_modules/b":  needs(),
		"node_modules/alone/node_modules/a/x": needs(),
	}}
	want := []string{"node_modules/@s/c", "node_modules/@s/c/node_modules/b", "node_modules/a", "node_modules/b", "node_modules/d"}
	if diff := cmp.Diff(want, lock.closure([]string{"a", "node:fs"})); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
