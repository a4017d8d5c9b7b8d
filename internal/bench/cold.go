package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/mvt"

	"splitline/geo"
	"splitline/geo/coverage"
	"splitline/tiles"
)

const (
	coldDates = 100
	coldZones = 20
)

// measureCold encodes tiles of 100 dates of about 20 zones, no encoded bytes used again, beside what orb's encoder alone
// takes to write the same features that it was handed ready.
func measureCold(ctx context.Context, _ options) ([]row, error) {
	content, err := manyDates(ctx)
	if err != nil {
		return nil, err
	}
	set, err := tiles.NewSet(ctx, content)
	if err != nil {
		return nil, err
	}
	var rows []row
	for _, zoom := range []tiles.Zoom{10, 12, 14} {
		address := tiles.AddressAt(orb.Point{34.4, 31.4}, zoom)
		oneDate, err := coldRow(ctx, set, address, "one date", tiles.At(content.Zones[0].Valid.From.AddDate(0, 0, coldDates/2)))
		if err != nil {
			return nil, err
		}
		allDates, err := coldRow(ctx, set, address, fmt.Sprintf("all %d dates", coldDates), tiles.AllDates())
		if err != nil {
			return nil, err
		}
		rows = append(rows, oneDate, allDates)
	}
	return rows, nil
}

func coldRow(ctx context.Context, set *tiles.Set, address tiles.Address, what string, span tiles.Span) (row, error) {
	encoded, err := set.Encode(ctx, address, span)
	if err != nil {
		return row{}, err
	}
	layers, err := mvt.Unmarshal(encoded)
	if err != nil {
		return row{}, fmt.Errorf("decode our own tile: %w", err)
	}
	ours, err := perRun(func() error {
		_, err := set.Encode(ctx, address, span)
		return err
	})
	if err != nil {
		return row{}, err
	}
	theirs, err := perRun(func() error {
		_, err := mvt.Marshal(layers)
		return err
	})
	if err != nil {
		return row{}, err
	}
	return row{
		fmt.Sprintf("cold tile, %s, zoom %d (%d kB)", what, address.Z, len(encoded)/1000),
		fmt.Sprintf("%.0f/s", 1/ours.Seconds()),
		fmt.Sprintf("orb's encoder alone: %.0f/s", 1/theirs.Seconds()),
		ratio(theirs.Seconds(), ours.Seconds()),
	}, nil
}

// manyDates is a series that restates about 20 rough zones on each of 100 days.
func manyDates(ctx context.Context) (tiles.Content, error) {
	random := rand.New(rand.NewPCG(3, 4)) //nolint:gosec // the same shapes in every run are the purpose
	outline := orb.MultiPolygon{{roughRing(random, 1000, orb.Point{34.4, 31.4}, 0.3)}}
	begin := time.Date(2025, 8, 1, 0, 0, 0, 0, time.UTC)
	var updates []geo.Update
	for day := range coldDates {
		u := geo.Update{
			ID: geo.UpdateID(day + 1), Kind: geo.Replace, Remainder: geo.HamasHeld, FromPrecision: geo.ToDay, Place: int64(day + 1),
			Valid: geo.Interval{From: begin.AddDate(0, 0, day)}, Assessment: stated("").Assessment,
		}
		for i := range coldZones - 1 {
			middle := orb.Point{34.2 + 0.1*float64(i%5), 31.2 + 0.12*float64(i/5)}
			u.Areas = append(u.Areas, geo.Area{
				Name: fmt.Sprint(i), Controller: geo.IsraeliHeld,
				Geometry: orb.MultiPolygon{{roughRing(random, 200, middle, 0.04)}},
			})
		}
		updates = append(updates, u)
	}
	states, err := coverage.Fold(ctx, outline, updates, nil)
	if err != nil {
		return tiles.Content{}, err
	}
	zones, _ := coverage.Identify(states, nil, 1)
	return tiles.Content{Enclave: geo.Enclave{ID: "bench", Name: geo.English("Bench")}, Outline: outline, Zones: zones}, nil
}
