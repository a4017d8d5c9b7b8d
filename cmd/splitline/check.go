package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"splitline/geo"
	"splitline/geo/coverage"
	"splitline/internal/ingest/report"
	"splitline/internal/store"
	"splitline/internal/store/spatialite"
)

type checkCmd struct{}

// Run checks the file, its foreign keys and indexes, and that every snapshot of every series is a coverage.
func (checkCmd) Run(s *session) error {
	return s.withStore(func(db *spatialite.Store) error {
		if err := db.Check(s.ctx); err != nil {
			return err
		}
		checked := 0
		err := db.Read(s.ctx, func(r store.Reader) error {
			enclaves, err := r.Enclaves(s.ctx)
			if err != nil {
				return err
			}
			for _, enclave := range enclaves {
				snapshots, err := checkEnclave(s.ctx, r, enclave.ID)
				checked += snapshots
				if err != nil {
					return err
				}
			}
			return nil
		})
		if err == nil {
			s.printf("%s is sound: no gap and no overlap in %s.", s.db, report.Count(checked, "snapshot"))
		}
		return err
	})
}

// checkEnclave checks every snapshot of every series and returns how many it checked.
func checkEnclave(ctx context.Context, r store.Reader, id geo.EnclaveID) (checked int, err error) {
	list, err := r.SeriesOf(ctx, id)
	if err != nil {
		return 0, err
	}
	var broken []error
	for _, series := range list {
		snapshots, err := checkSeries(ctx, r, series.Ref)
		checked += snapshots
		if err != nil {
			broken = append(broken, fmt.Errorf("series %s: %w", series.Ref, err))
		}
	}
	return checked, errors.Join(broken...)
}

func checkSeries(ctx context.Context, r store.Reader, ref geo.SeriesRef) (checked int, err error) {
	head, err := r.Head(ctx, ref, store.Pin{})
	if err != nil {
		return 0, err
	}
	boundary, err := r.Boundary(ctx, ref.Enclave, head.Boundary)
	if err != nil {
		return 0, err
	}
	changes, err := r.Changes(ctx, ref, time.Time{})
	if err != nil {
		return 0, err
	}
	for _, at := range changes {
		question := geo.AskInstant(at)
		zones, err := r.Zones(ctx, store.ZoneQuery{Series: ref, Valid: &question})
		if err != nil {
			return checked, err
		}
		if err := coverage.CheckSnapshot(boundary.Geometry, zones); err != nil {
			return checked, fmt.Errorf("at %s: %w", at.UTC().Format(time.RFC3339), err)
		}
		checked++
	}
	return checked, nil
}
