package crash

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"testing"
)

var (
	kills    = flag.Int("kills", 200, "how often to kill the program")
	killSeed = flag.Uint64("kill-seed", 1, "what the moments of the kills are drawn from; 0 draws that too")
)

// program is the program under test and what disturbs it.
type program struct {
	// path is its binary, without the race detector, as it is released.
	path string
	// disturber is the library that counts and disturbs system calls, "" where there is none.
	disturber string
}

// built is set by TestMain: building takes seconds, and every test needs it.
var built program

func TestMain(m *testing.M) {
	flag.Parse()
	if *killSeed == 0 {
		*killSeed = rand.Uint64()
	}
	status, err := runTests(m)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		status = 1
	}
	os.Exit(status)
}

// runTests builds the program, runs the tests and removes the program.
func runTests(m *testing.M) (status int, err error) {
	folder, err := os.MkdirTemp("", "splitline-crash-")
	if err != nil {
		return 1, err
	}
	defer func() {
		if removed := os.RemoveAll(folder); err == nil {
			err = removed
		}
	}()
	// Users without rights run it too.
	if err := os.Chmod(folder, 0o755); err != nil {
		return 1, err
	}
	if built, err = build(folder); err != nil {
		return 1, err
	}
	fmt.Printf("%d kills, -kill-seed %d\n", *kills, *killSeed)
	return m.Run(), nil
}

// build builds the program as the Makefile does, so that what it compiled is used again.
func build(folder string) (program, error) {
	p := program{path: filepath.Join(folder, "splitline")}
	if err := output("go", "build", "-trimpath", "-ldflags", "-s -w", "-o", p.path, "splitline/cmd/splitline"); err != nil {
		return p, err
	}
	if runtime.GOOS != "linux" {
		return p, nil
	}
	p.disturber = filepath.Join(folder, "disturb.so")
	return p, output(compiler(), "-shared", "-fPIC", "-o", p.disturber, filepath.Join("testdata", "disturb.c"), "-ldl")
}

// compiler is the C compiler that cgo uses.
func compiler() string {
	if named := os.Getenv("CC"); named != "" {
		return named
	}
	return "cc"
}

// output runs a command whose output matters only if it fails.
func output(name string, args ...string) error {
	if out, err := exec.Command(name, args...).CombinedOutput(); err != nil {
		return fmt.Errorf("%s: %w\n%s", name, err, out)
	}
	return nil
}
