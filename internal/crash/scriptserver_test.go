package crash

import (
	"os"
	"os/exec"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// serverKey is under what a script keeps its server.
type serverKey struct{}

// scriptServer is the server that a script has started.
type scriptServer struct{ *server }

// serveInScript is "serve [reader] FLAG...": it starts a server on a free port, puts its address into ADDR and its
// process into PID. The server of a reader may write nothing.
func serveInScript(ts *testscript.TestScript, neg bool, args []string) {
	if neg {
		ts.Fatalf("a server that does not start is run with exec")
	}
	reader := len(args) > 0 && args[0] == "reader"
	if reader {
		args = args[1:]
	}
	c := exec.Command(built.path, append([]string{"serve", "--addr", "127.0.0.1:0"}, args...)...)
	c.Dir = ts.MkAbs(".")
	c.Env = append(os.Environ(), "SPLITLINE_DB="+ts.Getenv("SPLITLINE_DB"))
	if reader {
		c.SysProcAttr = unprivileged()
	}
	s, err := listening(c)
	ts.Check(err)
	ts.Defer(func() {
		_ = c.Process.Kill()
		_ = c.Wait()
	})
	slot(ts).server = s
	ts.Setenv("ADDR", strings.TrimPrefix(s.address, "http://"))
	ts.Setenv("PID", strconv.Itoa(c.Process.Pid))
}

// endInScript is "end": it asks the server to end, which it must do well, and shows what it has said.
func endInScript(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) > 0 {
		ts.Fatalf("usage: end")
	}
	s := slot(ts)
	ts.Check(s.Process.Signal(syscall.SIGTERM))
	ts.Check(s.Wait())
	_, err := ts.Stderr().Write([]byte(s.stderr.String()))
	ts.Check(err)
}

// untilInScript is "until stderr PATTERN": it waits until the server has said something.
func untilInScript(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 || args[0] != "stderr" {
		ts.Fatalf("usage: until stderr PATTERN")
	}
	pattern, err := regexp.Compile(args[1])
	ts.Check(err)
	s := slot(ts)
	for deadline := time.Now().Add(30 * time.Second); !pattern.MatchString(s.stderr.String()); runtime.Gosched() {
		if time.Now().After(deadline) {
			ts.Fatalf("the server has not said %s:\n%s", args[1], s.stderr)
		}
	}
}

// crashInScript is "crash": it kills the server.
func crashInScript(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) > 0 {
		ts.Fatalf("usage: crash")
	}
	s := slot(ts)
	ts.Check(s.Process.Kill())
	_ = s.Wait()
}

func slot(ts *testscript.TestScript) *scriptServer {
	s, ok := ts.Value(serverKey{}).(*scriptServer)
	if !ok {
		ts.Fatalf("the script has no place for a server")
	}
	return s
}
