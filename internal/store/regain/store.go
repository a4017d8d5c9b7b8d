package regain

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	"splitline/internal/store"
)

// Config is what a [Store] needs.
type Config struct {
	// Store is the one to begin with, which the new one closes.
	Store store.Store
	// Reading says that it can only be read, for want of room.
	Reading bool
	// Open opens the store to write; an error of kind store.ErrFull says that there is still no room.
	Open func(context.Context) (store.Store, error)
	// Logger gets a line when there is no room any more, and when there is some again.
	Logger *slog.Logger
}

// Store is a store that is opened anew once there is room. It is safe for use by many goroutines.
type Store struct {
	open   func(context.Context) (store.Store, error)
	logger *slog.Logger

	opening sync.Mutex // held to open the store anew

	mu      sync.Mutex
	current *lease
	reading bool  // the current store can only be read
	full    bool  // the last write found no room
	turn    int64 // how often the store was opened anew
}

var _ store.Store = (*Store)(nil)

// lease is a store in use, which is closed when it was replaced and nobody uses it any more.
type lease struct {
	store.Store
	users    int
	replaced bool
}

// New returns a store over the one of the configuration.
func New(config Config) *Store {
	return &Store{
		open: config.Open, logger: config.Logger, current: &lease{Store: config.Store}, reading: config.Reading, full: config.Reading,
	}
}

// Read implements [store.Store].
func (s *Store) Read(ctx context.Context, f func(store.Reader) error) (err error) {
	l, _ := s.take()
	defer func() { err = errors.Join(err, s.give(l)) }()
	return l.Read(ctx, f)
}

// Write implements [store.Store]. Where the store can only be read for want of room, it is first tried whether there is
// some again.
func (s *Store) Write(ctx context.Context, f func(store.Writer) error) (err error) {
	if err := s.TryAgain(ctx); err != nil {
		return err
	}
	l, _ := s.take()
	defer func() { err = errors.Join(err, s.give(l)) }()
	err = l.Write(ctx, f)
	s.notice(ctx, err)
	return err
}

// versionsOfAStore is more than the data version of one store ever is.
const versionsOfAStore = 1 << 40

// DataVersion implements [store.Store]. Numbers of a store that was opened anew follow those of the one before.
func (s *Store) DataVersion(ctx context.Context) (version int64, err error) {
	l, turn := s.take()
	defer func() { err = errors.Join(err, s.give(l)) }()
	version, err = l.DataVersion(ctx)
	return version + turn*versionsOfAStore, err
}

// Close implements [store.Store].
func (s *Store) Close() error {
	s.opening.Lock()
	defer s.opening.Unlock()
	return s.replace(nil)
}

// TryAgain opens the store anew if it can only be read for want of room. It returns nil if it can be written or is to be
// tried, and otherwise the error of opening it.
func (s *Store) TryAgain(ctx context.Context) error {
	s.opening.Lock()
	defer s.opening.Unlock()
	if !s.Reading() {
		return nil
	}
	opened, err := s.open(ctx)
	if err != nil {
		return err
	}
	s.logger.InfoContext(ctx, "there is room again: the database can be written")
	return s.replace(opened)
}

// Reading reports whether the store can only be read for want of room.
func (s *Store) Reading() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.reading
}

// Watch tries again with every tick until the store can be written. It returns nil then, and when ctx ends.
func (s *Store) Watch(ctx context.Context, ticks <-chan time.Time) error {
	for s.Reading() {
		select {
		case <-ctx.Done():
			return nil
		case <-ticks:
			if err := s.TryAgain(ctx); err != nil && !errors.Is(err, store.ErrFull) {
				s.logger.DebugContext(ctx, "the database cannot be opened anew", "error", err)
			}
		}
	}
	return nil
}

// notice tells when writes begin to find no room, and when one does again.
func (s *Store) notice(ctx context.Context, err error) {
	if err != nil && !errors.Is(err, store.ErrFull) {
		return
	}
	s.mu.Lock()
	before := s.full
	s.full = err != nil
	s.mu.Unlock()
	switch {
	case err != nil && !before:
		s.logger.WarnContext(ctx, "there is no room left: nothing can be stored until there is", "error", err)
	case err == nil && before:
		s.logger.InfoContext(ctx, "there is room again: the database can be written")
	}
}

// take returns the store in use and how often it was opened anew.
func (s *Store) take() (*lease, int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.current.users++
	return s.current, s.turn
}

// give gives a store back that was taken.
func (s *Store) give(l *lease) error {
	s.mu.Lock()
	l.users--
	last := l.replaced && l.users == 0
	s.mu.Unlock()
	if last {
		return l.Close()
	}
	return nil
}

// replace puts a store that can be written, or none, in the place of the current one, which is closed with its last use.
func (s *Store) replace(by store.Store) error {
	s.mu.Lock()
	before := s.current
	before.users++
	before.replaced = true
	if by != nil {
		s.current, s.reading, s.full = &lease{Store: by}, false, false
		s.turn++
	}
	s.mu.Unlock()
	return s.give(before)
}
