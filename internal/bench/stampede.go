package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"sync"
	"time"

	"splitline/internal/bench/ground"
	"splitline/internal/bench/report"
	"splitline/tiles"
)

const (
	stampedeClients = 200
	stampedeRounds  = 10
)

func stampedePart() part {
	return part{
		name: "stampede", title: "A stampede on a cold tile", limit: minutes(2), measure: measureStampede,
		method: "200 connections are opened; then all ask at once for the same tile of all 100 dates at zoom 14 that nobody has asked for: " +
			"first of a server that has just said it is ready, and again, for another tile, once it prepares nothing any " +
			"more. The time of an answer runs from the moment all are let go to its last byte. How often the tile was " +
			"encoded is the difference of `splitline_tile_encode_seconds_count` in /metrics around the second. Each round starts the " +
			"server anew. The baseline is one client alone, asking for a third tile just after.",
	}
}

func measureStampede(ctx context.Context, l *lab, section *report.Section) error {
	db, err := l.database(ctx, workload{edited, 100})
	if err != nil {
		return err
	}
	var seen stampedes
	for range l.rounds(stampedeRounds) {
		if err := l.stampedeRound(ctx, db, &seen); err != nil {
			return err
		}
	}
	section.Figures = []report.Figure{
		{
			What: "server just started: 99th percentile of 200 clients", Unit: report.Milliseconds,
			Measured: seen.started, Targets: []report.Target{report.AtMost(50)},
		},
		{
			What: "server in use: 99th percentile of 200 clients", Unit: report.Milliseconds,
			Measured: seen.inUse, Baseline: "one client alone", Against: seen.alone, Targets: []report.Target{report.AtMost(50)},
		},
		{What: "server in use: how often the tile was encoded", Measured: seen.made, Targets: []report.Target{report.Exactly(1)}},
	}
	return nil
}

// stampedes are the times in milliseconds, and how often the tile was encoded, round by round.
type stampedes struct{ started, inUse, alone, made report.Samples }

// stampedeRound starts the server and asks it for three tiles beside each other.
func (l *lab) stampedeRound(ctx context.Context, db database, seen *stampedes) error {
	s, err := l.serve(ctx, db.path)
	if err != nil {
		return err
	}
	defer s.kill()
	set, err := s.tileset(ctx, labEnclave, labSeries)
	if err != nil {
		return err
	}
	tile := tiles.AddressAt(ground.Middle(), tiles.MaxZoom)
	next := func() string {
		tile.Y++
		return set.url(tile)
	}
	started, err := stampede(ctx, next(), stampedeClients)
	if err != nil {
		return err
	}
	if _, err := s.ready(ctx); err != nil {
		return err
	}
	before, err := s.settled(ctx)
	if err != nil {
		return err
	}
	inUse, err := stampede(ctx, next(), stampedeClients)
	if err != nil {
		return err
	}
	after, err := s.metric(ctx, tilesDrawn)
	if err != nil {
		return err
	}
	alone, err := stampede(ctx, next(), 1)
	seen.started = append(seen.started, started.Quantile(0.99))
	seen.inUse = append(seen.inUse, inUse.Quantile(0.99))
	seen.alone = append(seen.alone, alone.Median())
	seen.made = append(seen.made, after-before)
	return err
}

// tilesDrawn is the metric that counts the tiles that the server encoded.
const tilesDrawn = "splitline_tile_encode_seconds_count"

// inBackground is the metric of what the server prepares of its own accord.
const inBackground = "splitline_preparing"

// settled waits until the server prepares nothing of its own accord any more, and returns how many tiles it drew.
func (s *serving) settled(ctx context.Context) (float64, error) {
	for {
		preparing, err := s.metric(ctx, inBackground)
		if err != nil {
			return 0, err
		}
		if preparing == 0 {
			return s.metric(ctx, tilesDrawn)
		}
		if err := pause(ctx, 100*time.Millisecond); err != nil {
			return 0, err
		}
	}
}

// stampede asks for one address from many connections at once and returns when each had its answer, in milliseconds.
func stampede(ctx context.Context, address string, clients int) (report.Samples, error) {
	parsed, err := url.Parse(address)
	if err != nil {
		return nil, err
	}
	open := make([]net.Conn, clients)
	for i := range open {
		if open[i], err = new(net.Dialer).DialContext(ctx, "tcp", parsed.Host); err != nil {
			return nil, err
		}
		defer func() { _ = open[i].Close() }()
	}
	taken, failed := make(report.Samples, clients), make([]error, clients)
	var begin time.Time
	gate := make(chan struct{})
	var asking sync.WaitGroup
	for i, connection := range open {
		asking.Go(func() {
			<-gate
			failed[i] = ask(connection, parsed)
			taken[i] = milliseconds(time.Since(begin))
		})
	}
	begin = time.Now()
	close(gate)
	asking.Wait()
	for _, err := range failed {
		if err != nil {
			return nil, err
		}
	}
	return taken, nil
}

// ask writes a request to a connection and reads the answer to its end.
func ask(connection net.Conn, address *url.URL) error {
	if err := connection.SetDeadline(time.Now().Add(30 * time.Second)); err != nil {
		return err
	}
	_, err := fmt.Fprintf(connection, "GET %s HTTP/1.1\r\nHost: %s\r\nAccept-Encoding: %s\r\n\r\n",
		address.RequestURI(), address.Host, everyEncoding)
	if err != nil {
		return err
	}
	answer, err := http.ReadResponse(bufio.NewReader(connection), nil)
	if err != nil {
		return err
	}
	defer func() { _ = answer.Body.Close() }()
	if answer.StatusCode != http.StatusOK {
		return fmt.Errorf("%s: %s", address, answer.Status)
	}
	_, err = io.Copy(io.Discard, answer.Body)
	return err
}
