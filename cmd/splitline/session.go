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
	"splitline/internal/store"
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
	// full tells that the database was opened to be read alone because there is no room.
	full bool
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

// options returns how the database is opened.
func (s *session) options() spatialite.Options {
	return spatialite.Options{Notice: func(sentence string) { s.notef("%s", sentence) }}
}

// withStore opens the database to write to it, runs f and closes it again.
func (s *session) withStore(f func(*spatialite.Store) error) error {
	if err := s.checkThere(); err != nil {
		return err
	}
	db, err := spatialite.Open(s.ctx, s.db, s.options())
	if err != nil {
		return err
	}
	return errors.Join(f(db), db.Close())
}

// withReader is withStore for a command that only reads: it takes a database that cannot be written too, for want of the
// right or of room.
func (s *session) withReader(f func(*spatialite.Store) error) error {
	if err := s.checkThere(); err != nil {
		return err
	}
	db, err := s.openToRead()
	if err != nil {
		return err
	}
	return errors.Join(f(db), db.Close())
}

// openToRead opens the database to write to it, and to read alone where that cannot be.
func (s *session) openToRead() (*spatialite.Store, error) {
	options := s.options()
	db, err := spatialite.Open(s.ctx, s.db, options)
	if !errors.Is(err, store.ErrReadOnly) && !errors.Is(err, store.ErrFull) {
		return db, err
	}
	options.ReadOnly, s.full = true, errors.Is(err, store.ErrFull)
	reading, again := spatialite.Open(s.ctx, s.db, options)
	// An upgrade that found no room can leave the file locked by this very process.
	unread := errors.Is(again, store.ErrReadOnly) || errors.Is(again, store.ErrBusy)
	if errors.Is(again, store.ErrForeign) || unread && errors.Is(err, store.ErrFull) {
		return nil, err
	}
	return reading, again
}

// checkThere returns an error if there is no database and the command does not make one.
func (s *session) checkThere() error {
	info, err := os.Stat(s.db)
	switch {
	case s.creates:
		return nil
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("there is no database %s: name it with --db, or make one with enclave add or serve", s.db)
	case err == nil && info.Mode().IsRegular() && info.Size() == 0:
		return fmt.Errorf("%s is an empty file: put a backup in its place with splitline restore, or make a database with enclave add or serve", s.db)
	}
	return nil
}

// withWorkshop opens the database to write to it, and GEOS, runs f and closes both again.
func (s *session) withWorkshop(f func(*workshop) error) error {
	return s.withStore(func(db *spatialite.Store) error { return s.withGEOS(db, f) })
}

// withServed is withWorkshop for a server, which keeps other servers away from the database. One that cannot be written
// is served too.
func (s *session) withServed(addr string, f func(*workshop) error) (err error) {
	s.creates = true
	release, err := spatialite.Hold(s.db, "a server on "+addr)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, release()) }()
	return s.withReader(func(db *spatialite.Store) error {
		switch {
		case s.full:
			s.notef("%s has no room to grow: it is served as it is, and nothing can be stored until there is room.", s.db)
		case db.ReadOnly():
			s.notef("%s cannot be written: it is served as it is, and nothing can be stored.", s.db)
		}
		return s.withGEOS(db, f)
	})
}

// withGEOS adds GEOS to an open database.
func (s *session) withGEOS(db *spatialite.Store, f func(*workshop) error) error {
	g, err := geos.Open(s.ctx)
	if err != nil {
		return err
	}
	w := &workshop{store: db, geos: g, ingest: ingest.NewService(db, g, time.Now)}
	return errors.Join(f(w), g.Close())
}

// withAnswers opens the database for a command that only reads.
func (s *session) withAnswers(f func(*answer.Service) error) error {
	return s.withReader(func(db *spatialite.Store) error {
		return s.withGEOS(db, func(w *workshop) error {
			answers := answer.New(answer.Config{Store: w.store, Metric: w.metric})
			defer answers.Close()
			return f(answers)
		})
	})
}

// metric returns the geometry library in the metric reference system that fits the bounds.
func (w *workshop) metric(bound orb.Bound) split.Metric { return w.geos.Metric(geos.MetricCRS(bound)) }

// loadBundle stores what of a folder is not in the database yet.
func (w *workshop) loadBundle(ctx context.Context, folder fs.FS) error {
	_, err := bundle.Load(ctx, folder, w.store, w.ingest, nil)
	return err
}
