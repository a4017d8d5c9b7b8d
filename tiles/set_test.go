package tiles_test

import (
	"bytes"
	"context"
	"errors"
	"math"
	"sync"
	"testing"
	"time"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"splitline/geo"
	"splitline/tiles"
)

func encode(t rapid.TB, set *tiles.Set, a tiles.Address, span tiles.Span) []byte {
	t.Helper()
	data, err := set.Encode(context.Background(), a, span)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestATileBesideTheEnclaveIsEmpty(t *testing.T) {
	set := newSet(t, village())
	if data := encode(t, set, tiles.Address{Z: 9, X: 1, Y: 1}, tiles.AllDates()); data != nil {
		t.Fatalf("a tile of %d bytes, want none", len(data))
	}
}

func TestAnAddressOutsideTheMatrixIsRefused(t *testing.T) {
	set := newSet(t, village())
	for _, a := range []tiles.Address{{Z: 15}, {Z: 3, X: 8}, {Z: 3, Y: 8}} {
		if _, err := set.Encode(context.Background(), a, tiles.AllDates()); !errors.Is(err, tiles.ErrAddress) {
			t.Errorf("Encode(%v): %v, want ErrAddress", a, err)
		}
	}
}

func TestContentThatCannotBeDrawnIsRefused(t *testing.T) {
	ring := orb.Ring{{34, 31}, {35, 31}, {35, 32}, {34, 31}}
	for name, content := range map[string]tiles.Content{
		"nothing":                          {},
		"a zone without a polygon":         {Zones: []geo.Zone{{ID: 1}}},
		"an observation without a shape":   {Observations: []geo.Observation{{ID: 1}}},
		"a latitude beyond the projection": {Outline: orb.MultiPolygon{{orb.Ring{{34, 31}, {35, 31}, {35, 86}, {34, 31}}}}},
		"a coordinate that is no number": {
			Outline:      orb.MultiPolygon{{ring}},
			Observations: []geo.Observation{{ID: 1, Geometry: orb.Point{math.NaN(), 31}}},
		},
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := tiles.NewSet(context.Background(), content); !errors.Is(err, tiles.ErrContent) {
				t.Fatalf("NewSet: %v, want ErrContent", err)
			}
		})
	}
}

func TestTilesMadeAtOnceEqualThoseMadeOneByOne(t *testing.T) {
	content := quilt{columns: 3, rows: 3, vertices: 20, dates: 4, moving: 0.5, islands: true, seed: 5}.content()
	alone, shared := newSet(t, content), newSet(t, content)
	var wait sync.WaitGroup
	for worker := range 8 {
		wait.Go(func() {
			for zoom := range tiles.MaxZoom + 1 {
				a := tilesOf(shared.Bound(), (zoom+tiles.Zoom(worker))%(tiles.MaxZoom+1), 1)[0]
				got, err := shared.Encode(context.Background(), a, tiles.AllDates())
				want, _ := alone.Encode(context.Background(), a, tiles.AllDates())
				if err != nil || !bytes.Equal(got, want) {
					t.Errorf("tile %v differs when made at once with others: %v", a, err)
				}
			}
		})
	}
	wait.Wait()
}

func TestEqualContentGivesEqualTiles(t *testing.T) {
	q := quilt{columns: 3, rows: 3, vertices: 20, dates: 4, moving: 0.5, islands: true, seed: 5}
	first, second := newSet(t, q.content()), newSet(t, q.content())
	for _, zoom := range everyZoom() {
		for _, a := range tilesOf(first.Bound(), zoom, 4) {
			if !bytes.Equal(encode(t, first, a, tiles.AllDates()), encode(t, second, a, tiles.AllDates())) {
				t.Fatalf("tile %v differs from one set to the next", a)
			}
		}
	}
}

func TestKeysOfSpans(t *testing.T) {
	set := newSet(t, village())
	hour, day := time.Hour, 24*time.Hour
	at := func(d time.Duration) tiles.Span { return tiles.At(firstDate.Add(d)) }
	between := func(a, b time.Duration) tiles.Span {
		return tiles.Asked(geo.Question{From: firstDate.Add(a), To: firstDate.Add(b)})
	}
	for _, test := range []struct {
		name string
		a, b tiles.Span
		same bool
	}{
		{"two instants between the same changes", at(hour), at(2 * hour), true},
		{"an instant with a fraction of a second", at(hour), at(hour + time.Millisecond), true},
		{"an instant and a closed interval without a change", at(hour), between(2*hour, 3*hour), true},
		{"a moment of change and the second before", at(day), at(day - time.Second), false},
		{"a moment of change and after", at(day), at(day + hour), true},
		{"all dates and an interval of all", tiles.AllDates(), between(-day, 30*day), false},
		{"an instant and an interval with a change", at(hour), between(hour, day), false},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := set.Key(test.a) == set.Key(test.b); got != test.same {
				t.Fatalf("keys %q and %q, want the same: %v", set.Key(test.a), set.Key(test.b), test.same)
			}
		})
	}
}

func TestMemoryGrowsWithTheZoomsAskedFor(t *testing.T) {
	set := newSet(t, village())
	before := set.MemoryBytes()
	encode(t, set, tiles.Address{}, tiles.AllDates())
	if after := set.MemoryBytes(); after <= before {
		t.Fatalf("%d bytes before the first tile, %d after", before, after)
	}
}
