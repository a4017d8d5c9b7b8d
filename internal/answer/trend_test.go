package answer_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"

	"splitline/geo"
	"splitline/geo/split"
	"splitline/geo/trend"
	"splitline/internal/answer"
	"splitline/internal/store"
)

func TestTheTrendOfASeriesOfUpdates(t *testing.T) {
	half := eastOf(6, day(1), geo.HamasHeld)
	cases := []struct {
		name    string
		updates []geo.Update
		at      time.Time
		want    trend.Word
		bySide  trend.Word
	}{
		{"affirmed each ten days", append(every(day(1), 40), half), day(1).AddDate(0, 0, 41), trend.Frozen, trend.Frozen},
		{"stated once", []geo.Update{half}, day(1).AddDate(0, 0, 41), trend.NotObserved, trend.NotObserved},
		{
			"ground that goes to Hamas", append(every(day(1), 40), half, gives(6, 7, day(20), geo.HamasHeld)),
			day(1).AddDate(0, 0, 41), trend.Rejoining, trend.Rejoining,
		},
		{
			"a corridor across what Hamas holds", append(every(day(1), 40), half, gives(2, 3, day(20), geo.IsraeliHeld)),
			day(1).AddDate(0, 0, 41), trend.Splitting, trend.Splitting,
		},
		{
			"ground that one side passes within itself", append(every(day(1), 40), half, gives(10, 12, day(20), forceID)),
			day(1).AddDate(0, 0, 41), trend.Splitting, trend.Frozen,
		},
	}
	s := newScene(t)
	s.field(t)
	for i, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			ref := fieldSeries(geo.SeriesID("case-" + string(rune('a'+i))))
			s.put(t, func(ctx context.Context, w store.Writer) error {
				return w.AddSeries(ctx, geo.Series{Ref: ref, Title: geo.English(c.name), Kind: geo.AssessedSeries})
			})
			s.say(t, ref, c.updates...)
			service := s.service()
			defer service.Close()
			got := ask(t, service, ref, store.Pin{}, c.at).Trend
			if got.Word != c.want {
				t.Errorf("got %q: %s", got.Word, got.Headline)
			}
			if got.BySide == nil || got.BySide.Word != c.bySide {
				t.Errorf("by side got %v, want %q", got.BySide, c.bySide)
			}
		})
	}
}

func TestSchematicShapesHaveATrendToo(t *testing.T) {
	s := newScene(t)
	s.field(t)
	before, then := eastOf(4, day(1), geo.HamasHeld), eastOf(6, day(20), geo.HamasHeld)
	before.Assessment, then.Assessment = held(geo.Schematic), held(geo.Schematic)
	s.say(t, fieldSeries("assessed"), before, then)
	service := s.service()
	defer service.Close()
	got := ask(t, service, fieldSeries("assessed"), store.Pin{}, day(22)).Trend
	const want = "Splitting: the second side’s main part rose by 17 points in 21 days"
	if diff := cmp.Diff(want, got.Headline); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// neverMeasures is a geometry library that nobody may ask for.
func neverMeasures(t *testing.T) func(orb.Bound) split.Metric {
	return func(orb.Bound) split.Metric {
		t.Error("something is measured that was measured before")
		return nil
	}
}

func TestWhatWasAskedBeforeARestartIsMeasuredNoMore(t *testing.T) {
	s := planned(t)
	s.say(t, fieldSeries("assessed"), append(every(day(1), 60), gives(6, 7, day(10), geo.HamasHeld), gives(6, 7, day(15), geo.IsraeliHeld))...)
	at := day(1).AddDate(0, 0, 61)
	first := s.service()
	before := ask(t, first, fieldSeries("assessed"), store.Pin{}, at)
	first.Close()
	second := answer.New(answer.Config{Store: s.reading, Metric: neverMeasures(t), Version: "test"})
	defer second.Close()
	after := ask(t, second, fieldSeries("assessed"), store.Pin{}, at)
	if diff := cmp.Diff(before, after, ignoringNothing()); diff != "" {
		t.Errorf("(-before +after):\n%s", diff)
	}
	if before.Trend.Word != trend.Frozen {
		t.Errorf("got %q: %s", before.Trend.Word, before.Trend.Headline)
	}
}

func TestForceByArea(t *testing.T) {
	s := newScene(t)
	s.field(t)
	s.say(t, fieldSeries("assessed"), eastOf(6, day(1), geo.HamasHeld), gives(9, 12, day(10), forceID))
	s.put(t, func(ctx context.Context, w store.Writer) error {
		set := geo.ReferenceSet{Enclave: field, Kind: geo.ReferenceAreas, ID: "towns", Source: namedSource("Towns"), Digest: "d"}
		var areas []geo.NamedArea
		for name, p := range map[string]orb.Polygon{"Eastham": block(10, 0, wide, 6), "Westham": block(0, 0, 10, wide)} {
			ground := orb.MultiPolygon{p}
			areas = append(areas, geo.NamedArea{
				Enclave: field, Set: "towns", Name: geo.English(name), Geometry: ground, AreaM2: geo.AreaM2(ground),
			})
		}
		return w.PutAreas(ctx, set, areas)
	})
	s.put(t, func(ctx context.Context, w store.Writer) error {
		return w.AddObservations(ctx, []geo.Observation{{
			Enclave: field, Kind: trend.PlannedSector, Title: geo.English("Planned sector: Eastham"), Geometry: orb.Point{34.1, 31.01},
			Valid: geo.Interval{From: day(5)}, Assessment: held(geo.Schematic), Source: namedSource("News"),
		}})
	})
	cases := []struct {
		name string
		at   time.Time
		want string
	}{
		{"before anything", day(2), "No sector planned. Ground recorded: none."},
		{"a sector is planned", day(6), "Planned: Eastham first. Ground recorded: none."},
		{"the force is there", day(12), "Planned: Eastham first. Ground recorded: 25.0 % (38 km²): Eastham 100.0 %, Westham 10.0 %."},
	}
	service := s.service()
	defer service.Close()
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got := ask(t, service, fieldSeries("assessed"), store.Pin{}, c.at)
			if got.Force == nil {
				t.Fatal("there is no force")
			}
			if diff := cmp.Diff(c.want, got.Force.Headline); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestALegendWithoutForceHasNone(t *testing.T) {
	s := planned(t)
	s.put(t, func(ctx context.Context, w store.Writer) error {
		settings, err := w.Settings(ctx, field, time.Time{})
		if err != nil {
			return err
		}
		for i := range settings.Controllers {
			settings.Controllers[i].Force = false
		}
		_, err = w.PutSettings(ctx, settings)
		return err
	})
	service := s.service()
	defer service.Close()
	if got := ask(t, service, fieldSeries("assessed"), store.Pin{}, day(12)); got.Force != nil {
		t.Errorf("got %v", got.Force)
	}
}
