package main

import (
	"context"
	"fmt"
	"slices"
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

// checkedSeries is a series whose snapshots are to be checked: one at each change.
type checkedSeries struct {
	series   geo.SeriesRef
	boundary geo.Boundary
	changes  []time.Time
}

// readAtOnce is how many snapshots are read at once: a query passes over all earlier rows.
const readAtOnce = 250

// checkCoverages checks every snapshot of every series, tells how far it has come, and returns how many there are and
// what is wrong with which.
func checkCoverages(ctx context.Context, db *spatialite.Store, tell func(done, total int)) (checked int, findings []string, err error) {
	err = db.Read(ctx, func(r store.Reader) error {
		list, err := listSeries(ctx, r)
		if err != nil {
			return err
		}
		total := 0
		for _, series := range list {
			total += len(series.changes)
		}
		for _, series := range list {
			err := series.check(ctx, r, func(broken error) {
				if broken != nil {
					findings = append(findings, broken.Error())
				}
				checked++
				tell(checked, total)
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
	return checked, findings, err
}

// verifyCoverages returns an error of kind [store.ErrDamaged] if a snapshot is not a coverage.
func verifyCoverages(ctx context.Context, db *spatialite.Store) error {
	_, findings, err := checkCoverages(ctx, db, func(int, int) {})
	if err == nil && len(findings) > 0 {
		err = fmt.Errorf("%w: %s", store.ErrDamaged, findings[0])
	}
	return err
}

// listSeries lists every series of every enclave.
func listSeries(ctx context.Context, r store.Reader) (list []checkedSeries, err error) {
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
			checked, err := newCheckedSeries(ctx, r, series.Ref)
			if err != nil {
				return nil, err
			}
			list = append(list, checked)
		}
	}
	return list, nil
}

func newCheckedSeries(ctx context.Context, r store.Reader, ref geo.SeriesRef) (c checkedSeries, err error) {
	c.series = ref
	head, err := r.Head(ctx, ref, store.Pin{})
	if err != nil {
		return c, err
	}
	if c.boundary, err = r.Boundary(ctx, ref.Enclave, head.Boundary); err != nil {
		return c, err
	}
	c.changes, err = r.Changes(ctx, ref, time.Time{})
	return c, err
}

// check calls found with what is wrong with each snapshot, or with nil.
func (c checkedSeries) check(ctx context.Context, r store.Reader, found func(error)) error {
	for changes := range slices.Chunk(c.changes, readAtOnce) {
		question := geo.Question{From: changes[0], To: changes[len(changes)-1]}
		zones, err := r.Zones(ctx, store.ZoneQuery{Series: c.series, Valid: &question})
		if err != nil {
			return err
		}
		for _, at := range changes {
			if err := ctx.Err(); err != nil {
				return err
			}
			found(c.checkOne(at, zonesAt(zones, at)))
		}
	}
	return nil
}

// checkOne returns an error that names the snapshot if it is not a coverage.
func (c checkedSeries) checkOne(at time.Time, zones []geo.Zone) error {
	if err := coverage.CheckSnapshot(c.boundary.Geometry, zones); err != nil {
		return fmt.Errorf("series %s at %s: %w", c.series, at.UTC().Format(time.RFC3339), err)
	}
	return nil
}

// zonesAt returns the zones that are valid at an instant, of zones by their start.
func zonesAt(zones []geo.Zone, at time.Time) (valid []geo.Zone) {
	for _, z := range zones {
		if z.Valid.From.After(at) {
			break
		}
		if z.Valid.Contains(at) {
			valid = append(valid, z)
		}
	}
	return valid
}
