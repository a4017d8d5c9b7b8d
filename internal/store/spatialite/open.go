package spatialite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"syscall"
	"time"

	"github.com/pressly/goose/v3"

	"splitline/internal/store"
)

// headerBytes is the length of the header of a SQLite file (https://www.sqlite.org/fileformat.html section 1.3). SQLite
// takes some shorter files for empty ones.
const headerBytes = 100

// What to ask access(2) about a file.
const (
	writable = 2
	readable = 4
)

// minReaders is the number of reading connections where Options.Readers is not given and the machine is small.
const minReaders = 4

// clockTolerance is how far back the clock may step without being worth a notice.
const clockTolerance = time.Minute

// Options say how to open a file. The zero value opens it for reading and writing with the system's clock.
type Options struct {
	// Clock tells recorded times; nil is time.Now.
	Clock func() time.Time
	// Readers is the number of reading connections; 0 is one for each processor and four at least.
	Readers int
	// ReadOnly opens the file without ever writing to it.
	ReadOnly bool
	// Notice is told, in sentences for people, what was done to the file that nobody asked for, as an upgrade, and what
	// is odd about it; nil is silent.
	Notice func(sentence string)
	// Extension is the file of the SpatiaLite extension; empty looks for it under its usual names.
	Extension string
	// noUpgradeBackup leaves out the backup before an upgrade, for a file that is a copy itself.
	noUpgradeBackup bool
	// migrations returns the migrations to run; nil is those of this program.
	migrations func(*sql.DB) (*goose.Provider, error)
}

// Store is a store in a SpatiaLite file. It is safe for use by many goroutines.
type Store struct {
	path    string
	options Options
	// immutable says that nobody can write the file, nor make the shared memory beside it that WAL mode needs.
	immutable bool
	// opened describes the file when it was opened; nil if it was not there.
	opened os.FileInfo
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
// [store.ErrReadOnly], [store.ErrDenied], [store.ErrFull], [store.ErrBusy] or, for a file or folder that is not there,
// [store.ErrNotFound].
func Open(ctx context.Context, path string, options Options) (*Store, error) {
	absolute, err := filepath.Abs(path)
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", path, err)
	}
	s := &Store{path: absolute, options: options.withDefaults()}
	if err := s.open(ctx); err != nil {
		return nil, errors.Join(s.openError(err), s.Close())
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

// openError tells why a file could not be opened.
func (s *Store) openError(err error) error {
	if err = told(s.path, err); errors.As(err, new(*store.Fault)) || errors.Is(err, store.ErrNoSpatiaLite) {
		return err
	}
	return fmt.Errorf("open %s: %w", s.path, err)
}

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
		return fault(store.ErrForeign, "%s is a folder, not a Splitline database", s.path)
	case err == nil && info.Size() > 0 && info.Size() < headerBytes:
		return fault(store.ErrForeign, "%s is not a Splitline database: it is too short to be one", s.path)
	case err == nil && syscall.Access(s.path, readable) != nil:
		return fault(store.ErrDenied, "%s may not be read by this user", s.path)
	case err == nil:
		s.opened = info
		return nil
	case !errors.Is(err, os.ErrNotExist):
		return err
	case s.options.ReadOnly:
		return fault(store.ErrNotFound, "there is no file %s", s.path)
	}
	if _, err := os.Stat(filepath.Dir(s.path)); err != nil {
		return fault(store.ErrNotFound, "there is no folder %s to make the database %s in", filepath.Dir(s.path), filepath.Base(s.path))
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
	if err := s.watcher.PingContext(ctx); err != nil || s.writer == nil {
		return err
	}
	return s.noticeClock(ctx)
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
	if o.migrations == nil {
		o.migrations = migrations
	}
	if o.Notice == nil {
		o.Notice = func(string) {}
	}
	return o
}

// noticeClock tells that the clock stands before what was recorded last, by more than clocks differ.
func (s *Store) noticeClock(ctx context.Context) error {
	var last time.Time
	if err := s.readers.QueryRowContext(ctx, "SELECT max(last) FROM recorded_clock").Scan(instant(&last)); err != nil {
		return err
	}
	if now := s.options.Clock(); now.Add(clockTolerance).Before(last) {
		s.options.Notice(fmt.Sprintf("The clock says %s, but %s recorded something at %s: what is stored now is recorded right after that.",
			now.UTC().Format(time.RFC3339), s.path, last.UTC().Format(time.RFC3339)))
	}
	return nil
}
