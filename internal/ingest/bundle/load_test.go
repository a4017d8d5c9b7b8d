package bundle_test

import (
	"context"
	"errors"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"splitline/data"
	"splitline/geo"
	"splitline/geo/coverage"
	"splitline/internal/geos"
	"splitline/internal/ingest"
	"splitline/internal/ingest/bundle"
	"splitline/internal/store"
	"splitline/internal/store/spatialite"
)

// target is an empty store with the way into it.
type target struct {
	store   store.Store
	service *ingest.Service
}

func newTarget(t testing.TB) target {
	t.Helper()
	clock := func() time.Time { return time.Date(2026, time.May, 1, 12, 0, 0, 0, time.UTC) }
	s, err := spatialite.Open(t.Context(), filepath.Join(t.TempDir(), "sample.db"), spatialite.Options{Clock: clock})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	g, err := geos.Open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = g.Close() })
	return target{store: s, service: ingest.NewService(s, g, clock)}
}

func (to target) load(t testing.TB) bundle.Report {
	t.Helper()
	report, err := bundle.Load(t.Context(), data.Sample(), to.store, to.service, nil)
	if err != nil {
		t.Fatal(err)
	}
	return report
}

func (to target) read(t testing.TB, f func(context.Context, store.Reader) error) {
	t.Helper()
	if err := to.store.Read(t.Context(), func(r store.Reader) error { return f(t.Context(), r) }); err != nil {
		t.Fatal(err)
	}
}

func TestLoadTheSample(t *testing.T) {
	to := newTarget(t)
	report := to.load(t)
	if !report.Stored() || !report.EnclaveAdded {
		t.Errorf("the first load must store the enclave, got %+v", report)
	}
	if diff := cmp.Diff(bundle.Counts{Figures: 5, Milestones: 5, Observations: 1, Places: 24}, report.Things); diff != "" {
		t.Errorf("things (-want +got)\n%s", diff)
	}
	updates := map[geo.SeriesID]int{"reported": 2, "idf-map": 1, "plan": 3}
	for _, s := range report.Series {
		if !s.Added || s.Updates != updates[s.Ref.Series] || s.Zones == 0 || s.Revision != 1 {
			t.Errorf("%s: got %+v", s.Ref, s)
		}
	}
	b := readSample(t)
	for _, series := range b.Series {
		to.checkSeries(t, b, series)
	}
}

// checkSeries holds the stored zones at every change to the rules of a coverage.
func (to target) checkSeries(t *testing.T, b bundle.Bundle, series bundle.SeriesContent) {
	t.Helper()
	ref := series.Series.Ref
	to.read(t, func(ctx context.Context, r store.Reader) error {
		changes, err := r.Changes(ctx, ref, time.Time{})
		if err != nil {
			return err
		}
		var starts []time.Time
		for _, u := range series.Updates {
			starts = append(starts, u.Valid.From)
		}
		if diff := cmp.Diff(starts, changes); diff != "" {
			t.Errorf("%s: changes (-want +got)\n%s", ref, diff)
		}
		for _, at := range changes {
			q := geo.AskInstant(at)
			zones, err := r.Zones(ctx, store.ZoneQuery{Series: ref, Valid: &q})
			if err != nil {
				return err
			}
			if err := coverage.CheckSnapshot(b.Boundary.Geometry, zones); err != nil || len(zones) == 0 {
				t.Errorf("%s at %s: %d zones, %v", ref, at, len(zones), err)
			}
		}
		return nil
	})
}

func TestLoadingTwiceStoresNothing(t *testing.T) {
	to := newTarget(t)
	to.load(t)
	before := to.content(t)
	report := to.load(t)
	if report.Stored() {
		t.Errorf("the second load must store nothing, got %+v", report)
	}
	if diff := cmp.Diff(before, to.content(t)); diff != "" {
		t.Errorf("the second load changed the store (-before +after)\n%s", diff)
	}
}

// content is what a store says about the sample.
type content struct {
	Enclaves     []geo.Enclave
	Series       []geo.Series
	Settings     geo.Settings
	Updates      []geo.Update
	Figures      []geo.Figure
	Milestones   []geo.Milestone
	Observations []geo.Observation
	Places       []geo.Place
}

func (to target) content(t *testing.T) content {
	t.Helper()
	var c content
	to.read(t, func(ctx context.Context, r store.Reader) (err error) {
		var newest time.Time
		steps := []func() error{
			func() (err error) { c.Enclaves, err = r.Enclaves(ctx); return },
			func() (err error) { c.Series, err = r.SeriesOf(ctx, data.SampleID); return },
			func() (err error) { c.Settings, err = r.Settings(ctx, data.SampleID, newest); return },
			func() (err error) {
				c.Updates, err = r.Updates(ctx, store.UpdateQuery{Enclave: data.SampleID, All: true, NoGeometry: true})
				return
			},
			func() (err error) { c.Figures, err = r.Figures(ctx, data.SampleID, newest); return },
			func() (err error) { c.Milestones, err = r.Milestones(ctx, data.SampleID, newest); return },
			func() (err error) { c.Observations, err = r.Observations(ctx, data.SampleID, newest); return },
			func() (err error) { c.Places, err = r.Places(ctx, data.SampleID, newest); return },
		}
		for _, step := range steps {
			if err := step(); err != nil {
				return err
			}
		}
		return nil
	})
	return c
}

func TestALoadCompletesWhatIsMissing(t *testing.T) {
	to := newTarget(t)
	part := sample(t)
	delete(part, "milestones.json")
	part["series/plan.geojson"].Data = []byte(`{"type":"FeatureCollection","features":[]}`)
	if _, err := bundle.Load(t.Context(), part, to.store, to.service, nil); err != nil {
		t.Fatal(err)
	}
	report := to.load(t)
	if report.EnclaveAdded || report.Things != (bundle.Counts{Milestones: 5}) {
		t.Errorf("got %+v, want the five milestones alone", report)
	}
	for _, s := range report.Series {
		if want := map[geo.SeriesID]int{"plan": 3}[s.Ref.Series]; s.Updates != want || s.Added {
			t.Errorf("%s: got %+v, want %d updates", s.Ref, s, want)
		}
	}
}

func TestARefusedFolderStoresNothing(t *testing.T) {
	to := newTarget(t)
	unread := sample(t)
	unread["milestones.json"].Data = []byte(`{"milestones":[{}]}`)
	to.refuses(t, unread, "milestones[0]")
	unfolded := sample(t)
	series := unfolded["series/reported.geojson"]
	text := string(series.Data)
	_, second, _ := strings.Cut(text, "\n{")
	_, second, _ = strings.Cut(second, "\n{")
	overlapping := "{" + strings.Replace(strings.TrimSuffix(second, "\n]}\n"), `"controller":"contested"`, `"controller":"hamas-held"`, 1)
	series.Data = []byte(strings.TrimSuffix(text, "\n]}\n") + ",\n" + overlapping + "\n]}\n")
	to.refuses(t, unfolded, "series/reported.geojson", "update 2", "Between the yellow and the orange line")
}

// refuses loads a folder that must be refused with these words, and checks that nothing was stored.
func (to target) refuses(t *testing.T, folder fs.FS, words ...string) {
	t.Helper()
	_, err := bundle.Load(t.Context(), folder, to.store, to.service, nil)
	if !errors.Is(err, geo.ErrInvalid) {
		t.Fatalf("must be refused, got %v", err)
	}
	for _, word := range words {
		if !strings.Contains(err.Error(), word) {
			t.Errorf("%v: must name %q", err, word)
		}
	}
	to.read(t, func(ctx context.Context, r store.Reader) error {
		enclaves, err := r.Enclaves(ctx)
		if len(enclaves) > 0 {
			t.Errorf("got %d enclaves, want none", len(enclaves))
		}
		return err
	})
}

func BenchmarkLoadTheSample(b *testing.B) {
	for b.Loop() {
		newTarget(b).load(b)
	}
}
