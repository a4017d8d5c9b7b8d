package server

import (
	"context"
	"fmt"
	"math"
	"net/http"
	"testing"

	"github.com/google/go-cmp/cmp"

	"splitline/geo"
	"splitline/internal/answer"
	"splitline/internal/store"
)

// moved lists the ground that changed hands, in percent of the enclave.
func moved(c answer.Changes) []string {
	list := []string{}
	for _, t := range c.Transfers {
		if t.From != t.To {
			list = append(list, fmt.Sprintf("%s to %s %.1f", t.From, t.To, 100*t.Share))
		}
	}
	return list
}

func TestChangesBetweenTwoDates(t *testing.T) {
	h := newServer(t, newWorld(t)).Handler()
	tests := []struct {
		name, query string
		moved       []string
		updates     []geo.UpdateID
		turnover    float64
	}{
		{
			"the front that moved between the dates, by the update that moved it", "?from=2025-10-20&to=2025-11-20",
			[]string{"hamas-held to israeli-held 10.0"},
			[]geo.UpdateID{2},
			0.1,
		},
		{
			"backwards it moves back", "?from=2025-11-20&to=2025-10-20",
			[]string{"israeli-held to hamas-held 10.0"},
			[]geo.UpdateID{2},
			0.1,
		},
		{"two dates of one state", "?from=2025-11-20&to=2025-12-20", []string{}, nil, 0},
		{"the instant of the change belongs to the later state", "?from=2025-10-31T23:59:59Z&to=2025-11-01T00:00:00Z", []string{"hamas-held to israeli-held 10.0"}, []geo.UpdateID{2}, 0.1},
		{"a revision knows nothing of the next", "?from=2025-10-20&to=2025-11-20&revision=1", []string{}, nil, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := decode[answer.Changes](t, get(h, seriesURL+"/changes"+tt.query))
			if diff := cmp.Diff(tt.moved, moved(got)); diff != "" {
				t.Errorf("ground (-want +got):\n%s", diff)
			}
			var updates []geo.UpdateID
			for _, u := range got.Updates {
				updates = append(updates, u.ID)
			}
			if diff := cmp.Diff(tt.updates, updates); diff != "" {
				t.Errorf("updates (-want +got):\n%s", diff)
			}
			if got.Turnover == nil || math.Abs(got.Turnover.Share-tt.turnover) > 1e-3 {
				t.Errorf("turnover %+v, want %g", got.Turnover, tt.turnover)
			}
		})
	}
}

func TestChangesBetweenTwoTimesOfKnowing(t *testing.T) {
	w := newWorld(t)
	h := newServer(t, w).Handler()
	first := decode[answer.Timeline](t, get(h, seriesURL+"/timeline?revision=1")).AsOf.Format("2006-01-02T15:04:05.999999Z")
	got := decode[answer.Changes](t, get(h, seriesURL+"/changes?from=2025-11-20&to=2025-11-20&from-as-of="+first))
	if diff := cmp.Diff([]string{"hamas-held to israeli-held 10.0"}, moved(got)); diff != "" {
		t.Errorf("ground (-want +got):\n%s", diff)
	}
	if got.Turnover != nil || got.Days != 0 || got.From.Revision != 1 || got.To.Revision != 2 {
		t.Errorf("turnover %+v, %g days, revisions %d and %d", got.Turnover, got.Days, got.From.Revision, got.To.Revision)
	}
	if len(got.Updates) != 1 || got.Updates[0].ID != 2 {
		t.Errorf("updates %+v", got.Updates)
	}
}

func TestChangesThatContradictThemselvesAreRefused(t *testing.T) {
	h := newServer(t, newWorld(t)).Handler()
	const dates = "?from=2025-10-20&to=2025-11-20"
	tests := []struct {
		name, query, parameter string
		status                 int
	}{
		{"no first date", "?to=2025-11-20", "from", http.StatusBadRequest},
		{"no second date", "?from=2025-11-20", "to", http.StatusBadRequest},
		{"revision and as-of", dates + "&revision=1&as-of=2025-12-01", "as-of", http.StatusBadRequest},
		{"as-of and one of the two", dates + "&to-as-of=2025-12-01&as-of=2025-12-01", "as-of", http.StatusBadRequest},
		{"revision and one of the two", dates + "&from-as-of=2025-12-01&revision=1", "revision", http.StatusBadRequest},
		{"a revision of two series", dates + "&to-series=plan&revision=1", "revision", http.StatusBadRequest},
		{"a name that cannot be a series", dates + "&to-series=The+plan", "to-series", http.StatusBadRequest},
		{"a series that is not there", dates + "&to-series=nothing", "to-series", http.StatusNotFound},
		{"a series that says nothing yet", dates + "&to-series=plan", "to", http.StatusNotFound},
		{"a first date before all updates", "?from=2025-01-01&to=2025-11-20", "from", http.StatusNotFound},
		{"a time before all records", dates + "&from-as-of=1999-12-31", "from-as-of", http.StatusNotFound},
		{"a boundary that is not there", dates + "&boundary=nothing", "boundary", http.StatusNotFound},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := problemIn(t, get(h, seriesURL+"/changes"+tt.query), tt.status); got.Parameter != tt.parameter {
				t.Errorf("blamed is %q, want %q: %s", got.Parameter, tt.parameter, got.Detail)
			}
		})
	}
}

// TestTurnoverAddsUpAlongThePath compares each pair of dates with the steps that the timeline tells of.
func TestTurnoverAddsUpAlongThePath(t *testing.T) {
	w := newLongWorld(t, 6)
	h := newServer(t, w).Handler()
	timeline := decode[answer.Timeline](t, get(h, seriesURL+"/timeline"))
	for i, from := range timeline.Changes {
		want := 0.0
		for j := i + 1; j < len(timeline.Changes); j++ {
			want += timeline.Changes[j].Turnover.Share
			got := decode[answer.Changes](t, get(h, fmt.Sprintf("%s/changes?from=%s&to=%s", seriesURL,
				from.From.Format("2006-01-02T15:04:05Z"), timeline.Changes[j].From.Format("2006-01-02T15:04:05Z"))))
			if math.Abs(got.Turnover.Share-want) > 1e-9 || got.ChangedShare > want+1e-9 {
				t.Errorf("from %d to %d: turnover %g, want %g; %g end to end", i, j, got.Turnover.Share, want, got.ChangedShare)
			}
		}
	}
}

// addClaim publishes another account: the front stands elsewhere.
func (w *world) addClaim(t *testing.T, kind geo.SeriesKind, at float64) geo.SeriesRef {
	t.Helper()
	ref := geo.SeriesRef{Enclave: enclaveID, Series: geo.SeriesID("other-" + string(kind))}
	w.write(t, func(ctx context.Context, tx store.Writer) error {
		if err := tx.AddSeries(ctx, geo.Series{Ref: ref, Title: geo.English("Another"), Kind: kind}); err != nil {
			return err
		}
		head, err := tx.Head(ctx, ref, store.Pin{})
		if err != nil {
			return err
		}
		u := replace(at)
		u.ID, u.Series = head.NextUpdate, ref
		_, err = tx.Publish(ctx, store.Publication{
			Head: head, Updates: []geo.Update{u}, Added: front(at, geo.Interval{From: firstDay}, u.ID),
		})
		return err
	})
	return ref
}

func TestSpreadSetsAccountsSideBySide(t *testing.T) {
	w := newWorld(t)
	w.addClaim(t, geo.ClaimedSeries, 34.205)
	w.addClaim(t, geo.PlannedSeries, 34.39)
	spread := decode[answer.Spread](t, get(newServer(t, w).Handler(), seriesURL+"/spread?datetime=2025-10-20"))
	accounts := []string{}
	for _, a := range append(spread.Accounts, spread.Planned...) {
		name := string(a.Series) + " " + string(a.Word)
		if a.Kind == answer.FigureAccount {
			name = fmt.Sprintf("figure %g", *a.Share)
		}
		accounts = append(accounts, fmt.Sprintf("%s, counts %t", name, a.InRange))
	}
	want := []string{
		"other-claimed one-holder, counts true", "reported two-zone, counts true", "figure 0.53, counts true",
		"other-planned one-holder, counts false",
	}
	if diff := cmp.Diff(want, accounts); diff != "" {
		t.Errorf("accounts (-want +got):\n%s", diff)
	}
	ranges := []string{}
	for _, r := range spread.Ranges {
		ranges = append(ranges, fmt.Sprintf("%s %.3f to %.3f", r.Controller, r.LeastShare, r.MostShare))
	}
	if diff := cmp.Diff([]string{"israeli-held 0.500 to 0.975", "hamas-held 0.025 to 0.500"}, ranges); diff != "" {
		t.Errorf("ranges (-want +got):\n%s", diff)
	}
	if !spread.WordChanges || spread.Headline != "Israeli-held 50–98 % by account; the word changes: one-holder by other-claimed" {
		t.Errorf("changes %t: %q", spread.WordChanges, spread.Headline)
	}
}

func TestSpreadVariesTheConventions(t *testing.T) {
	w := newWorld(t)
	w.write(t, func(ctx context.Context, tx store.Writer) error {
		narrow := outline("narrow")
		narrow.Geometry[0] = rectangle(34.29, south, east, north)
		narrow.AreaM2 = geo.AreaM2(narrow.Geometry)
		_, err := tx.AddBoundary(ctx, narrow)
		return err
	})
	spread := decode[answer.Spread](t, get(newServer(t, w).Handler(), seriesURL+"/spread?datetime=2025-10-20"))
	varied := []string{}
	for _, v := range spread.Sensitivity {
		varied = append(varied, fmt.Sprintf("%s %s: %s %.3f, changes %t", v.Parameter, v.Value, v.Word, v.Controllers[0].Share, v.ChangesWord))
	}
	want := []string{
		"epsilon_m 25: two-zone 0.500, changes false", "epsilon_m 100: two-zone 0.500, changes false",
		"minimum_mapping_unit_km2 0.125: two-zone 0.500, changes false", "minimum_mapping_unit_km2 0.5: two-zone 0.500, changes false",
		"line_shift_m -100: two-zone 0.495, changes false", "line_shift_m 100: two-zone 0.505, changes false",
		"boundary narrow:1: one-holder 0.909, changes true",
	}
	if diff := cmp.Diff(want, varied); diff != "" {
		t.Errorf("variations (-want +got):\n%s", diff)
	}
	if spread.Headline != "Israeli-held 50–53 % by account; the word changes: one-holder within boundary narrow:1" {
		t.Errorf("headline %q", spread.Headline)
	}
}

func TestAFigureStandsUntilTheNextOfItsKindAndCountsIfItNamesAHolder(t *testing.T) {
	w := newWorld(t)
	w.write(t, func(ctx context.Context, tx store.Writer) error {
		figure := func(kind string, share float64, day int, holder geo.ControllerID) geo.Figure {
			return geo.Figure{
				Enclave: enclaveID, Kind: kind, Share: share, At: firstDay.AddDate(0, 0, day), Precision: geo.ToDay,
				Controller: holder, Source: source("News"),
			}
		}
		return tx.AddFigures(ctx, []geo.Figure{
			figure("control", 0.5, 1, geo.IsraeliHeld), figure("control", 0.9, 400, geo.IsraeliHeld),
			figure("beyond the blocks", 0.63, 2, geo.IsraeliHeld), figure("displacement orders", 0.88, 0, ""),
		})
	})
	spread := decode[answer.Spread](t, get(newServer(t, w).Handler(), seriesURL+"/spread?datetime=2025-12-20"))
	figures := []string{}
	for _, a := range spread.Accounts {
		if a.Kind == answer.FigureAccount {
			figures = append(figures, fmt.Sprintf("%s %g, counts %t", a.FigureKind, *a.Share, a.InRange))
		}
	}
	want := []string{"displacement orders 0.88, counts false", "control 0.5, counts true", "beyond the blocks 0.63, counts true"}
	if diff := cmp.Diff(want, figures); diff != "" {
		t.Errorf("figures (-want +got):\n%s", diff)
	}
}
