package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"path/filepath"
	"strings"
	"time"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/mvt"
	"github.com/paulmach/orb/maptile"
)

// contains checks that an answer has words in it.
func contains(words ...string) func([]byte) error {
	return func(body []byte) error {
		for _, word := range words {
			if !strings.Contains(string(body), word) {
				return fmt.Errorf("no %q in %d bytes", word, len(body))
			}
		}
		return nil
	}
}

// ask asks a server on the sample for one answer of each kind, and for metrics.
func ask(ctx context.Context, client *http.Client, address string, metrics []string) error {
	tile := maptile.At(orb.Point{34.35, 31.4}, 10)
	var failures []error
	for _, tt := range []struct {
		path  string
		check func([]byte) error
	}{
		{"/readyz", contains("ok")},
		{"/", contains("<script")},
		{"/api/v1/enclaves", contains(`"gaza"`)},
		{"/api/v1/enclaves/gaza/series/idf-map/split", contains(`"verdict"`)},
		{"/tiles/gaza/idf-map.json", contains(`"tilejson"`)},
		{fmt.Sprintf("/tiles/gaza/idf-map/%d/%d/%d.mvt", tile.Z, tile.X, tile.Y), hasZones},
	} {
		body, err := fetch(ctx, client, address+tt.path)
		if err == nil {
			err = tt.check(body)
		}
		if err != nil {
			failures = append(failures, fmt.Errorf("%s: %w", tt.path, err))
		}
	}
	failures = append(failures, awaitMetrics(ctx, client, address, append(metrics, "go_goroutines")))
	return errors.Join(failures...)
}

// awaitMetrics asks for the metrics until all of them are there: some come when a series has been prepared.
func awaitMetrics(ctx context.Context, client *http.Client, address string, names []string) error {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	ticker := time.NewTicker(100 * time.Millisecond)
	defer ticker.Stop()
	for {
		body, err := fetch(ctx, client, address+"/metrics")
		if err == nil {
			err = contains(names...)(body)
		}
		if err == nil {
			return nil
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("/metrics: %w", err)
		case <-ticker.C:
		}
	}
}

// hasZones checks that a tile has zones in it.
func hasZones(body []byte) error {
	layers, err := mvt.Unmarshal(body)
	if err != nil {
		return err
	}
	for _, layer := range layers {
		if layer.Name == "zones" && len(layer.Features) > 0 {
			return nil
		}
	}
	return fmt.Errorf("no zone in %d layers", len(layers))
}

func fetch(ctx context.Context, client *http.Client, address string) ([]byte, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, err
	}
	answer, err := client.Do(request)
	if err != nil {
		return nil, err
	}
	body, err := io.ReadAll(answer.Body)
	if err = errors.Join(err, answer.Body.Close()); err != nil {
		return nil, err
	}
	if answer.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s: %s", answer.Status, body)
	}
	return body, nil
}

// runCommands runs commands beside the server.
func (tr trial) runCommands(ctx context.Context, data, address string) error {
	var failures []error
	for _, tt := range []struct {
		args []string
		says string
	}{
		{[]string{"health", "--addr", address}, "is ready"},
		{[]string{"version"}, "SpatiaLite 5"},
		{[]string{"split", "gaza/idf-map", "--json"}, `"verdict"`},
		{[]string{"timeline", "gaza/idf-map"}, "2025-"},
		{[]string{"export", "gaza/idf-map", "--datetime", "2025-10-19", "-o", filepath.Join(data, "zones.geojson")}, ""},
		{[]string{"backup", filepath.Join(data, "backup.db")}, ""},
		{[]string{"check", "--db", filepath.Join(data, "backup.db")}, "is sound"},
	} {
		out, err := tr.command(ctx, data, tt.args...).CombinedOutput()
		if err == nil && !strings.Contains(string(out), tt.says) {
			err = fmt.Errorf("no %q in what it said", tt.says)
		}
		if err != nil {
			failures = append(failures, fmt.Errorf("splitline %s: %w: %s", strings.Join(tt.args, " "), err, out))
		}
	}
	return errors.Join(failures...)
}
