package answer_test

import (
	"context"
	"math"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"

	"splitline/geo"
	"splitline/internal/answer"
	"splitline/internal/ingest"
	"splitline/internal/store"
)

// sharedGaza returns the path of a file of the shared data, or skips the test.
func sharedGaza(tb testing.TB, name string) string {
	tb.Helper()
	path := filepath.Join("..", "..", "..", "shared", "data", "gaza", name)
	if _, err := os.Stat(path); err != nil {
		tb.Skip("shared data absent")
	}
	return path
}

// municipalities adds the enclave of the dissolved municipalities with the line of 19 October 2025, and the
// municipalities as a set of areas.
func (s *scene) municipalities(tb testing.TB) geo.SeriesRef {
	tb.Helper()
	ctx, ref := context.Background(), geo.SeriesRef{Enclave: "gaza-ocha", Series: "idf-map"}
	municipal := ingest.FileInput(sharedGaza(tb, "municipalities_ocha_2019.geojson"))
	_, _, err := s.ingest.AddEnclave(ctx, ingest.NewEnclave{
		Enclave:  geo.Enclave{ID: ref.Enclave, Name: geo.English("Gaza Strip"), TimeZone: "Asia/Gaza"},
		Boundary: municipal, CloseGapsM: ingest.DefaultCloseGapsM,
	})
	if err != nil {
		tb.Fatal(err)
	}
	if err := s.ingest.AddSeries(ctx, geo.Series{Ref: ref, Title: geo.English("IDF map"), Kind: geo.ClaimedSeries}); err != nil {
		tb.Fatal(err)
	}
	from, err := geo.ParseMoment("2025-10-19")
	if err != nil {
		tb.Fatal(err)
	}
	_, err = s.ingest.Import(ctx, ref, []ingest.Input{ingest.FileInput(sharedGaza(tb, "yellow_line_2025-10-19.geojson"))}, ingest.Options{
		Dating: ingest.Dating{ValidFrom: &from}, Controller: geo.IsraeliHeld, Remainder: geo.HamasHeld,
	}, nil)
	if err != nil {
		tb.Fatal(err)
	}
	_, err = s.ingest.ImportAreas(ctx, ref.Enclave, municipal, ingest.ReferenceOptions{
		Set: "municipalities", NameProperties: map[string]string{"en": "name"},
	})
	if err != nil {
		tb.Fatal(err)
	}
	return ref
}

func areasOf(tb testing.TB, service *answer.Service, ref geo.SeriesRef) answer.Areas {
	tb.Helper()
	ctx := context.Background()
	state, err := service.State(ctx, ref, store.Pin{})
	if err != nil {
		tb.Fatal(err)
	}
	told, err := service.Areas(ctx, state, time.Date(2025, 10, 20, 12, 0, 0, 0, time.UTC), answer.AreasQuery{})
	if err != nil {
		tb.Fatal(err)
	}
	return told
}

func TestTheMunicipalitiesBehindTheLineHaveTheWorkedShares(t *testing.T) {
	s := newScene(t)
	service := s.service()
	defer service.Close()
	told := areasOf(t, service, s.municipalities(t))
	want := map[string]float64{"Beit Hanoun": 0.989, "Rafah": 0.944, "Khan Yunis": 0.26, "Deir al Balah": 0.035}
	var held, outside float64
	for _, a := range told.Areas {
		var sum, percent float64
		for _, c := range a.Controllers {
			sum, percent = sum+c.Share, percent+c.Percent
			if c.ID != geo.IsraeliHeld {
				continue
			}
			held += c.AreaKm2
			if share, worked := want[a.Name.In("en")]; worked {
				delete(want, a.Name.In("en"))
				if math.Abs(c.Share-share) > 0.015 {
					t.Errorf("%.1f %% of %s are Israeli-held, want %.1f", 100*c.Share, a.Name.In("en"), 100*share)
				}
			}
		}
		outside += a.OutsideKm2
		if math.Abs(sum+a.OutsideShare-1) > 1e-9 || math.Abs(percent+a.OutsidePercent-100) > 1e-9 {
			t.Errorf("shares of %s add up to %g, percentages to %g", a.Name.In("en"), sum+a.OutsideShare, percent+a.OutsidePercent)
		}
	}
	if len(want) > 0 || len(told.Areas) != 33 {
		t.Errorf("%d areas, without %v", len(told.Areas), want)
	}
	if math.Abs(held-193.7) > 0.2 || outside > 0.01 {
		t.Errorf("%.2f km² of all areas are Israeli-held, %.3f lie outside", held, outside)
	}
}

// writes counts the write transactions of a store.
type writes struct {
	store.Store
	count atomic.Int64
}

func (w *writes) Write(ctx context.Context, f func(store.Writer) error) error {
	w.count.Add(1)
	return w.Store.Write(ctx, f)
}

// squares adds an enclave with a front in the middle and a set of areas; of the kind of geometry that is given.
func (s *scene) squares(tb testing.TB, quality geo.GeometryQuality) geo.SeriesRef {
	tb.Helper()
	ctx, ref := context.Background(), geo.SeriesRef{Enclave: "strip", Series: "assessed"}
	err := s.writing.Write(ctx, func(w store.Writer) error {
		enclave := geo.Enclave{ID: ref.Enclave, Name: geo.English("The Strip"), TimeZone: "Asia/Gaza"}
		if err := w.AddEnclave(ctx, enclave, boundaryOf(ref.Enclave, "outline", wide), geo.DefaultSettings(ref.Enclave)); err != nil {
			return err
		}
		return w.AddSeries(ctx, geo.Series{Ref: ref, Title: geo.English("Assessed"), Kind: geo.AssessedSeries})
	})
	if err != nil {
		tb.Fatal(err)
	}
	update := geo.Update{
		Series: ref, Kind: geo.Replace, Valid: geo.Interval{From: day(1)}, FromPrecision: geo.ToDay, Remainder: geo.HamasHeld,
		Areas:      []geo.Area{{Name: "east", Controller: geo.IsraeliHeld, Geometry: orb.MultiPolygon{block(7, 0, wide, wide)}}},
		Assessment: geo.Assessment{Level: geo.Assessed, AccuracyM: 200, Quality: quality}, Sources: []geo.Source{namedSource("Map")},
	}
	if _, err := s.ingest.Publish(ctx, ref, []geo.Update{update}, geo.Edition{Title: "Map"}, nil); err != nil {
		tb.Fatal(err)
	}
	s.quarter(tb, ref, 6)
	return ref
}

// quarter puts a set of one area, from the west to so many hundredths of a degree beyond the edge of the enclave.
func (s *scene) quarter(tb testing.TB, ref geo.SeriesRef, from int) {
	tb.Helper()
	ground := orb.MultiPolygon{block(from, 0, 14, 4)}
	set := geo.ReferenceSet{
		Enclave: ref.Enclave, ID: "quarters", Source: namedSource("Atlas"), Digest: time.Duration(from).String(),
		Columns: []geo.ReferenceColumn{{Name: "population", Unit: "people", At: day(1), Precision: geo.ToDay, Source: namedSource("Census")}},
	}
	err := s.writing.Write(context.Background(), func(w store.Writer) error {
		return w.PutAreas(context.Background(), set, []geo.NamedArea{
			{Name: geo.English("Quarter"), Geometry: ground, AreaM2: geo.AreaM2(ground), Values: geo.ReferenceValues{"population": 800}},
		})
	})
	if err != nil {
		tb.Fatal(err)
	}
}

func TestWhatWasLaidIsKeptInTheStore(t *testing.T) {
	s := newScene(t)
	ref := s.squares(t, geo.Traced)
	counting := &writes{Store: s.writing}
	fresh := func() *answer.Service {
		return answer.New(answer.Config{Store: counting, Metric: s.metric, Version: "test"})
	}
	var told []answer.Areas
	for _, want := range []int64{1, 1} {
		service := fresh()
		told = append(told, areasOf(t, service, ref), areasOf(t, service, ref))
		service.Close()
		if got := counting.count.Load(); got != want {
			t.Errorf("%d transactions kept it, want %d", got, want)
		}
	}
	for _, again := range told[1:] {
		if diff := cmp.Diff(told[0], again); diff != "" {
			t.Errorf("asked again (-want +got):\n%s", diff)
		}
	}
	s.quarter(t, ref, 8)
	service := fresh()
	defer service.Close()
	if other := areasOf(t, service, ref).Areas[0]; len(other.Controllers) != 1 || other.Controllers[0].ID != geo.IsraeliHeld {
		t.Errorf("another version of the set is told as %+v", other)
	}
}

func TestDigitsOfAnAreaFollowItsError(t *testing.T) {
	s := newScene(t)
	service := s.service()
	defer service.Close()
	a := areasOf(t, service, s.squares(t, geo.Traced)).Areas[0]
	want := []float64{13, 63, 25} // of eight hundredths of a degree one, five, and two outside
	got := []float64{a.Controllers[1].Percent, a.Controllers[0].Percent, a.OutsidePercent}
	sum := got[0] + got[1] + got[2]
	if sum != 100 || math.Abs(got[0]-12.5) > 1 || math.Abs(got[1]-62.5) > 1 || got[2] != 25 || a.PercentDecimals != 0 {
		t.Errorf("got %v with %d decimals, want about %v", got, a.PercentDecimals, want)
	}
	if e := a.Controllers[0].ShareError; math.Abs(e-4435*200/1e6/a.AreaKm2) > 1e-3 {
		t.Errorf("the error is %g", e)
	}
}

func TestSchematicShapesBearWholePercentagesAlone(t *testing.T) {
	s := newScene(t)
	service := s.service()
	defer service.Close()
	told := areasOf(t, service, s.squares(t, geo.Schematic))
	a := told.Areas[0]
	if !told.Schematic || told.NotGivenReason != "schematic shape" || len(told.NotGiven) == 0 {
		t.Errorf("it says %v, %q, %v", told.Schematic, told.NotGivenReason, told.NotGiven)
	}
	for _, c := range a.Controllers {
		if c.AreaKm2 != 0 || c.ShareError != 0 || c.Share != c.Percent/100 || c.Percent != math.Trunc(c.Percent) {
			t.Errorf("got %+v", c)
		}
	}
	if a.OutsideKm2 != 0 || a.OutsideShare != 0.25 || a.Columns[0].Value != 800 || len(a.Columns[0].Controllers) != 0 {
		t.Errorf("got %+v", a)
	}
}

func BenchmarkAreas(b *testing.B) {
	s := newScene(b)
	ref := s.municipalities(b)
	b.Run("first", func(b *testing.B) {
		for b.Loop() {
			service := answer.New(answer.Config{Store: s.reading, Metric: s.metric, Version: b.Name() + time.Now().String()})
			areasOf(b, service, ref)
			service.Close()
		}
	})
	b.Run("again", func(b *testing.B) {
		service := s.service()
		defer service.Close()
		for b.Loop() {
			areasOf(b, service, ref)
		}
	})
}
