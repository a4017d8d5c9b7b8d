package ingest_test

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"

	"splitline/geo"
	"splitline/internal/ingest"
	"splitline/internal/store"
)

// statement is a paint of a rectangle, in hundredths of a degree from 34, 31, from a time on.
func statement(ref geo.SeriesRef, at time.Time, controller geo.ControllerID, west, south, east, north float64) geo.Update {
	p := func(x, y float64) orb.Point { return orb.Point{34 + x/100, 31 + y/100} }
	ring := orb.Ring{p(west, south), p(east, south), p(east, north), p(west, north), p(west, south)}
	return geo.Update{
		Series: ref, Kind: geo.Paint, Valid: geo.Interval{From: at}, FromPrecision: geo.ToDay,
		Areas:      []geo.Area{{Name: "a", Controller: controller, Geometry: orb.MultiPolygon{{ring}}}},
		Assessment: geo.Assessment{Level: geo.Assessed, Quality: geo.Traced},
		Sources:    []geo.Source{testSource()},
	}
}

func testSource() geo.Source {
	return geo.Source{Title: "Test", Grade: geo.NotJudged, ObservedAt: time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)}
}

func (b bench) mustPublish(t *testing.T, ref geo.SeriesRef, updates ...geo.Update) ingest.Published {
	t.Helper()
	published, err := b.Publish(t.Context(), ref, updates, geo.Edition{Title: "Test"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return published
}

func TestAWithdrawnUpdateLeavesTheFold(t *testing.T) {
	b := newBench(t)
	ref := b.smallSeries(t)
	first := b.mustPublish(t, ref, statement(ref, date(2025, 1, 1), geo.HamasHeld, 0, 0, 10, 10))
	before := b.zones(t, ref, time.Time{})
	second := b.mustPublish(t, ref, statement(ref, date(2025, 2, 1), geo.IsraeliHeld, 0, 0, 5, 10))
	if first.Revision != 1 || second.Revision != 2 || second.Updates[0].ID != first.Updates[0].ID+1 {
		t.Fatalf("published %+v and %+v", first, second)
	}
	published, err := b.Withdraw(t.Context(), ref, second.Updates[0].ID, testSource(), "It was another line.", nil)
	if err != nil || published.Revision != 3 {
		t.Fatalf("%+v, %v", published, err)
	}
	zones := b.zones(t, ref, time.Time{})
	if len(zones) != 1 || zones[0].ID != before[0].ID || !zones[0].Polygon.Equal(before[0].Polygon) || !zones[0].Valid.Equal(before[0].Valid) {
		t.Errorf("zones %v, want those before %v", zones, before)
	}
	if _, err := b.Withdraw(t.Context(), ref, second.Updates[0].ID, testSource(), "", nil); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("withdrawn twice: %v, want kind ErrNotFound", err)
	}
}

func TestACorrectionTakesThePlaceOfItsPredecessor(t *testing.T) {
	b := newBench(t)
	ref := b.smallSeries(t)
	at := date(2025, 1, 1)
	published := b.mustPublish(t, ref,
		statement(ref, at, geo.HamasHeld, 0, 0, 10, 10),
		statement(ref, at, geo.IsraeliHeld, 0, 0, 5, 10),
	)
	correction := statement(ref, at, geo.Contested, 0, 0, 10, 10)
	if _, err := b.Supersede(t.Context(), ref, published.Updates[0].ID, correction, nil); err != nil {
		t.Fatal(err)
	}
	shares := b.shares(t, ref, date(2025, 6, 1))
	near(t, "share of the later place, still on top", shares[geo.IsraeliHeld], 0.5, 1e-6)
	near(t, "share of the correction", shares[geo.Contested], 0.5, 1e-6)
}

func TestAnAffirmationLeavesTheZones(t *testing.T) {
	b := newBench(t)
	ref := b.smallSeries(t)
	b.mustPublish(t, ref, statement(ref, date(2025, 1, 1), geo.HamasHeld, 0, 0, 5, 10))
	before := b.zones(t, ref, time.Time{})
	affirm := geo.Update{
		Series: ref, Kind: geo.Affirm, Valid: geo.Interval{From: date(2025, 3, 1)}, FromPrecision: geo.ToDay,
		Sources: []geo.Source{testSource()},
	}
	published := b.mustPublish(t, ref, affirm)
	if published.Revision != 2 || published.Added != 0 || published.Closed != 0 {
		t.Errorf("published %+v", published)
	}
	if diff := cmp.Diff(before, b.zones(t, ref, time.Time{})); diff != "" {
		t.Errorf("zones (-before +after):\n%s", diff)
	}
}

func TestABackdatedPaintFoldsWhatFollowsAnew(t *testing.T) {
	b := newBench(t)
	ref := b.smallSeries(t)
	b.mustPublish(t, ref, statement(ref, date(2025, 1, 1), geo.HamasHeld, 0, 0, 10, 10))
	b.mustPublish(t, ref, statement(ref, date(2025, 3, 1), geo.IsraeliHeld, 0, 0, 2, 10))
	recorded := b.head(t, ref).RecordedAt
	before := b.zones(t, ref, time.Time{})
	paint := statement(ref, date(2025, 2, 1), geo.Contested, 8, 0, 10, 10)
	paint.Valid.To = date(2025, 4, 1)
	b.mustPublish(t, ref, paint)
	want := map[time.Month]float64{1: 0, 2: 0.2, 3: 0.2, 4: 0}
	for month, share := range want {
		near(t, month.String(), b.shares(t, ref, date(2025, month, 15))[geo.Contested], share, 1e-6)
	}
	near(t, "the later paint in March", b.shares(t, ref, date(2025, 3, 15))[geo.IsraeliHeld], 0.2, 1e-6)
	var asOf []geo.Zone
	b.read(t, func(ctx context.Context, r store.Reader) (err error) {
		asOf, err = r.Zones(ctx, store.ZoneQuery{Series: ref, AsOf: recorded})
		return err
	})
	ignoreRecorded := cmp.FilterPath(func(p cmp.Path) bool { return p.Last().String() == ".Recorded" }, cmp.Ignore())
	if diff := cmp.Diff(before, asOf, ignoreRecorded); diff != "" {
		t.Errorf("zones as of before (-want +got):\n%s", diff)
	}
}

func TestPublishRefuses(t *testing.T) {
	b := newBench(t)
	ref := b.smallSeries(t)
	good := func() geo.Update { return statement(ref, date(2025, 1, 1), geo.HamasHeld, 0, 0, 5, 10) }
	cases := []struct {
		name   string
		update func() []geo.Update
		kind   error
		says   string
	}{
		{"nothing", func() []geo.Update { return nil }, geo.ErrInvalid, "at least one update"},
		{"an update of another series", func() []geo.Update {
			u := good()
			u.Series.Series = "other"
			return []geo.Update{good(), u}
		}, geo.ErrInvalid, "updates[1]"},
		{"an update without a source", func() []geo.Update {
			u := good()
			u.Sources = nil
			return []geo.Update{u}
		}, geo.ErrInvalid, "sources"},
		{"an unknown controller", func() []geo.Update {
			u := good()
			u.Areas[0].Controller = "fatah"
			return []geo.Update{u}
		}, geo.ErrInvalid, "the legend, which has israeli-held"},
		{"a predecessor that is not there", func() []geo.Update {
			u := good()
			u.Supersedes = 99
			return []geo.Update{u}
		}, store.ErrNotFound, "update 99"},
		{"coordinates that no grid takes", func() []geo.Update {
			u := good()
			u.Areas[0].Geometry[0][0][1] = orb.Point{160, 31}
			return []geo.Update{good(), u}
		}, ingest.ErrRefused, `update of "Test", valid from 2025-01-01`},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			_, err := b.Publish(t.Context(), ref, c.update(), geo.Edition{Title: "Test"}, nil)
			if !errors.Is(err, c.kind) || !strings.Contains(err.Error(), c.says) {
				t.Errorf("error %v, want kind %v saying %q", err, c.kind, c.says)
			}
			if b.head(t, ref).Revision != 0 {
				t.Error("something is stored")
			}
		})
	}
}

func TestManyWritersOfOneSeriesAllGetIn(t *testing.T) {
	b := newBench(t)
	ref := b.smallSeries(t)
	var group sync.WaitGroup
	for i := range 4 {
		group.Go(func() {
			x := float64(2 * i)
			_, err := b.Publish(t.Context(), ref, []geo.Update{statement(ref, date(2025, 1, 1), geo.HamasHeld, x, 0, x+2, 10)}, geo.Edition{Title: "Test"}, nil)
			if err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	if revision := b.head(t, ref).Revision; revision != 4 {
		t.Errorf("revision %d, want 4", revision)
	}
	near(t, "share", b.shares(t, ref, date(2025, 6, 1))[geo.HamasHeld], 0.8, 1e-6)
}

// contested is a store in which somebody else publishes right before every write, so many times.
type contested struct {
	store.Store
	left      int
	interfere func()
}

func (c *contested) Write(ctx context.Context, f func(store.Writer) error) error {
	if c.left > 0 {
		c.left--
		c.interfere()
	}
	return c.Store.Write(ctx, f)
}

func TestAPublicationFoldsAnewIfTheSeriesMoves(t *testing.T) {
	cases := []struct {
		name      string
		conflicts int
		kind      error
	}{
		{"twice, and gets in", 2, nil},
		{"always, and gives up", 100, store.ErrConflict},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			b := newBench(t)
			ref := b.smallSeries(t)
			other := 0
			moving := &contested{Store: b.store, left: c.conflicts}
			moving.interfere = func() {
				b.mustPublish(t, ref, statement(ref, date(2025, 1, 1+other), geo.IsraeliHeld, 5, 0, 10, 10))
				other++
			}
			service := ingest.NewService(moving, b.geos, time.Now)
			mine := statement(ref, date(2025, 2, 1), geo.HamasHeld, 0, 0, 5, 10)
			published, err := service.Publish(t.Context(), ref, []geo.Update{mine}, geo.Edition{Title: "Test"}, nil)
			if !errors.Is(err, c.kind) {
				t.Fatalf("error %v, want kind %v", err, c.kind)
			}
			if c.kind == nil {
				near(t, "mine", b.shares(t, ref, date(2025, 6, 1))[geo.HamasHeld], 0.5, 1e-6)
				near(t, "the others'", b.shares(t, ref, date(2025, 6, 1))[geo.IsraeliHeld], 0.5, 1e-6)
				if int(published.Revision) != other+1 {
					t.Errorf("revision %d after %d others", published.Revision, other)
				}
			}
		})
	}
}

func TestAnImportThatAnotherBringsInMeanwhileStoresNothing(t *testing.T) {
	b := newBench(t)
	ref := b.smallSeries(t)
	inputs := []ingest.Input{file("a.geojson", rectangle(0, 0, 5, 10))}
	moving := &contested{Store: b.store, left: 1}
	moving.interfere = func() {
		if _, err := b.Import(t.Context(), ref, inputs, from(t, "2025-01-01", geo.Contested), nil); err != nil {
			t.Error(err)
		}
	}
	service := ingest.NewService(moving, b.geos, time.Now)
	result, err := service.Import(t.Context(), ref, inputs, from(t, "2025-01-01", geo.Contested), nil)
	if err != nil || result.Stored || result.Revision != 1 || b.head(t, ref).Revision != 1 {
		t.Errorf("result %+v, %v", result, err)
	}
}
