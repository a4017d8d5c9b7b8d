package answer_test

import (
	"context"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"splitline/geo"
	"splitline/internal/answer"
	"splitline/internal/ingest"
	"splitline/internal/store"
)

const (
	field      = geo.EnclaveID("field")
	forceID    = geo.ControllerID("force")
	fieldPhase = 30 // days between the updates of the plan
)

func fieldSeries(id geo.SeriesID) geo.SeriesRef { return geo.SeriesRef{Enclave: field, Series: id} }

// field adds an enclave of 12 by 12 blocks with a legend that has a force, grouped with Israel, and the series assessed
// and plan, which say nothing yet.
func (s *scene) field(t testing.TB) {
	t.Helper()
	s.put(t, func(ctx context.Context, w store.Writer) error {
		settings := geo.DefaultSettings(field)
		settings.Controllers = append(settings.Controllers, geo.Controller{
			ID: forceID, Label: geo.English("Force"), Definition: geo.English("It is there."), Force: true,
		})
		settings.Sides = []geo.Side{{ID: "green", Label: geo.English("Green zone"), Controllers: []geo.ControllerID{geo.IsraeliHeld, forceID}}}
		enclave := geo.Enclave{ID: field, Name: geo.English("The Field"), TimeZone: "Asia/Gaza"}
		if err := w.AddEnclave(ctx, enclave, boundaryOf(field, "outline", wide), settings); err != nil {
			return err
		}
		for id, kind := range map[geo.SeriesID]geo.SeriesKind{"assessed": geo.AssessedSeries, "plan": geo.PlannedSeries} {
			if err := w.AddSeries(ctx, geo.Series{Ref: fieldSeries(id), Title: geo.English(string(id)), Kind: kind}); err != nil {
				return err
			}
		}
		return nil
	})
}

func (s *scene) put(t testing.TB, f func(context.Context, store.Writer) error) {
	t.Helper()
	ctx := context.Background()
	if err := s.writing.Write(ctx, func(w store.Writer) error { return f(ctx, w) }); err != nil {
		t.Fatal(err)
	}
}

// say publishes updates, each as an edition of its own.
func (s *scene) say(t testing.TB, ref geo.SeriesRef, updates ...geo.Update) {
	t.Helper()
	for _, u := range updates {
		u.Series = ref
		if _, err := s.ingest.Publish(context.Background(), ref, []geo.Update{u}, geo.Edition{Title: "Said"}, ingest.Progress(nil)); err != nil {
			t.Fatal(err)
		}
	}
}

// looked is a source that looked at an instant.
func looked(at time.Time) []geo.Source {
	return []geo.Source{{Title: "Look", Grade: geo.NotJudged, ObservedAt: at}}
}

func held(quality geo.GeometryQuality) geo.Assessment {
	return geo.Assessment{Level: geo.Assessed, Quality: quality}
}

// eastOf says that Israel holds everything east of a column, and the other the rest.
func eastOf(column int, from time.Time, rest geo.ControllerID) geo.Update {
	return geo.Update{
		Kind: geo.Replace, Valid: geo.Interval{From: from}, FromPrecision: geo.ToInstant, Remainder: rest,
		Areas:      []geo.Area{{Name: "east", Controller: geo.IsraeliHeld, Geometry: orb.MultiPolygon{block(column, 0, wide, wide)}}},
		Assessment: held(geo.Traced), Sources: looked(from),
	}
}

// gives says that columns of the field go to a controller.
func gives(from, to int, at time.Time, controller geo.ControllerID) geo.Update {
	return geo.Update{
		Kind: geo.Paint, Valid: geo.Interval{From: at}, FromPrecision: geo.ToInstant,
		Areas:      []geo.Area{{Name: "columns", Controller: controller, Geometry: orb.MultiPolygon{block(from, 0, to, wide)}}},
		Assessment: held(geo.Traced), Sources: looked(at),
	}
}

// affirms says that somebody looked.
func affirms(at time.Time) geo.Update {
	return geo.Update{
		Kind: geo.Affirm, Valid: geo.Interval{From: at}, FromPrecision: geo.ToInstant, Assessment: held(geo.Traced), Sources: looked(at),
	}
}

// every affirms each ten days within a number of days.
func every(from time.Time, days int) (updates []geo.Update) {
	for d := 10; d <= days; d += 10 {
		updates = append(updates, affirms(from.AddDate(0, 0, d)))
	}
	return updates
}

// announce adds a milestone that announces a phase.
func (s *scene) announce(t testing.TB, phase string, at time.Time) {
	t.Helper()
	s.put(t, func(ctx context.Context, w store.Writer) error {
		return w.AddMilestones(ctx, []geo.Milestone{{
			Enclave: field, Title: geo.English("Phase " + phase), At: at, Precision: geo.ToInstant, Phase: phase, Source: namedSource("News"),
		}})
	})
}

// ask answers about an instant of a series with what a service knows.
func ask(t testing.TB, service *answer.Service, ref geo.SeriesRef, pin store.Pin, at time.Time) answer.Split {
	t.Helper()
	state, err := service.State(context.Background(), ref, pin)
	if err != nil {
		t.Fatal(err)
	}
	made, err := service.Split(context.Background(), state, at)
	if err != nil {
		t.Fatal(err)
	}
	return made
}
