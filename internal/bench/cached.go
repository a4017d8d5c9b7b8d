package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/paulmach/orb"

	"splitline/tiles"
)

const (
	// loadSeconds is how long each run of wrk lasts, loadRounds how often both sides take turns.
	loadSeconds = 4
	loadRounds  = 3
)

// load is what wrk saw.
type load struct {
	perSecond float64
	p99       string
}

var (
	perSecondPattern = regexp.MustCompile(`Requests/sec:\s+([0-9.]+)`)
	p99Pattern       = regexp.MustCompile(`99%\s+(\S+)`)
	failedPattern    = regexp.MustCompile(`Non-2xx or 3xx responses: (\d+)`)
)

// wrk loads an address on loopback with 16 connections for a few seconds.
func wrk(ctx context.Context, url string) (load, error) {
	command := exec.CommandContext(ctx, "wrk", "-t1", "-c16", fmt.Sprintf("-d%ds", loadSeconds), "--latency",
		"-H", "Accept-Encoding: gzip, deflate, br", url)
	out, err := command.CombinedOutput()
	if err != nil {
		return load{}, fmt.Errorf("wrk: %w: %s", err, out)
	}
	if failed := failedPattern.FindSubmatch(out); failed != nil {
		return load{}, fmt.Errorf("wrk: %s answers were not 200: %s", failed[1], url)
	}
	rate := perSecondPattern.FindSubmatch(out)
	p99 := p99Pattern.FindSubmatch(out)
	if rate == nil || p99 == nil {
		return load{}, fmt.Errorf("wrk said nothing of use: %s", out)
	}
	perSecond, err := strconv.ParseFloat(string(rate[1]), 64)
	return load{perSecond: perSecond, p99: string(p99[1])}, err
}

// measureCached loads the server and a bare handler in turn; the better of the rounds counts for each.
func measureCached(ctx context.Context, o options) ([]row, error) {
	folder, err := os.MkdirTemp("", "splitline-bench-")
	if err != nil {
		return nil, err
	}
	defer func() { _ = os.RemoveAll(folder) }()
	s, err := serve(ctx, o, filepath.Join(folder, "bench.db"))
	if err != nil {
		return nil, err
	}
	url, err := middleTile(ctx, s.address)
	if err != nil {
		return nil, err
	}
	bare, err := bareHandler(ctx, url)
	if err != nil {
		return nil, err
	}
	defer func() { _ = bare.Close() }()
	var ours, theirs load
	for range loadRounds {
		if err := keepBetter(ctx, &ours, url); err != nil {
			return nil, err
		}
		if err := keepBetter(ctx, &theirs, "http://"+bare.Addr); err != nil {
			return nil, err
		}
	}
	return []row{{
		"cached tile over HTTP, 16 connections",
		fmt.Sprintf("%.0f/s, p99 %s", ours.perSecond, ours.p99),
		fmt.Sprintf("bare net/http handler, same bytes: %.0f/s, p99 %s", theirs.perSecond, theirs.p99),
		ratio(ours.perSecond, theirs.perSecond),
	}}, s.stop()
}

// middleTile returns the revisioned address of the tile in the middle of the sample enclave at zoom 10.
func middleTile(ctx context.Context, address string) (string, error) {
	body, err := get(ctx, address+"/tiles/gaza/reported.json")
	if err != nil {
		return "", err
	}
	var described tiles.TileJSON
	if err := json.Unmarshal(body, &described); err != nil {
		return "", fmt.Errorf("TileJSON: %w", err)
	}
	tile := tiles.AddressAt(orb.Point{34.4, 31.4}, 10)
	return strings.NewReplacer(
		"{z}", fmt.Sprint(tile.Z), "{x}", fmt.Sprint(tile.X), "{y}", fmt.Sprint(tile.Y),
	).Replace(described.Tiles[0]), nil
}

func keepBetter(ctx context.Context, best *load, url string) error {
	seen, err := wrk(ctx, url)
	if err == nil && seen.perSecond > best.perSecond {
		*best = seen
	}
	return err
}

// bareHandler serves the same bytes with the same headers as the address does, in this process.
func bareHandler(ctx context.Context, url string) (*http.Server, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, http.NoBody)
	if err != nil {
		return nil, err
	}
	request.Header.Set("Accept-Encoding", "gzip, deflate, br")
	answer, err := http.DefaultTransport.RoundTrip(request)
	if err != nil {
		return nil, err
	}
	defer func() { _ = answer.Body.Close() }()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		return nil, err
	}
	if answer.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s: %s", url, answer.Status)
	}
	header := answer.Header.Clone()
	header.Del("Date")
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	server := &http.Server{
		Addr: listener.Addr().String(), ReadHeaderTimeout: 5 * time.Second,
		Handler: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			for name, values := range header {
				w.Header()[name] = values
			}
			_, _ = w.Write(body)
		}),
	}
	go func() { _ = server.Serve(listener) }()
	return server, nil
}
