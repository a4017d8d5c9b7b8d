package answer_test

import (
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"

	"splitline/data"
	"splitline/geo"
	"splitline/geo/trend"
	"splitline/internal/ingest/bundle"
	"splitline/internal/ingest/repair"
	"splitline/internal/ingest/report"
	"splitline/internal/store"
)

// realLine reads the ground behind the line of 19 October 2025 and skips the test where it is absent.
func realLine(t testing.TB) orb.MultiPolygon {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", "..", "shared", "data", "gaza", "yellow_line_2025-10-19.geojson"))
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("shared data absent")
	}
	if err != nil {
		t.Fatal(err)
	}
	var collection struct {
		Features []struct {
			Geometry struct {
				Coordinates orb.Polygon `json:"coordinates"`
			} `json:"geometry"`
		} `json:"features"`
	}
	if err := json.Unmarshal(text, &collection); err != nil {
		t.Fatal(err)
	}
	var about report.Report
	valid, err := repair.Polygons(orb.MultiPolygon{collection.Features[0].Geometry.Coordinates}, report.NewLog(&about, "line"))
	if err != nil {
		t.Fatal(err)
	}
	return valid
}

// moved returns ground moved west by metres, at the latitude of Gaza.
func moved(ground orb.MultiPolygon, metres float64) orb.MultiPolygon {
	const metresPerDegree = 95_000
	west := ground.Clone()
	for _, p := range west {
		for _, ring := range p {
			for i := range ring {
				ring[i][0] -= metres / metresPerDegree
			}
		}
	}
	return west
}

// TestTheRealLineMoved moves the line of 19 October 2025 west, 20 days before the instant asked about.
func TestTheRealLineMoved(t *testing.T) {
	line := realLine(t)
	s := newScene(t)
	if _, err := bundle.Load(context.Background(), data.Sample(), s.writing, s.ingest, nil); err != nil {
		t.Fatal(err)
	}
	begin := day(19)
	stated := geo.Update{
		Kind: geo.Replace, Valid: geo.Interval{From: begin}, FromPrecision: geo.ToDay, Remainder: geo.HamasHeld,
		Areas:      []geo.Area{{Name: "line", Controller: geo.IsraeliHeld, Geometry: line}},
		Assessment: held(geo.Traced), Sources: looked(begin),
	}
	advance := func(metres float64) geo.Update {
		u := stated
		u.Kind, u.Remainder, u.Valid.From = geo.Paint, "", begin.AddDate(0, 0, 21)
		u.Areas = []geo.Area{{Name: "advance", Controller: geo.IsraeliHeld, Geometry: moved(line, metres)}}
		u.Sources = looked(u.Valid.From)
		return u
	}
	cases := []struct {
		name    string
		updates []geo.Update
		want    trend.Word
		line    string
	}{
		{"watched and not moved", nil, trend.Frozen, "Frozen for 41 days, since 19 October 2025"},
		{"moved by 50 m", []geo.Update{advance(50)}, trend.Frozen, "Frozen for 41 days, since 19 October 2025"},
		{"moved by 120 m", []geo.Update{advance(120)}, trend.Moving, ""},
		{"moved by 300 m", []geo.Update{advance(300)}, trend.Rejoining, ""},
	}
	for i, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			ref := geo.SeriesRef{Enclave: data.SampleID, Series: geo.SeriesID("traced-" + string(rune('a'+i)))}
			s.put(t, func(ctx context.Context, w store.Writer) error {
				return w.AddSeries(ctx, geo.Series{Ref: ref, Title: geo.English(c.name), Kind: geo.AssessedSeries})
			})
			s.say(t, ref, append(append(every(begin, 40), stated), c.updates...)...)
			service := s.service()
			defer service.Close()
			got := ask(t, service, ref, store.Pin{}, begin.AddDate(0, 0, 41).Add(time.Hour)).Trend
			if got.Word != c.want || c.line != "" && cmp.Diff(c.line, got.Headline) != "" {
				t.Errorf("got %q: %s", got.Word, got.Headline)
			}
		})
	}
}
