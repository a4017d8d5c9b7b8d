package spatialite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"splitline/internal/store"
)

// minReaders is the number of reading connections where Options.Readers is not given and the machine is small.
const minReaders = 4

// Options say how to open a file. The zero value opens it for reading and writing with the system's clock.
type Options struct {
	// Clock tells recorded times; nil is time.Now.
	Clock func() time.Time
	// Readers is the number of reading connections; 0 is one for each processor and four at least.
	Readers int
	// ReadOnly opens the file without ever writing to it.
	ReadOnly bool
	// Logger is told of migrations; nil is silent.
	Logger *slog.Logger
	// Extension is the file of the SpatiaLite extension; empty looks for it under its usual names.
	Extension string
}

// Store is a store in a SpatiaLite file. It is safe for use by many goroutines.
type Store struct {
	path    string
	options Options
	// immutable says that nobody can write the file, nor make the shared memory beside it that WAL mode needs.
	immutable bool
	// writer has one connection, nil if the store is read-only.
	writer  *sql.DB
	readers *sql.DB
	// watcher has one connection, used for the data version alone.
	watcher *sql.DB
}

var _ store.Store = (*Store)(nil)

// Open opens the file at path, makes it if it is not there, and brings it to the newest migration.
//
// It returns an error of kind [store.ErrNoSpatiaLite], [store.ErrForeign], [store.ErrNewer], [store.ErrDamaged],
// [store.ErrReadOnly], [store.ErrBusy] or, for a file or folder that is not there, [store.ErrNotFound].
func Open(ctx context.Context, path string, options Options) (*Store, error) {
	absolute, err := filepath.Abs(path)
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", path, err)
	}
	s := &Store{path: absolute, options: options.withDefaults()}
	if err := s.open(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("open %s: %w", path, kinded(err)), s.Close())
	}
	return s, nil
}

// Close waits for running transactions and releases the file.
func (s *Store) Close() error {
	var failures []error
	for _, pool := range []*sql.DB{s.watcher, s.readers, s.writer} {
		if pool != nil {
			failures = append(failures, pool.Close())
		}
	}
	return errors.Join(failures...)
}

// Path returns the absolute path of the file.
func (s *Store) Path() string { return s.path }

func (s *Store) open(ctx context.Context) error {
	if err := s.checkPlace(); err != nil {
		return err
	}
	if err := s.prepare(ctx); err != nil {
		return err
	}
	return s.connect(ctx)
}

// checkPlace looks at the path without touching it.
func (s *Store) checkPlace() error {
	info, err := os.Stat(s.path)
	switch {
	case err == nil && info.IsDir():
		return fmt.Errorf("%w: it is a folder", store.ErrForeign)
	case err == nil:
		return nil
	case !errors.Is(err, os.ErrNotExist):
		return err
	case s.options.ReadOnly:
		return fmt.Errorf("the file is %w", store.ErrNotFound)
	}
	if _, err := os.Stat(filepath.Dir(s.path)); err != nil {
		return fmt.Errorf("the folder %s is %w", filepath.Dir(s.path), store.ErrNotFound)
	}
	return nil
}

// connect opens the pools and tries a connection of each.
func (s *Store) connect(ctx context.Context) error {
	if !s.options.ReadOnly {
		s.writer = s.pool(writing, 1)
		if err := s.tryWriting(ctx); err != nil {
			return err
		}
	}
	s.readers = s.pool(reading, s.options.Readers)
	s.watcher = s.pool(reading, 1)
	if err := s.readers.PingContext(ctx); err != nil {
		return err
	}
	return s.watcher.PingContext(ctx)
}

// tryWriting finds out that the file cannot be written: SQLite opens it read-only then, and says so at the first
// write alone. That another process writes just now is no reason to fail.
func (s *Store) tryWriting(ctx context.Context) error {
	tx, err := s.writer.BeginTx(ctx, nil)
	if errors.Is(kinded(err), store.ErrBusy) {
		return nil
	}
	if err != nil {
		return err
	}
	return tx.Rollback()
}

func (o Options) withDefaults() Options {
	if o.Clock == nil {
		o.Clock = time.Now
	}
	if o.Readers <= 0 {
		o.Readers = max(minReaders, runtime.NumCPU())
	}
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	return o
}
