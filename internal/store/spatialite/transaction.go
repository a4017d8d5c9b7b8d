package spatialite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"time"

	"splitline/geo"
	"splitline/internal/store"
)

// reader reads within one transaction.
type reader struct {
	tx *sql.Tx
}

// writer writes within one transaction.
type writer struct {
	reader
	now time.Time
	// recorded says that something was written that has a recorded time.
	recorded bool
	// observed are the enclaves that were given observations, whose series need a new revision.
	observed map[geo.EnclaveID]bool
	// rebounded are the enclaves that were given another boundary in use.
	rebounded map[geo.EnclaveID]bool
}

var (
	_ store.Reader = (*reader)(nil)
	_ store.Writer = (*writer)(nil)
)

// Read implements [store.Store].
func (s *Store) Read(ctx context.Context, f func(store.Reader) error) (err error) {
	tx, err := s.readers.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("read: %w", told(s.path, err))
	}
	defer func() { err = errors.Join(err, rollback(tx)) }()
	if err := f(&reader{tx: tx}); err != nil {
		return told(s.path, err)
	}
	return s.checkUnchanged()
}

// checkUnchanged returns an error of kind [store.ErrBusy] if somebody writes a file that was opened as one that nobody
// can write: what was read may be of two states.
func (s *Store) checkUnchanged() error {
	if !s.immutable {
		return nil
	}
	now, err := os.Stat(s.path)
	if err == nil && s.waiting() == "" && now.Size() == s.opened.Size() && now.ModTime().Equal(s.opened.ModTime()) {
		return nil
	}
	return fault(store.ErrBusy, "%s was opened to be read alone, and is written by others now: start again", s.path)
}

// Write implements [store.Store]. It returns [store.ErrReadOnly] if the store was opened read-only and
// [store.ErrBusy] if another process kept the file locked for too long.
func (s *Store) Write(ctx context.Context, f func(store.Writer) error) (err error) {
	if s.writer == nil {
		return told(s.path, store.ErrReadOnly)
	}
	tx, err := s.beginWriting(ctx)
	if err != nil {
		return fmt.Errorf("write: %w", told(s.path, err))
	}
	defer func() { err = errors.Join(err, rollback(tx)) }()
	w := &writer{reader: reader{tx: tx}, observed: map[geo.EnclaveID]bool{}, rebounded: map[geo.EnclaveID]bool{}}
	if w.now, err = nextRecorded(ctx, tx, s.options.Clock()); err != nil {
		return fmt.Errorf("write: %w", told(s.path, err))
	}
	if err := f(w); err != nil {
		return told(s.path, err)
	}
	if err := w.finish(ctx); err != nil {
		return fmt.Errorf("write: %w", told(s.path, err))
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("write: %w", told(s.path, err))
	}
	return nil
}

// beginWriting waits its turn among the writers of this process, then for those of others.
func (s *Store) beginWriting(ctx context.Context) (tx *sql.Tx, err error) {
	for range writerTurns {
		tx, err = s.writer.BeginTx(ctx, nil)
		if err = kinded(err); !errors.Is(err, store.ErrBusy) {
			return tx, err
		}
	}
	return nil, err
}

// Now implements [store.Writer].
func (w *writer) Now() time.Time { return w.now }

// finish does what is left to do before the commit.
func (w *writer) finish(ctx context.Context) error {
	for enclave := range w.observed {
		if err := w.raiseRevisions(ctx, enclave); err != nil {
			return err
		}
	}
	for enclave := range w.rebounded {
		if err := w.checkFolded(ctx, enclave); err != nil {
			return err
		}
	}
	if !w.recorded {
		return nil
	}
	_, err := w.tx.ExecContext(ctx,
		"INSERT INTO recorded_clock (only_row, last) VALUES (1, ?) ON CONFLICT DO UPDATE SET last = excluded.last",
		recordedText(w.now))
	return err
}

// lastRecorded returns the recorded time of the newest transaction, zero before the first.
func lastRecorded(ctx context.Context, tx *sql.Tx) (last time.Time, err error) {
	err = tx.QueryRowContext(ctx, "SELECT max(last) FROM recorded_clock").Scan(instant(&last))
	return last, err
}

// nextRecorded returns the recorded time of the transaction that begins now: later than every earlier one even if the
// clock has stepped back.
func nextRecorded(ctx context.Context, tx *sql.Tx, clock time.Time) (time.Time, error) {
	last, err := lastRecorded(ctx, tx)
	if err != nil {
		return time.Time{}, err
	}
	now := clock.UTC().Truncate(time.Microsecond)
	if err := checkYear("clock", now); err != nil {
		return time.Time{}, err
	}
	if !now.After(last) {
		now = last.Add(time.Microsecond)
	}
	return now, nil
}

// rollback ends a transaction if it has not ended yet.
func rollback(tx *sql.Tx) error {
	if err := tx.Rollback(); err != nil && !errors.Is(err, sql.ErrTxDone) {
		return err
	}
	return nil
}
