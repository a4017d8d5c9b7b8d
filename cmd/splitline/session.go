package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"time"

	"github.com/paulmach/orb"

	"splitline/geo/split"
	"splitline/internal/answer"
	"splitline/internal/geos"
	"splitline/internal/ingest"
	"splitline/internal/ingest/bundle"
	"splitline/internal/store/spatialite"
)

// session is what a command has in hand while it runs.
type session struct {
	ctx    context.Context
	db     string
	stdout io.Writer
	stderr io.Writer
	// creates tells that the command makes the database if there is none.
	creates bool
}

// workshop is an open database with what is needed to write to it and to answer from it.
type workshop struct {
	store  *spatialite.Store
	geos   *geos.GEOS
	ingest *ingest.Service
}

// printf writes a line of the command's answer.
func (s *session) printf(format string, args ...any) {
	_, _ = fmt.Fprintf(s.stdout, format+"\n", args...)
}

// notef writes a line about how the work went, apart from the answer.
func (s *session) notef(format string, args ...any) {
	_, _ = fmt.Fprintf(s.stderr, format+"\n", args...)
}

// withStore opens the database, runs f and closes it again.
func (s *session) withStore(f func(*spatialite.Store) error) error {
	if _, err := os.Stat(s.db); errors.Is(err, fs.ErrNotExist) && !s.creates {
		return fmt.Errorf("there is no database %s: name it with --db, or make one with enclave add or serve", s.db)
	}
	db, err := spatialite.Open(s.ctx, s.db, spatialite.Options{})
	if err != nil {
		return err
	}
	return errors.Join(f(db), db.Close())
}

// withWorkshop opens the database and GEOS, runs f and closes both again.
func (s *session) withWorkshop(f func(*workshop) error) error {
	return s.withStore(func(db *spatialite.Store) error {
		g, err := geos.Open(s.ctx)
		if err != nil {
			return err
		}
		w := &workshop{store: db, geos: g, ingest: ingest.NewService(db, g, time.Now)}
		return errors.Join(f(w), g.Close())
	})
}

// withAnswers opens the database for a command that only reads.
func (s *session) withAnswers(f func(*answer.Service) error) error {
	return s.withWorkshop(func(w *workshop) error {
		return f(answer.New(answer.Config{Store: w.store, Metric: w.metric}))
	})
}

// metric returns the geometry library in the metric reference system that fits the bounds.
func (w *workshop) metric(bound orb.Bound) split.Metric { return w.geos.Metric(geos.MetricCRS(bound)) }

// loadBundle stores what of a folder is not in the database yet.
func (w *workshop) loadBundle(ctx context.Context, folder fs.FS) error {
	_, err := bundle.Load(ctx, folder, w.store, w.ingest, nil)
	return err
}
