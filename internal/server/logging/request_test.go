package logging

import (
	"bytes"
	"log/slog"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// slogs makes slog's own handler of each format.
var slogs = map[Format]func(*bytes.Buffer) slog.Handler{
	Text: func(b *bytes.Buffer) slog.Handler { return slog.NewTextHandler(b, nil) },
	JSON: func(b *bytes.Buffer) slog.Handler { return slog.NewJSONHandler(b, nil) },
}

// TestARequestIsWrittenAsSlogWritesIt holds the lines laid out here against slog's own, byte for byte.
func TestARequestIsWrittenAsSlogWritesIt(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(
			rapid.String(), rapid.StringMatching(`[ -~]{0,40}`), rapid.StringMatching(`/tiles/[a-z]{1,5}/[0-9]{1,3}\.mvt`),
			rapid.Just(""), rapid.StringMatching(`revision=[0-9]{1,3}&datetime=[0-9T:Z.+-]{1,20}`),
		)
		zone := time.FixedZone("", rapid.IntRange(-14*3600, 14*3600).Draw(t, "offset")/60*60)
		r := &Request{
			At: time.Unix(rapid.Int64Range(-70_000_000_000, 260_000_000_000).Draw(t, "second"),
				rapid.OneOf(rapid.Int64Range(0, 999_999_999), rapid.SampledFrom([]int64{0, 1e6, 999_999_999, 120e6})).Draw(t, "nanosecond")).In(zone),
			ID: text.Draw(t, "id"), Method: text.Draw(t, "method"), Path: text.Draw(t, "path"), Query: text.Draw(t, "query"),
			Status: rapid.IntRange(0, 999).Draw(t, "status"), Bytes: rapid.Int64().Draw(t, "bytes"),
			Took: time.Duration(rapid.Int64().Draw(t, "took")), Remote: text.Draw(t, "remote"),
		}
		for format, reference := range slogs {
			var want, got bytes.Buffer
			if err := reference(&want).Handle(t.Context(), r.Record(slog.LevelInfo)); err != nil {
				t.Fatal(err)
			}
			h, err := New(&got, format, slog.LevelInfo)
			if err != nil {
				t.Fatal(err)
			}
			if err := h.HandleRequest(t.Context(), r); err != nil {
				t.Fatal(err)
			}
			if err := h.Close(); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want.String(), got.String()); diff != "" {
				t.Fatalf("%s differs from slog:\n%s", format, diff)
			}
		}
	})
}

func TestAnOrdinaryRequestIsLaidOutHere(t *testing.T) {
	r := ordinary()
	if !r.plain() {
		t.Error("it is left to slog")
	}
	for _, layout := range []func([]byte, *Request) []byte{appendText, appendJSON} {
		room := make([]byte, 0, 512)
		if allocated := testing.AllocsPerRun(100, func() { layout(room, r) }); allocated > 0 {
			t.Errorf("it takes %g allocations", allocated)
		}
	}
}

func ordinary() *Request {
	return &Request{
		At: time.Date(2026, 1, 15, 12, 0, 0, 120e6, time.UTC), ID: "0a1b2c3d-1f", Method: "GET",
		Path: "/tiles/gaza/reported/10/609/417.mvt", Query: "revision=2&datetime=2025-10-20", Status: 200, Bytes: 4711,
		Took: 123 * time.Microsecond, Remote: "127.0.0.1",
	}
}

func BenchmarkRequest(b *testing.B) {
	for _, format := range []Format{Text, JSON} {
		b.Run(string(format), func(b *testing.B) {
			h, err := New(discard{}, format, slog.LevelInfo)
			if err != nil {
				b.Fatal(err)
			}
			r := ordinary()
			b.ReportAllocs()
			for b.Loop() {
				_ = h.HandleRequest(b.Context(), r)
			}
		})
		b.Run(string(format)+" by slog", func(b *testing.B) {
			h, err := New(discard{}, format, slog.LevelInfo)
			if err != nil {
				b.Fatal(err)
			}
			r := ordinary()
			b.ReportAllocs()
			for b.Loop() {
				_ = h.Handle(b.Context(), r.Record(slog.LevelInfo))
			}
		})
	}
}

type discard struct{}

func (discard) Write(line []byte) (int, error) { return len(line), nil }
