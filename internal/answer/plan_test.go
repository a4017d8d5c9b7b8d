package answer_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"splitline/geo"
	"splitline/geo/trend"
	"splitline/internal/answer"
	"splitline/internal/store"
)

// planned is a field half of which Israel holds; the plan leaves it that half and then the last three columns.
func planned(t testing.TB) *scene {
	s := newScene(t)
	s.field(t)
	s.say(t, fieldSeries("assessed"), eastOf(6, day(1), geo.HamasHeld))
	s.say(t, fieldSeries("plan"), eastOf(6, day(1), geo.Unassigned), eastOf(9, day(1).AddDate(0, 0, fieldPhase), geo.Unassigned))
	s.announce(t, "1", day(1))
	return s
}

func TestWhatWasHandedOverAndWhatWasTakenAreToldApart(t *testing.T) {
	s := planned(t)
	s.announce(t, "2", day(5))
	s.say(t, fieldSeries("assessed"), gives(8, 9, day(10), geo.HamasHeld), gives(5, 6, day(11), geo.IsraeliHeld))
	service := s.service()
	defer service.Close()
	got := ask(t, service, fieldSeries("assessed"), store.Pin{}, day(12))
	if got.Plan == nil {
		t.Fatal("there is no plan")
	}
	area := geo.Km2(boundaryOf(field, "outline", wide).AreaM2)
	want := []trend.Phase{
		{
			Phase: "1", Word: trend.Done, AnnouncedAt: day(1), AnnouncedPrecision: geo.ToInstant, Days: new(11), CountedFrom: day(1),
			Controller: geo.IsraeliHeld, ToHandOverShare: 1.0 / 12, ToHandOverKm2: new(area / 12), DoneShare: new(1.0),
			ReverseShare: new(1.0 / 12), ReverseKm2: new(area / 12),
		},
		{
			Phase: "2", Word: trend.UnderWay, AnnouncedAt: day(5), AnnouncedPrecision: geo.ToInstant, Days: new(7), CountedFrom: day(5),
			Controller: geo.IsraeliHeld, ToHandOverShare: 3.0 / 12, ToHandOverKm2: new(3 * area / 12), DoneShare: new(1.0 / 3),
			ReverseShare: new(1.0 / 12), ReverseKm2: new(area / 12),
		},
	}
	// A hundredth of a degree of latitude is not the same number of metres in every row.
	if diff := cmp.Diff(want, got.Plan.Phases, cmpopts.EquateApprox(0, 1e-3)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestAPhaseIsKnownFromWhenItsMilestoneWasRecorded(t *testing.T) {
	s := planned(t)
	service := s.service()
	defer service.Close()
	before := ask(t, service, fieldSeries("assessed"), store.Pin{}, day(20))
	s.announce(t, "2", day(5))
	cases := []struct {
		name string
		pin  store.Pin
		want trend.PhaseWord
	}{
		{"the newest state knows of it", store.Pin{}, trend.Announced},
		{"the state as of before does not", store.Pin{AsOf: before.AsOf}, trend.NotAnnounced},
		{"nor does the revision of before", store.Pin{Revision: 1}, trend.NotAnnounced},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got := ask(t, service, fieldSeries("assessed"), c.pin, day(20))
			if got.Plan == nil {
				if c.pin.Revision == 0 {
					t.Error("there is no plan")
				}
				return // the plan is younger than the revision
			}
			if word := got.Plan.Phases[1].Word; word != c.want {
				t.Errorf("phase 2 is %q, want %q", word, c.want)
			}
			again := ask(t, service, fieldSeries("assessed"), store.Pin{AsOf: got.AsOf}, day(20))
			if diff := cmp.Diff(got, again, ignoringNothing()); diff != "" {
				t.Errorf("as of the recorded time that the answer names (-then +now):\n%s", diff)
			}
		})
	}
}

// ignoringNothing compares answers, unexported fields of which say nothing to a reader.
func ignoringNothing() cmp.Option {
	return cmp.Options{cmpopts.IgnoreUnexported(answer.Outlook{}, trend.Sign{})}
}

func TestAPlanIsHeldAgainstNoPlan(t *testing.T) {
	s := planned(t)
	service := s.service()
	defer service.Close()
	got := ask(t, service, fieldSeries("plan"), store.Pin{}, day(12))
	if got.Plan != nil || got.Force != nil || got.Trend.Word != trend.Unknown {
		t.Errorf("got plan %v, force %v, trend %q", got.Plan, got.Force, got.Trend.Word)
	}
}

func TestThePlanIsFoldedOverTheBoundaryThatIsAskedFor(t *testing.T) {
	s := planned(t)
	s.put(t, func(ctx context.Context, w store.Writer) error {
		_, err := w.AddBoundary(ctx, boundaryOf(field, "narrow", wide-3))
		return err
	})
	service := s.service()
	defer service.Close()
	ctx := context.Background()
	state, err := service.State(ctx, fieldSeries("assessed"), store.Pin{})
	narrow, errAgainst := service.Against(ctx, state, geo.BoundaryRef{ID: "narrow"})
	if err := errors.Join(err, errAgainst); err != nil {
		t.Fatal(err)
	}
	got, err := service.Split(ctx, narrow, day(12))
	if err != nil {
		t.Fatal(err)
	}
	// Of nine columns Israel holds three, none of which phase 2 leaves to it.
	if share := got.Plan.Phases[1].ToHandOverShare; share < 0.332 || share > 0.334 {
		t.Errorf("%g is to hand over, want a third", share)
	}
}

func TestAnEnclaveWithoutPlanHasNone(t *testing.T) {
	s := newScene(t)
	s.field(t)
	s.say(t, fieldSeries("assessed"), eastOf(6, day(1), geo.HamasHeld))
	service := s.service()
	defer service.Close()
	if got := ask(t, service, fieldSeries("assessed"), store.Pin{}, day(12)); got.Plan != nil {
		t.Errorf("got plan %v", got.Plan)
	}
}

func TestTheDayOfAnAnnouncementIsThatOfTheEnclave(t *testing.T) {
	s := planned(t)
	s.put(t, func(ctx context.Context, w store.Writer) error {
		return w.AddMilestones(ctx, []geo.Milestone{{
			Enclave: field, Title: geo.English("Phase 2"), At: time.Date(2025, 10, 31, 22, 0, 0, 0, time.UTC), Precision: geo.ToMonth, Phase: "2",
			Source: namedSource("News"),
		}})
	})
	service := s.service()
	defer service.Close()
	got := ask(t, service, fieldSeries("assessed"), store.Pin{}, day(1).AddDate(0, 2, 0))
	const want = "Phase 1 reached. Phase 2, announced in November 2025: 25.0 points (38 km²) still to hand over; 0 done."
	if diff := cmp.Diff(want, got.Plan.Headline); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
