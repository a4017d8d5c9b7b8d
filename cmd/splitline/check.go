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

// Run checks the file, its foreign keys and indexes, and that every snapshot of every series is a coverage. What it
// finds wrong is its answer, one line each, and its exit status is 1 then.
func (checkCmd) Run(s *session) error {
	return s.withReader(func(db *spatialite.Store) error {
		findings, err := db.Findings(s.ctx)
		if err != nil {
			return err
		}
		snapshots, gaps, err := checkCoverages(s.ctx, db, progress(s.stderr, "Checking snapshots"))
		if err != nil && len(findings) == 0 {
			return err
		}
		if err != nil {
			gaps = append(gaps, "the snapshots cannot be read: "+plain(err))
		}
		findings = append(findings, gaps...)
		if len(findings) == 0 {
			s.printf("%s is sound: no gap and no overlap in %s.", s.db, report.Count(snapshots, "snapshot"))
			return nil
		}
		for _, finding := range findings {
			s.printf("%s", finding)
		}
		return fmt.Errorf("%s is damaged, %s above: put a backup in its place with splitline restore", s.db, report.Count(len(findings), "finding"))
	})
}

// checkedSnapshot is a snapshot to check: a series at a change.
type checkedSnapshot struct {
	series   geo.SeriesRef
	boundary geo.Boundary
	at       time.Time
}

// checkCoverages checks every snapshot of every series, tells how far it has come, and returns how many there are and
// what is wrong with which.
func checkCoverages(ctx context.Context, db *spatialite.Store, tell func(done, total int)) (checked int, findings []string, err error) {
	err = db.Read(ctx, func(r store.Reader) error {
		list, err := listSnapshots(ctx, r)
		for i, snapshot := range list {
			if err := snapshot.check(ctx, r); errors.Is(err, errBroken) {
				findings = append(findings, err.Error())
			} else if err != nil {
				return err
			}
			tell(i+1, len(list))
		}
		checked = len(list)
		return err
	})
	return checked, findings, err
}

// errBroken is the kind of error of a snapshot that is not a coverage.
var errBroken = errors.New("not a coverage")

// verifyCoverages returns an error of kind [store.ErrDamaged] if a snapshot is not a coverage.
func verifyCoverages(ctx context.Context, db *spatialite.Store) error {
	_, findings, err := checkCoverages(ctx, db, func(int, int) {})
	if err == nil && len(findings) > 0 {
		err = fmt.Errorf("%w: %s", store.ErrDamaged, findings[0])
	}
	return err
}

// listSnapshots lists every snapshot of every series of every enclave.
func listSnapshots(ctx context.Context, r store.Reader) (list []checkedSnapshot, err error) {
	enclaves, err := r.Enclaves(ctx)
	if err != nil {
		return nil, err
	}
	for _, enclave := range enclaves {
		of, err := r.SeriesOf(ctx, enclave.ID)
		if err != nil {
			return nil, err
		}
		for _, series := range of {
			snapshots, err := snapshotsOf(ctx, r, series.Ref)
			if err != nil {
				return nil, err
			}
			list = append(list, snapshots...)
		}
	}
	return list, nil
}

func snapshotsOf(ctx context.Context, r store.Reader, ref geo.SeriesRef) (list []checkedSnapshot, err error) {
	head, err := r.Head(ctx, ref, store.Pin{})
	if err != nil {
		return nil, err
	}
	boundary, err := r.Boundary(ctx, ref.Enclave, head.Boundary)
	if err != nil {
		return nil, err
	}
	changes, err := r.Changes(ctx, ref, time.Time{})
	for _, at := range changes {
		list = append(list, checkedSnapshot{series: ref, boundary: boundary, at: at})
	}
	return list, err
}

// check returns an error of kind errBroken if the snapshot is not a coverage.
func (c checkedSnapshot) check(ctx context.Context, r store.Reader) error {
	question := geo.AskInstant(c.at)
	zones, err := r.Zones(ctx, store.ZoneQuery{Series: c.series, Valid: &question})
	if err != nil {
		return err
	}
	if err := coverage.CheckSnapshot(c.boundary.Geometry, zones); err != nil {
		return brokenSnapshot{c, err}
	}
	return nil
}

// brokenSnapshot says which snapshot is not a coverage and why.
type brokenSnapshot struct {
	snapshot checkedSnapshot
	cause    error
}

// Error implements error.
func (b brokenSnapshot) Error() string {
	return fmt.Sprintf("series %s at %s: %v", b.snapshot.series, b.snapshot.at.UTC().Format(time.RFC3339), b.cause)
}

// Unwrap returns the kind and the cause.
func (b brokenSnapshot) Unwrap() []error { return []error{errBroken, b.cause} }
