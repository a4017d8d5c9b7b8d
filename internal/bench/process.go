package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// serving is a server under measurement.
type serving struct {
	address string
	// started is the time from the start of the process to the first answer of /readyz.
	started time.Duration
	process *exec.Cmd
}

var addressPattern = regexp.MustCompile(`http://[0-9.:]+`)

// serve starts the program on a database and a free port.
func serve(ctx context.Context, o options, db string) (*serving, error) {
	begin := time.Now()
	process := exec.CommandContext(ctx, o.binary, "serve", "--addr", "127.0.0.1:0", "--db", db, "--log-level", "info")
	out, err := process.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := process.Start(); err != nil {
		return nil, err
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		return nil, fmt.Errorf("the server did not say its address: %w", err)
	}
	s := &serving{address: addressPattern.FindString(line), process: process}
	if _, err := get(ctx, s.address+"/readyz"); err != nil {
		return nil, err
	}
	s.started = time.Since(begin)
	return s, nil
}

// stop ends the server and waits for it.
func (s *serving) stop() error {
	if err := s.process.Process.Signal(syscall.SIGTERM); err != nil {
		return err
	}
	return s.process.Wait()
}

// residentMiB returns the resident memory of the server.
func (s *serving) residentMiB() (float64, error) {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", s.process.Process.Pid))
	if err != nil {
		return 0, err
	}
	for line := range strings.Lines(string(status)) {
		if rest, found := strings.CutPrefix(line, "VmRSS:"); found {
			kib, err := strconv.ParseFloat(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(rest), "kB")), 64)
			return kib / 1024, err
		}
	}
	return 0, fmt.Errorf("no VmRSS in the status of process %d", s.process.Process.Pid)
}

// get returns the body of an answer with status 200.
func get(ctx context.Context, url string) ([]byte, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, http.NoBody)
	if err != nil {
		return nil, err
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return nil, err
	}
	defer func() { _ = answer.Body.Close() }()
	body, err := io.ReadAll(answer.Body)
	if err == nil && answer.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s: %s", url, answer.Status)
	}
	return body, err
}

// measureStart measures a first start, which loads the sample, and a second one.
func measureStart(ctx context.Context, o options) ([]row, error) {
	folder, err := os.MkdirTemp("", "splitline-bench-")
	if err != nil {
		return nil, err
	}
	defer func() { _ = os.RemoveAll(folder) }()
	db := filepath.Join(folder, "bench.db")
	first, _, err := startOnce(ctx, o, db)
	if err != nil {
		return nil, err
	}
	second, resident, err := startOnce(ctx, o, db)
	if err != nil {
		return nil, err
	}
	begin := time.Now()
	if err := exec.CommandContext(ctx, o.binary, "--db", filepath.Join(folder, "none.db"), "version").Run(); err != nil {
		return nil, err
	}
	bare := time.Since(begin)
	return []row{
		{"first start, sample loaded, until ready", milliseconds(first), "a second start: " + milliseconds(second), ratio(first.Seconds(), second.Seconds())},
		{"second start, until ready", milliseconds(second), "the program doing nothing: " + milliseconds(bare), ratio(second.Seconds(), bare.Seconds())},
		{"resident memory after a start with the sample", fmt.Sprintf("%.0f MiB", resident), "", ""},
	}, nil
}

func startOnce(ctx context.Context, o options, db string) (time.Duration, float64, error) {
	s, err := serve(ctx, o, db)
	if err != nil {
		return 0, 0, err
	}
	resident, err := s.residentMiB()
	if err != nil {
		return 0, 0, err
	}
	return s.started, resident, s.stop()
}

func milliseconds(d time.Duration) string {
	return fmt.Sprintf("%.1f ms", float64(d)/float64(time.Millisecond))
}

func ratio(a, b float64) string { return fmt.Sprintf("%.2f", a/b) }
