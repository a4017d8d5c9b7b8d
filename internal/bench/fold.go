package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"splitline/geo/coverage"
	"splitline/internal/geos"
)

// edit is an edit to measure: a ring of so many vertices painted onto a coverage of so many.
type edit struct {
	size, vertices int
	radius         float64
}

// measureFold paints an edit onto a coverage, and does the same polygon by polygon in GEOS: each zone loses the edit by
// a difference, which leaves gaps and overlaps that our fold does not.
func measureFold(ctx context.Context, _ options) ([]row, error) {
	g, err := geos.Open(ctx)
	if err != nil {
		return nil, err
	}
	defer func() { _ = g.Close() }()
	var rows []row
	for _, e := range []edit{{3000, 100, 0.03}, {40000, 40000, 0.25}} {
		random := rand.New(rand.NewPCG(1, 2)) //nolint:gosec // the same shapes in every run are the purpose
		ground, err := divided(random, e.size)
		if err != nil {
			return nil, err
		}
		ring := orb.MultiPolygon{{roughRing(random, e.vertices, orb.Point{34.48, 31.4}, e.radius)}}
		ours, err := perRun(func() error {
			_, err := ground.Paint([]coverage.Area{{Name: "edit", Label: stated("israeli-held"), Geometry: ring}})
			return err
		})
		if err != nil {
			return nil, err
		}
		theirs, err := perRun(func() error { return byPolygon(ctx, g, ground, ring) })
		if err != nil {
			return nil, err
		}
		rows = append(rows, row{
			fmt.Sprintf("fold of an edit of %d vertices at %d", e.vertices, e.size), milliseconds(ours),
			"the same polygon by polygon in GEOS: " + milliseconds(theirs), ratio(ours.Seconds(), theirs.Seconds()),
		})
	}
	return rows, nil
}

func byPolygon(ctx context.Context, g *geos.GEOS, ground *coverage.Coverage, ring orb.MultiPolygon) error {
	for _, face := range ground.Faces() {
		if _, err := g.Difference(ctx, orb.MultiPolygon{face.Polygon}, ring); err != nil {
			return err
		}
	}
	return nil
}

// perRun returns the time of one run of f, as Go's benchmarks take it.
func perRun(f func() error) (time.Duration, error) {
	var failed error
	result := testing.Benchmark(func(b *testing.B) {
		for b.Loop() {
			if err := f(); err != nil {
				failed = err
				return
			}
		}
	})
	if failed != nil {
		return 0, failed
	}
	return time.Duration(result.NsPerOp()), nil
}
