package regain_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"strings"
	"testing"
	"time"

	"splitline/internal/store"
	"splitline/internal/store/regain"
)

// disk is a store on a disk that has room or not.
type disk struct {
	store.Store
	full, closed bool
	version      int64
	writes       int
}

func (d *disk) Read(_ context.Context, f func(store.Reader) error) error {
	if d.closed {
		return errors.New("closed")
	}
	return f(nil)
}

func (d *disk) Write(_ context.Context, f func(store.Writer) error) error {
	if d.full {
		return &store.Fault{Kind: store.ErrFull, Sentence: "x.db cannot grow"}
	}
	d.writes++
	return f(nil)
}

func (d *disk) DataVersion(context.Context) (int64, error) { return d.version, nil }

func (d *disk) Close() error {
	d.closed = true
	return nil
}

func nothing(store.Writer) error { return nil }

func TestAFullDiskIsToldOnceEachWay(t *testing.T) {
	var log bytes.Buffer
	d := &disk{}
	s := regain.New(regain.Config{Store: d, Logger: slog.New(slog.NewTextHandler(&log, nil))})
	for _, full := range []bool{false, true, true, true, false, false} {
		d.full = full
		if err := s.Write(t.Context(), nothing); errors.Is(err, store.ErrFull) != full {
			t.Errorf("full %t: %v", full, err)
		}
	}
	if lines := strings.Count(log.String(), "\n"); lines != 2 || strings.Count(log.String(), "there is room again") != 1 {
		t.Errorf("logged:\n%s", log.String())
	}
	other := errors.New("refused")
	if err := s.Write(t.Context(), func(store.Writer) error { return other }); !errors.Is(err, other) || strings.Count(log.String(), "\n") != 2 {
		t.Errorf("%v, logged:\n%s", err, log.String())
	}
}

// reopening returns a store that could only be read, and what it is replaced by once there is room.
func reopening(t *testing.T, log *bytes.Buffer) (s *regain.Store, before, after *disk, room *bool) {
	t.Helper()
	before, after, room = &disk{full: true, version: 7}, &disk{version: 7}, new(bool)
	s = regain.New(regain.Config{
		Store: before, Reading: true, Logger: slog.New(slog.NewTextHandler(log, nil)),
		Open: func(context.Context) (store.Store, error) {
			if !*room {
				return nil, store.ErrFull
			}
			return after, nil
		},
	})
	return s, before, after, room
}

func TestAStoreThatCouldOnlyBeReadIsWrittenOnceThereIsRoom(t *testing.T) {
	var log bytes.Buffer
	s, before, after, room := reopening(t, &log)
	if err := s.Write(t.Context(), nothing); !errors.Is(err, store.ErrFull) {
		t.Errorf("without room: %v", err)
	}
	was, err := s.DataVersion(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	*room = true
	err = s.Read(t.Context(), func(store.Reader) error {
		if err := s.Write(t.Context(), nothing); err != nil {
			t.Errorf("with room: %v", err)
		}
		if before.closed {
			t.Error("the store before was closed while it was read")
		}
		return nil
	})
	if err != nil || !before.closed || after.writes != 1 {
		t.Errorf("%v; the store before is closed %t; %d writes", err, before.closed, after.writes)
	}
	if is, err := s.DataVersion(t.Context()); err != nil || is <= was {
		t.Errorf("data version %d after %d, %v", is, was, err)
	}
	if strings.Count(log.String(), "\n") != 1 || !strings.Contains(log.String(), "there is room again") {
		t.Errorf("logged:\n%s", log.String())
	}
	if err := s.Close(); err != nil || !after.closed {
		t.Errorf("close: %v, closed %t", err, after.closed)
	}
}

func TestRoomIsNoticedWithoutAWrite(t *testing.T) {
	before, found := &disk{full: true}, make(chan error)
	s := regain.New(regain.Config{
		Store: before, Reading: true, Logger: slog.New(slog.DiscardHandler),
		Open: func(context.Context) (store.Store, error) { return &disk{}, <-found },
	})
	ticks, done := make(chan time.Time), make(chan error)
	go func() { done <- s.Watch(t.Context(), ticks) }()
	for _, err := range []error{store.ErrFull, store.ErrBusy} {
		ticks <- time.Time{}
		found <- err
	}
	ticks <- time.Time{}
	if !s.Reading() {
		t.Error("it can be written without room")
	}
	found <- nil
	if err := <-done; err != nil || s.Reading() || !before.closed {
		t.Errorf("%v; only read %t; the store before is closed %t", err, s.Reading(), before.closed)
	}
}

func TestTheWatchEndsWithItsContext(t *testing.T) {
	s, before, _, _ := reopening(t, new(bytes.Buffer))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := s.Watch(ctx, nil); err != nil {
		t.Error(err)
	}
	if err := s.Close(); err != nil || !before.closed {
		t.Errorf("close: %v, closed %t", err, before.closed)
	}
}
