package logging

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// pieces keeps each write by itself.
type pieces struct {
	mu    sync.Mutex
	wrote []string
}

func (p *pieces) Write(piece []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.wrote = append(p.wrote, string(piece))
	return len(piece), nil
}

func (p *pieces) all() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]string(nil), p.wrote...)
}

func newHandler(t testing.TB, out io.Writer) *Handler {
	t.Helper()
	h, err := New(out, Text, slog.LevelInfo)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func TestLinesAreWrittenTogether(t *testing.T) {
	tests := []struct {
		name string
		log  func(*slog.Logger)
		wait time.Duration
		want int // pieces
	}{
		{"a line waits for others", func(l *slog.Logger) { l.Info("one") }, gatherFor - 1, 0},
		{"and is written after a tenth of a second", func(l *slog.Logger) { l.Info("one") }, gatherFor + 1, 1},
		{"lines of a tenth of a second are one piece", func(l *slog.Logger) {
			for i := range 100 {
				l.Info("line", "number", i)
			}
		}, gatherFor + 1, 1},
		{"a later line does not put the first one off", func(l *slog.Logger) {
			l.Info("one")
			<-time.After(gatherFor / 2)
			l.Info("two")
		}, gatherFor/2 + 1, 1},
		{"a warning is written at once with what waits", func(l *slog.Logger) { l.Info("one"); l.Warn("two") }, 0, 1},
		{"an error is written at once", func(l *slog.Logger) { l.Error("two") }, 0, 1},
		{"as soon as there is much it is written", func(l *slog.Logger) { l.Info(strings.Repeat("x", gatherBytes)) }, 0, 1},
		{"what is below the level is not", func(l *slog.Logger) { l.Debug("one") }, time.Hour, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var out pieces
				h := newHandler(t, &out)
				tt.log(slog.New(h))
				<-time.After(tt.wait)
				synctest.Wait()
				if got := out.all(); len(got) != tt.want {
					t.Errorf("%d pieces are written, want %d: %q", len(got), tt.want, got)
				}
				if err := h.Close(); err != nil {
					t.Error(err)
				}
			})
		})
	}
}

func TestClosingWritesWhatWaits(t *testing.T) {
	var out bytes.Buffer
	h := newHandler(t, &out)
	slog.New(h).With("part", "watch").WithGroup("g").Info("last words", "a", 1)
	if err := h.Close(); err != nil {
		t.Fatal(err)
	}
	if !strings.HasSuffix(out.String(), "msg=\"last words\" part=watch g.a=1\n") {
		t.Errorf("the log is %q", out.String())
	}
}

func TestNoLineIsLostOrSplitOrMixedUp(t *testing.T) {
	var out pieces
	h := newHandler(t, &out)
	const writers, each = 16, 500
	var writing sync.WaitGroup
	for w := range writers {
		writing.Go(func() {
			for i := range each {
				r := ordinary()
				r.ID, r.Status = fmt.Sprintf("writer-%d", w), i
				_ = h.HandleRequest(t.Context(), r)
			}
		})
	}
	writing.Wait()
	if err := h.Close(); err != nil {
		t.Fatal(err)
	}
	next := make(map[string]int)
	for line := range strings.Lines(strings.Join(out.all(), "")) {
		_, id, _ := strings.Cut(line, " id=")
		id, rest, _ := strings.Cut(id, " ")
		if !strings.Contains(rest, fmt.Sprintf(" status=%d ", next[id])) || !strings.HasSuffix(line, " remote=127.0.0.1\n") {
			t.Fatalf("line %d of %s is %q", next[id], id, line)
		}
		next[id]++
	}
	for w := range writers {
		if id := fmt.Sprintf("writer-%d", w); next[id] != each {
			t.Errorf("%s has %d lines, want %d", id, next[id], each)
		}
	}
	if got := len(out.all()); got > writers*each/50 {
		t.Errorf("%d lines took %d writes", writers*each, got)
	}
}

// stuck is a writer that does not return until it is let go.
type stuck struct {
	began chan struct{}
	let   chan struct{}
}

func (s stuck) Write(piece []byte) (int, error) {
	s.began <- struct{}{}
	<-s.let
	return len(piece), nil
}

func TestWhoLogsWaitsForASlowWriterInsteadOfFillingMemory(t *testing.T) {
	out := stuck{make(chan struct{}, 100), make(chan struct{})}
	h := newHandler(t, out)
	long := slog.New(h)
	var writing sync.WaitGroup
	for range 4 {
		writing.Go(func() {
			for range 10 {
				long.Info(strings.Repeat("x", gatherBytes))
			}
		})
	}
	<-out.began
	h.lines.mu.Lock()
	waiting := len(h.lines.gathered)
	h.lines.mu.Unlock()
	if waiting > 4*(gatherBytes+200) {
		t.Errorf("%d bytes wait", waiting)
	}
	close(out.let)
	writing.Wait()
	if err := h.Close(); err != nil {
		t.Error(err)
	}
}

// refusing is a writer that cannot be written to.
type refusing struct{}

var errRefused = errors.New("refused")

func (refusing) Write([]byte) (int, error) { return 0, errRefused }

func TestARefusedWriteIsToldAtTheEnd(t *testing.T) {
	h := newHandler(t, refusing{})
	slog.New(h).Info("one")
	if err := h.Close(); !errors.Is(err, errRefused) {
		t.Errorf("closing returns %v", err)
	}
}

func TestAnUnknownFormatIsRefused(t *testing.T) {
	if _, err := New(io.Discard, "xml", slog.LevelInfo); err == nil {
		t.Error("it is not")
	}
}
