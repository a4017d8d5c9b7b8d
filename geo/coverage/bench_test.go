package coverage_test

import (
	"context"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"splitline/geo"
	"splitline/geo/coverage"
	"splitline/internal/bench/ground"
)

// divided is a coverage of about n vertices, cut in two by a front of a third of them.
func divided(b *testing.B, random *rand.Rand, n int) *coverage.Coverage {
	middle := orb.Point{34.4, 31.4}
	c, err := coverage.New(orb.MultiPolygon{{ground.Ring(random, n/2, middle, 0.3)}}, coverage.Unassigned())
	if err != nil {
		b.Fatal(err)
	}
	west := orb.Point{34.2, 31.4}
	c, err = c.Paint([]coverage.Area{{Name: "west", Label: stated("a"), Geometry: orb.MultiPolygon{{ground.Ring(random, n, west, 0.3)}}}})
	if err != nil {
		b.Fatal(err)
	}
	return c
}

func vertices(c *coverage.Coverage) float64 {
	seen := make(map[orb.Point]bool)
	for _, f := range c.Faces() {
		for _, r := range f.Polygon {
			for _, p := range r {
				seen[p] = true
			}
		}
	}
	return float64(len(seen))
}

func benchmarkPaint(b *testing.B, size, edit int, radius float64) {
	random := rand.New(rand.NewPCG(1, 2))
	c := divided(b, random, size)
	area := []coverage.Area{{Name: "edit", Label: stated("b"), Geometry: orb.MultiPolygon{{ground.Ring(random, edit, orb.Point{34.48, 31.4}, radius)}}}}
	b.ReportMetric(vertices(c), "vertices")
	b.ReportAllocs()
	for b.Loop() {
		if _, err := c.Paint(area); err != nil {
			b.Fatal(err)
		}
	}
}

// An edit of a hundred vertices on the front.
func BenchmarkPaint3000(b *testing.B) { benchmarkPaint(b, 3000, 100, 0.03) }

// The same edit on a larger coverage.
func BenchmarkEdit40000(b *testing.B) { benchmarkPaint(b, 40000, 100, 0.03) }

// A ring as large as the coverage.
func BenchmarkPaint40000(b *testing.B) { benchmarkPaint(b, 40000, 40000, 0.25) }

func BenchmarkCheck3000(b *testing.B) {
	c := divided(b, rand.New(rand.NewPCG(1, 2)), 3000)
	for b.Loop() {
		if err := c.Check(); err != nil {
			b.Fatal(err)
		}
	}
}

// daily returns n open-ended paints of fifty vertices, a day apart, along the front.
func daily(random *rand.Rand, n int) []geo.Update {
	updates := make([]geo.Update, n)
	for i := range updates {
		updates[i] = geo.Update{
			ID:    geo.UpdateID(i + 1),
			Kind:  geo.Paint,
			Valid: geo.Interval{From: time.Unix(int64(i)*86400, 0).UTC()},
			Place: int64(i + 1),
			Areas: []geo.Area{{
				Name:       "edit",
				Controller: []geo.ControllerID{"a", "b"}[i%2],
				Geometry:   orb.MultiPolygon{{ground.Edit(random)}},
			}},
		}
	}
	return updates
}

func BenchmarkFold1000(b *testing.B) {
	random := rand.New(rand.NewPCG(1, 2))
	outline := orb.MultiPolygon{{ground.Ring(random, 1500, orb.Point{34.4, 31.4}, 0.3)}}
	updates := daily(random, 1000)
	b.ReportAllocs()
	for b.Loop() {
		states, err := coverage.Fold(context.Background(), outline, updates, nil)
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(vertices(states[len(states)-1].Coverage), "vertices")
	}
}

// BenchmarkBackdated1000 folds one edit on the front before a thousand later dates from the record on: paints, each of
// which is laid anew, and replaces, the first of which hides the edit.
func BenchmarkBackdated1000(b *testing.B) {
	for _, kind := range []geo.UpdateKind{geo.Paint, geo.Replace} {
		b.Run(string(kind), func(b *testing.B) {
			r := recordOf(b, kind, 1000)
			edit := daily(rand.New(rand.NewPCG(3, 4)), 1)[0]
			edit.ID, edit.Place, edit.Valid.From = 1001, 1001, edit.Valid.From.Add(time.Hour)
			benchmarkRefold(b, r, slices.Insert(slices.Clone(r.updates), 1, edit))
		})
	}
}

// BenchmarkRefoldOnto folds one edit after so many dates.
func BenchmarkRefoldOnto(b *testing.B) {
	for _, n := range []int{100, 1000, 10_000} {
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			r := recordOf(b, geo.Paint, n)
			edit := daily(rand.New(rand.NewPCG(3, 4)), n+1)[n]
			benchmarkRefold(b, r, append(slices.Clone(r.updates), edit))
		})
	}
}

// recordOf is what is recorded of so many dates in an outline of 300 vertices.
func recordOf(b *testing.B, kind geo.UpdateKind, n int) *record {
	random := rand.New(rand.NewPCG(1, 2))
	r := &record{outline: orb.MultiPolygon{{ground.Ring(random, 300, orb.Point{34.4, 31.4}, 0.3)}}, next: 1, shelf: shelf{}}
	r.updates = daily(random, n)
	for i := range r.updates {
		if u := &r.updates[i]; kind == geo.Replace {
			u.Kind, u.Remainder = kind, "c"
		}
	}
	done, err := coverage.Refold(context.Background(), r.outline, coverage.Basis{Next: 1}, r.updates, r, nil)
	if err != nil {
		b.Fatal(err)
	}
	r.zones, r.next, r.shelf = done.Added, geo.ZoneID(len(done.Added)+1), done.Linework
	return r
}

func benchmarkRefold(b *testing.B, r *record, updates []geo.Update) {
	var done coverage.Refolded
	b.ReportAllocs()
	for b.Loop() {
		var err error
		if done, err = coverage.Refold(context.Background(), r.outline, r.basis(), updates, r, nil); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(done.Dates), "dates")
	b.ReportMetric(float64(len(done.Closed)), "rows-closed")
	b.ReportMetric(float64(len(done.Added)), "rows-added")
}

func BenchmarkIdentify(b *testing.B) {
	for _, n := range []int{200, 1000, 10_000} {
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			random := rand.New(rand.NewPCG(1, 2))
			outline := orb.MultiPolygon{{ground.Ring(random, 300, orb.Point{34.4, 31.4}, 0.3)}}
			updates := daily(random, n)
			for i := range updates { // a replace now and then, so that all states together fit into memory
				if i%20 == 0 {
					updates[i].Kind, updates[i].Remainder = geo.Replace, "c"
				}
			}
			states, err := coverage.Fold(context.Background(), outline, updates, nil)
			if err != nil {
				b.Fatal(err)
			}
			current, next := coverage.Identify(states, nil, 1)
			b.ReportMetric(float64(len(current)), "rows")
			for b.Loop() {
				coverage.Identify(states, current, next)
			}
		})
	}
}

func BenchmarkFrontlines200(b *testing.B) {
	random := rand.New(rand.NewPCG(1, 2))
	outline := orb.MultiPolygon{{ground.Ring(random, 1500, orb.Point{34.4, 31.4}, 0.3)}}
	states, err := coverage.Fold(context.Background(), outline, daily(random, 200), nil)
	if err != nil {
		b.Fatal(err)
	}
	zones, _ := coverage.Identify(states, nil, 1)
	for b.Loop() {
		coverage.Frontlines(zones)
	}
}
