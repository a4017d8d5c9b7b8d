package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/paulmach/orb"

	"splitline/geo"
	"splitline/geo/coverage"
	"splitline/internal/bench/ground"
	"splitline/internal/bench/report"
	"splitline/internal/geos"
)

func foldPart() part {
	return part{
		name: "fold", title: "A fold of an edit", limit: minutes(2), measure: measureFold,
		method: "`coverage.Paint` of a rough ring onto a coverage of two zones whose edges wander as a traced line does; a round of the " +
			"small one is 100 runs, of which the mean counts. The baseline does the same polygon by polygon in GEOS, by way of in-memory " +
			"SpatiaLite: each zone loses the ring by a difference, which leaves gaps and overlaps that ours does not.",
	}
}

// edit is an edit to measure: a ring of so many vertices painted onto a coverage of so many, so often a round.
type edit struct {
	size, vertices int
	radius         float64
	runs           int
	// target is in milliseconds.
	target float64
}

const foldRounds = 5

func measureFold(ctx context.Context, l *lab, section *report.Section) error {
	g, err := geos.Open(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = g.Close() }()
	for _, e := range []edit{{3000, 100, 0.03, 100, 5}, {40000, 40000, 0.25, 1, 5000}} {
		random := ground.Random(1)
		under, err := divided(random, e.size)
		if err != nil {
			return err
		}
		ring := orb.MultiPolygon{{ground.Ring(random, e.vertices, orb.Point{34.48, 31.4}, e.radius)}}
		figure := report.Figure{
			What: fmt.Sprintf("%s vertices painted onto %s", report.Number(float64(e.vertices)), report.Number(float64(e.size))),
			Unit: report.Milliseconds, Baseline: "polygon by polygon in GEOS", Targets: []report.Target{report.AtMost(e.target)},
		}
		for range l.rounds(foldRounds) {
			ours, err := e.meanMs(func() error {
				_, err := under.Paint([]coverage.Area{{Name: "edit", Label: stated(geo.IsraeliHeld), Geometry: ring}})
				return err
			})
			if err != nil {
				return err
			}
			theirs, err := e.meanMs(func() error { return byPolygon(ctx, g, under, ring) })
			if err != nil {
				return err
			}
			figure.Measured, figure.Against = append(figure.Measured, ours), append(figure.Against, theirs)
		}
		section.Figures = append(section.Figures, figure)
	}
	section.Notes = append(section.Notes, "“In seconds” for the large ring is read as at most five.")
	return nil
}

// meanMs returns the mean time of the runs of a round in milliseconds.
func (e edit) meanMs(f func() error) (float64, error) {
	begin := time.Now()
	for range e.runs {
		if err := f(); err != nil {
			return 0, err
		}
	}
	return milliseconds(time.Since(begin)) / float64(e.runs), nil
}

// divided is a coverage of about n vertices, cut in two by a front.
func divided(random *rand.Rand, n int) (*coverage.Coverage, error) {
	c, err := coverage.New(orb.MultiPolygon{{ground.Ring(random, n/2, orb.Point{34.4, 31.4}, 0.3)}}, coverage.Unassigned())
	if err != nil {
		return nil, err
	}
	west := orb.MultiPolygon{{ground.Ring(random, n, orb.Point{34.2, 31.4}, 0.3)}}
	return c.Paint([]coverage.Area{{Name: "west", Label: stated(geo.HamasHeld), Geometry: west}})
}

func stated(id geo.ControllerID) geo.Label {
	return geo.Label{Controller: id, Assessment: geo.Assessment{Level: geo.Reported, Quality: geo.Traced}, Basis: geo.Stated}
}

func byPolygon(ctx context.Context, g *geos.GEOS, ground *coverage.Coverage, ring orb.MultiPolygon) error {
	for _, face := range ground.Faces() {
		if _, err := g.Difference(ctx, orb.MultiPolygon{face.Polygon}, ring); err != nil {
			return err
		}
	}
	return nil
}
