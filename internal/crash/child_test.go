package crash

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// outcome is how a run of the program ended.
type outcome struct {
	// status is the exit status, -1 if it was killed.
	status         int
	stdout, stderr string
	took           time.Duration
}

// command returns the program with arguments, to be run in a folder.
func command(folder string, args ...string) *exec.Cmd {
	c := exec.Command(built.path, args...)
	c.Dir = folder
	c.Env = append(os.Environ(), "SPLITLINE_DB="+filepath.Join(folder, "strip.db"))
	return c
}

// run runs a command to its end and kills it after a time, if one is given.
func run(t *testing.T, c *exec.Cmd, after time.Duration) (o outcome) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	c.Stdout, c.Stderr = &stdout, &stderr
	start := time.Now()
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	if after > 0 {
		timer := time.AfterFunc(after, func() { _ = c.Process.Kill() })
		defer timer.Stop()
	}
	_ = c.Wait()
	return outcome{c.ProcessState.ExitCode(), stdout.String(), stderr.String(), time.Since(start)}
}

// runUntil runs a command to its end, and kills it once it has printed a text.
func runUntil(t *testing.T, c *exec.Cmd, printed string) outcome {
	t.Helper()
	var stderr bytes.Buffer
	stdout := &killer{printed: printed, command: c}
	c.Stdout, c.Stderr = stdout, &stderr
	start := time.Now()
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	_ = c.Wait()
	return outcome{c.ProcessState.ExitCode(), stdout.all.String(), stderr.String(), time.Since(start)}
}

// killer keeps what a command prints and kills it once it has printed a text.
type killer struct {
	all     bytes.Buffer
	printed string
	command *exec.Cmd
}

// Write implements [io.Writer].
func (k *killer) Write(text []byte) (int, error) {
	n, err := k.all.Write(text)
	if strings.Contains(k.all.String(), k.printed) {
		_ = k.command.Process.Kill()
	}
	return n, err
}

// must runs a command that must succeed, and returns what it printed.
func must(t *testing.T, folder string, args ...string) string {
	t.Helper()
	o := run(t, command(folder, args...), 0)
	if o.status != 0 {
		t.Errorf("splitline %s: status %d: %s%s", strings.Join(args, " "), o.status, o.stdout, o.stderr)
	}
	return o.stdout
}

// disturbed is a command whose system calls are counted, and disturbed at one.
type disturbed struct {
	*exec.Cmd
	counter string
}

// disturb prepares a command for the library: with "KILL" it is killed before a call, with "FULL" it finds no room from
// that call on, and with 0 its calls are counted alone.
func disturb(t *testing.T, c *exec.Cmd, how string, at int) disturbed {
	t.Helper()
	d := disturbed{Cmd: c, counter: filepath.Join(t.TempDir(), "calls")}
	if err := os.WriteFile(d.counter, make([]byte, 8), 0o600); err != nil {
		t.Fatal(err)
	}
	c.Env = append(c.Env, "LD_PRELOAD="+built.disturber, "DISTURB_COUNTER="+d.counter, "DISTURB_"+how+"_AT="+strconv.Itoa(at))
	return d
}

// calls returns how many system calls were counted.
func (d disturbed) calls(t *testing.T) int {
	t.Helper()
	count, err := os.ReadFile(d.counter)
	if err != nil {
		t.Fatal(err)
	}
	return int(binary.NativeEndian.Uint64(count))
}

// server is a running server.
type server struct {
	*exec.Cmd
	address string
	stderr  *said
	rest    *bufio.Reader
}

// said is what a process that still runs has said.
type said struct {
	mu   sync.Mutex
	text bytes.Buffer
}

// Write implements [io.Writer].
func (s *said) Write(more []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.Write(more)
}

// String returns what was said so far.
func (s *said) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.String()
}

var servesAt = regexp.MustCompile(`serves (http://\S+)`)

// serve starts a server, which must say where it listens and be ready.
func serve(t *testing.T, folder string, flags ...string) *server {
	t.Helper()
	s := startServer(t, command(folder, append([]string{"serve", "--addr", "127.0.0.1:0"}, flags...)...))
	answer, err := http.Get(s.address + "/readyz")
	if err != nil {
		t.Fatalf("%v\n%s", err, s.stderr)
	}
	if err := answer.Body.Close(); err != nil {
		t.Fatal(err)
	}
	if answer.StatusCode != http.StatusOK {
		t.Errorf("/readyz answers %s", answer.Status)
	}
	return s
}

// startServer starts a server and waits until it says where it listens.
func startServer(t *testing.T, c *exec.Cmd) *server {
	t.Helper()
	s, err := listening(c)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// listening starts a server and waits until it says where it listens.
func listening(c *exec.Cmd) (*server, error) {
	s := &server{Cmd: c, stderr: new(said)}
	c.Stderr = s.stderr
	stdout, err := c.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := c.Start(); err != nil {
		return nil, err
	}
	s.rest = bufio.NewReader(stdout)
	line, _ := s.rest.ReadString('\n')
	found := servesAt.FindStringSubmatch(line)
	if found == nil {
		_ = c.Process.Kill()
		_ = c.Wait()
		return nil, fmt.Errorf("the server does not start: %s%s", line, s.stderr)
	}
	s.address = found[1]
	return s, nil
}

// stop asks a server to end, which it must do well.
func (s *server) stop(t *testing.T) {
	t.Helper()
	if err := s.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := s.Wait(); err != nil {
		t.Errorf("the server ends with %v\n%s", err, s.stderr)
	}
}
