package coverage_test

import (
	"context"
	"errors"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"splitline/geo"
	"splitline/geo/coverage"
)

func TestACheckerIsAsStrictAsCheckingEachSnapshotWhole(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawScene(t)
		outline := s.outline(t)
		states, err := coverage.Fold(context.Background(), outline, drawUpdates(t, s), nil)
		if err != nil {
			t.Fatal(err)
		}
		zones, _ := coverage.Identify(states, nil, 1)
		k, err := coverage.NewChecker(outline)
		if err != nil {
			t.Fatal(err)
		}
		for _, state := range states {
			held := at(zones, state.From)
			if err := k.Check(held); err != nil {
				t.Fatal(err)
			}
			broken := slices.Delete(slices.Clone(held), 0, 1)
			if rapid.Bool().Draw(t, "twice") {
				broken = append(slices.Clone(held), held[0])
			}
			if len(broken) == 0 {
				continue
			}
			// A sliver between the outline and a vertex beside it can be left out, and the rest is a coverage.
			err, whole := k.Check(broken), coverage.CheckSnapshot(outline, broken)
			if (err == nil) != (whole == nil) || err != nil && !errors.Is(err, coverage.ErrBroken) {
				t.Fatalf("%d of %d zones: %v, and whole: %v", len(broken), len(held), err, whole)
			}
		}
	})
}

func TestACheckerOfNothing(t *testing.T) {
	k, err := coverage.NewChecker(square(34, 31, 35, 32))
	if err != nil {
		t.Fatal(err)
	}
	if err := k.Check(nil); err != nil {
		t.Error(err)
	}
	off := geo.Zone{ID: 7, Polygon: square(34, 31, 34.123456789, 32)[0]}
	var broken *coverage.BrokenError
	if err := k.Check([]geo.Zone{off}); !errors.As(err, &broken) || broken.Rule != coverage.RuleGrid {
		t.Errorf("a vertex off the grid: %v", err)
	}
}

func BenchmarkChecker1000(b *testing.B) {
	r := recordOf(b, geo.Paint, 1000)
	for b.Loop() {
		k, err := coverage.NewChecker(r.outline)
		if err != nil {
			b.Fatal(err)
		}
		for _, u := range r.updates {
			if err := k.Check(at(r.zones, u.Valid.From)); err != nil {
				b.Fatal(err)
			}
		}
	}
}
