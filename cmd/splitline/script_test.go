package main

import (
	"context"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

var update = flag.Bool("update", false, "renew the expected output inside the scripts")

// sharedData is the folder of real data beside a checkout; it is not part of the project.
const sharedData = "../../../shared/data"

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"splitline": func() { os.Exit(run(context.Background(), os.Args[1:], os.Stdout, os.Stderr)) },
	})
}

func TestCommandsAsScripts(t *testing.T) {
	runScripts(t, "testdata/script", func(*testscript.Env) error { return nil })
}

func TestCommandsOnRealDataAsScripts(t *testing.T) {
	folder, err := filepath.Abs(sharedData)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(folder); err != nil {
		t.Skip("shared data absent: " + sharedData)
	}
	runScripts(t, "testdata/real", func(env *testscript.Env) error {
		env.Setenv("SHARED", folder)
		return nil
	})
}

func runScripts(t *testing.T, folder string, setup func(*testscript.Env) error) {
	t.Helper()
	testscript.Run(t, testscript.Params{
		Dir: folder, UpdateScripts: *update, RequireExplicitExec: true,
		Setup: func(env *testscript.Env) error {
			env.Setenv("SPLITLINE_DB", filepath.Join(env.WorkDir, "test.db"))
			// A program with the race detector waits a second before it ends, if it is not told otherwise.
			env.Setenv("GORACE", "atexit_sleep_ms=50")
			return setup(env)
		},
	})
}
