package bundle_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"splitline/data"
	"splitline/geo"
	"splitline/geo/split"
	"splitline/internal/geos"
	"splitline/internal/store"
)

// TestWhatTheSampleSays holds the verdict at each change of each series, as a reader of the stored sample gets it.
func TestWhatTheSampleSays(t *testing.T) {
	to := newTarget(t)
	to.load(t)
	g, err := geos.Open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = g.Close() })
	metric := g.Metric(geos.MetricCRS(readSample(t).Boundary.Geometry.Bound()))
	got := make(map[string]string)
	to.read(t, func(ctx context.Context, r store.Reader) error {
		settings, err := r.Settings(ctx, data.SampleID, time.Time{})
		if err != nil {
			return err
		}
		boundary, err := r.Boundary(ctx, data.SampleID, settings.Boundary)
		if err != nil {
			return err
		}
		series, err := r.SeriesOf(ctx, data.SampleID)
		if err != nil {
			return err
		}
		for _, s := range series {
			changes, err := r.Changes(ctx, s.Ref, time.Time{})
			if err != nil {
				return err
			}
			for _, at := range changes {
				q := geo.AskInstant(at)
				zones, err := r.Zones(ctx, store.ZoneQuery{Series: s.Ref, Valid: &q})
				if err != nil {
					return err
				}
				snapshot := geo.Snapshot{Series: s.Ref, At: at, Since: at, Boundary: boundary.Ref, Zones: zones}
				answer, err := split.Measure(ctx, split.Input{Snapshot: snapshot, Boundary: boundary, Settings: settings}, metric)
				if err != nil {
					return err
				}
				got[string(s.Ref.Series)+" "+at.Format(time.DateOnly)] = string(answer.Verdict.Word)
			}
		}
		return nil
	})
	want := map[string]string{
		"reported 2025-10-10": "two-zone", "reported 2026-04-28": "two-zone", "idf-map 2025-10-18": "two-zone",
		"plan 2025-09-28": "two-zone", "plan 2025-12-31": "two-zone", "plan 2026-12-31": "belt",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}
