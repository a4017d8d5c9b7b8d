package crash

import (
	"database/sql"
	"errors"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

var update = flag.Bool("update", false, "renew the expected output inside the scripts")

// nobody is a user without rights of its own, on every system.
const nobody = 65534

func TestEveryFaultIsToldInOneSentenceAsScripts(t *testing.T) {
	headers, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/mattn/go-sqlite3").Output()
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir: filepath.Join("testdata", "script"), UpdateScripts: *update, RequireExplicitExec: true,
		Setup: func(env *testscript.Env) error {
			env.Setenv("SPLITLINE_DB", filepath.Join(env.WorkDir, "test.db"))
			env.Setenv("PATH", filepath.Dir(built.path)+string(filepath.ListSeparator)+env.Getenv("PATH"))
			env.Setenv("SQLITE_HEADERS", strings.TrimSpace(string(headers)))
			env.Values[serverKey{}] = new(scriptServer)
			return errors.Join(os.Chmod(filepath.Dir(env.WorkDir), 0o755), os.Chmod(env.WorkDir, 0o755))
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"fixture": unpackInScript, "sql": sqlInScript, "truncate": truncateInScript, "copy": copyInScript, "mount": mountInScript,
			"asreader": asReader, "spatialite": fakeSpatiaLite, "serve": serveInScript, "end": endInScript, "until": untilInScript, "crash": crashInScript,
		},
		Condition: func(name string) (bool, error) {
			if name == "tmpfs" {
				return mayMount(t), nil
			}
			return false, errors.New("no such condition")
		},
	})
}

// moduleRoot is the folder of the module, seen from this package.
func moduleRoot() string {
	root, err := filepath.Abs(filepath.Join("..", ".."))
	if err != nil {
		return ""
	}
	return root
}

// mayMount reports whether this user may mount a file system, by doing it.
func mayMount(t *testing.T) bool {
	t.Helper()
	if runtime.GOOS != "linux" {
		return false
	}
	folder := t.TempDir()
	if err := exec.Command("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", folder).Run(); err != nil {
		t.Logf("a full file system cannot be tried, for this user may not mount one (%v); the limit of a file's size is tried instead", err)
		return false
	}
	if err := exec.Command("umount", folder).Run(); err != nil {
		t.Error(err)
	}
	return true
}

// unpackInScript is "fixture SCHEMA FILE": it unpacks the database of a schema.
func unpackInScript(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: fixture SCHEMA FILE")
	}
	schema, err := strconv.Atoi(args[0])
	ts.Check(err)
	ts.Check(unpack(schema, ts.MkAbs(args[1])))
}

// sqlInScript is "sql FILE STATEMENTS": it changes a file by SQLite alone.
func sqlInScript(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: sql FILE STATEMENTS")
	}
	db, err := sql.Open("sqlite3", ts.MkAbs(args[0]))
	ts.Check(err)
	_, err = db.Exec(args[1])
	ts.Check(errors.Join(err, db.Close()))
}

// truncateInScript is "truncate FILE BYTES".
func truncateInScript(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: truncate FILE BYTES")
	}
	size, err := strconv.ParseInt(args[1], 10, 64)
	ts.Check(err)
	ts.Check(os.Truncate(ts.MkAbs(args[0]), size))
}

// copyInScript is "copy FROM TO", which takes files of any size and content.
func copyInScript(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: copy FROM TO")
	}
	content, err := os.ReadFile(ts.MkAbs(args[0]))
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), content, 0o600))
}

// mountInScript is "mount FOLDER SIZE": it makes a folder a disk of its own, of so many bytes, until the script ends.
func mountInScript(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: mount FOLDER SIZE")
	}
	folder := ts.MkAbs(args[0])
	ts.Check(os.MkdirAll(folder, 0o755))
	ts.Check(output("mount", "-t", "tmpfs", "-o", "size="+args[1], "tmpfs", folder))
	ts.Defer(func() { ts.Check(output("umount", folder)) })
}

// asReader is "asreader splitline ...": it runs the program as a user who may write nothing, where this one may write
// everything.
func asReader(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) < 2 || args[0] != "splitline" {
		ts.Fatalf("usage: asreader splitline ...")
	}
	c := exec.Command(built.path, args[1:]...)
	c.Dir, c.Stdout, c.Stderr = ts.MkAbs("."), ts.Stdout(), ts.Stderr()
	c.Env = append(os.Environ(), "SPLITLINE_DB="+ts.Getenv("SPLITLINE_DB"))
	c.SysProcAttr = unprivileged()
	if err := c.Run(); (err != nil) != neg {
		ts.Fatalf("splitline %s: %v", strings.Join(args[1:], " "), err)
	}
}

// unprivileged makes a process one that may not write what others own, where this one may.
func unprivileged() *syscall.SysProcAttr {
	if os.Geteuid() != 0 {
		return nil
	}
	return &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
}

// fakeSpatiaLite is "spatialite VERSION": it compiles a library that says it is that SpatiaLite, and puts it before the
// real one. Without a version the library is a file that is no library.
func fakeSpatiaLite(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) > 1 {
		ts.Fatalf("usage: spatialite [VERSION]")
	}
	folder, headers := ts.MkAbs("fake"), ts.Getenv("SQLITE_HEADERS")
	ts.Check(os.MkdirAll(folder, 0o755))
	for _, name := range []string{"mod_spatialite", "mod_spatialite.so", "mod_spatialite.so.7", "mod_spatialite.so.8"} {
		path := filepath.Join(folder, name)
		if len(args) == 0 {
			ts.Check(os.WriteFile(path, []byte("this is no library\n"), 0o600))
			continue
		}
		source := filepath.Join(moduleRoot(), "internal", "crash", "testdata", "spatialite.c")
		ts.Check(output(compiler(), "-shared", "-fPIC", "-I"+headers, "-DVERSION=\""+args[0]+"\"", "-o", path, source))
	}
	ts.Setenv("LD_LIBRARY_PATH", folder)
}
