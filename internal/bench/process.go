package main

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"syscall"
	"time"
)

// serving is a server under measurement, or the bare handler beside it.
type serving struct {
	address string
	// started is the time from the start of the process to the first answer of /readyz.
	started time.Duration
	process *exec.Cmd
}

var addressPattern = regexp.MustCompile(`http://[0-9.:]+`)

// patience is how long a server that was told to stop may take before it is killed.
const patience = 20 * time.Second

// serve starts the program on a database and a free port, with log, metrics and request ids as it comes; the log goes
// to the null device.
func (l *lab) serve(ctx context.Context, db string) (*serving, error) {
	begin := time.Now()
	s, err := start(ctx, l.binary, "serve", "--addr", "127.0.0.1:0", "--db", db)
	if err != nil {
		return nil, err
	}
	if _, err := get(ctx, s.address+"/readyz"); err != nil {
		s.kill()
		return nil, err
	}
	s.started = time.Since(begin)
	return s, nil
}

// start starts a program that prints its address in its first line.
func start(ctx context.Context, binary string, args ...string) (*serving, error) {
	process := exec.CommandContext(ctx, binary, args...)
	process.Cancel = func() error { return process.Process.Signal(syscall.SIGTERM) }
	process.WaitDelay = patience
	out, err := process.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := process.Start(); err != nil {
		return nil, err
	}
	s := &serving{process: process}
	line, err := bufio.NewReader(out).ReadString('\n')
	if s.address = addressPattern.FindString(line); s.address == "" {
		s.kill()
		return nil, fmt.Errorf("%s %s did not say its address: %w", binary, args[0], err)
	}
	return s, nil
}

// stop ends the server and waits for it.
func (s *serving) stop() error {
	if err := s.process.Process.Signal(syscall.SIGTERM); err != nil {
		return err
	}
	killer := time.AfterFunc(patience, func() { _ = s.process.Process.Kill() })
	defer killer.Stop()
	return s.process.Wait()
}

// kill ends a server that is of no use; one that has ended is left as it is.
func (s *serving) kill() {
	_ = s.process.Process.Kill()
	_ = s.process.Wait()
}

// memory is how much of a process is in memory now and was at most, in MiB.
type memory struct{ now, most float64 }

func (s *serving) memory() (memory, error) {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", s.process.Process.Pid))
	if err != nil {
		return memory{}, err
	}
	now, err := fieldKiB(string(status), "VmRSS")
	if err != nil {
		return memory{}, err
	}
	most, err := fieldKiB(string(status), "VmHWM")
	return memory{now: float64(now) / 1024, most: float64(most) / 1024}, err
}
