package main

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"time"
)

// urlsScript makes wrk ask for the paths of a file in random order.
//
//go:embed urls.lua
var urlsScript []byte

// connections is how many connections wrk keeps busy.
const connections = 16

// errWrk is the kind of error of output of wrk that cannot be used.
var errWrk = errors.New("wrk")

// load is what wrk saw: requests a second, and the times within which half and 99 of 100 requests were answered, in
// milliseconds.
type load struct{ perSecond, median, p99 float64 }

// wrk is a run of wrk.
type wrk struct {
	seconds     int
	connections int
	// paths is a file with paths to ask for in random order; if empty the address alone is asked for.
	paths string
}

// run loads an address on loopback.
func (w wrk) run(ctx context.Context, l *lab, url string) (load, error) {
	args := []string{
		"-t1", fmt.Sprintf("-c%d", w.connections), fmt.Sprintf("-d%ds", w.seconds), "--latency",
		"-H", "Accept-Encoding: " + everyEncoding,
	}
	if w.paths == "" {
		args = append(args, url)
	} else {
		script := filepath.Join(l.folder, "urls.lua")
		if err := os.WriteFile(script, urlsScript, 0o600); err != nil {
			return load{}, err
		}
		args = append(args, "-s", script, url, "--", w.paths)
	}
	out, err := exec.CommandContext(ctx, "wrk", args...).CombinedOutput()
	if err != nil {
		return load{}, fmt.Errorf("%w: %w: %s", errWrk, err, tail(out))
	}
	seen, err := parseLoad(string(out))
	if err != nil {
		return load{}, fmt.Errorf("%w: %s", err, url)
	}
	return seen, nil
}

var (
	perSecondPattern = regexp.MustCompile(`Requests/sec:\s+([0-9.]+)`)
	medianPattern    = regexp.MustCompile(`50%\s+([0-9.]+)(us|ms|s|m)\s`)
	p99Pattern       = regexp.MustCompile(`99%\s+([0-9.]+)(us|ms|s|m)\s`)
	failedPattern    = regexp.MustCompile(`Non-2xx or 3xx responses: (\d+)`)
	socketPattern    = regexp.MustCompile(`Socket errors: .*`)
)

// parseLoad reads what wrk printed. It returns an error of kind errWrk if an answer was not 2xx or a connection failed.
func parseLoad(out string) (load, error) {
	if failed := failedPattern.FindStringSubmatch(out); failed != nil {
		return load{}, fmt.Errorf("%w: %s answers were not 2xx", errWrk, failed[1])
	}
	if failed := socketPattern.FindString(out); failed != "" {
		return load{}, fmt.Errorf("%w: %s", errWrk, failed)
	}
	rate := perSecondPattern.FindStringSubmatch(out)
	median, p99 := medianPattern.FindStringSubmatch(out), p99Pattern.FindStringSubmatch(out)
	if rate == nil || median == nil || p99 == nil {
		return load{}, fmt.Errorf("%w said nothing of use: %s", errWrk, out)
	}
	perSecond, err := strconv.ParseFloat(rate[1], 64)
	if err != nil {
		return load{}, fmt.Errorf("%w: %w", errWrk, err)
	}
	seen := load{perSecond: perSecond}
	if seen.median, err = wrkMilliseconds(median); err != nil {
		return load{}, err
	}
	seen.p99, err = wrkMilliseconds(p99)
	return seen, err
}

// wrkMilliseconds turns a number and a unit of wrk into milliseconds.
func wrkMilliseconds(match []string) (float64, error) {
	took, err := time.ParseDuration(match[1] + match[2])
	if err != nil {
		return 0, fmt.Errorf("%w: %w", errWrk, err)
	}
	return milliseconds(took), nil
}

// milliseconds returns a duration in milliseconds.
func milliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }
