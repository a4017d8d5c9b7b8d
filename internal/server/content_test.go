package server

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"

	"splitline/geo"
	"splitline/geo/split"
	"splitline/internal/answer"
	"splitline/internal/store"
)

const seriesURL = "/api/v1/enclaves/strip/series/reported"

// entry is what a test says of an entry of a history.
type entry struct {
	From, To   string
	Controller geo.ControllerID
	Update     geo.UpdateID
	Affirmed   string
}

func entriesAt(t *testing.T, s *Server, lon, lat float64) []entry {
	t.Helper()
	history := decode[answer.History](t, get(s.Handler(), fmt.Sprintf("%s/history?lon=%g&lat=%g", seriesURL, lon, lat)))
	entries := []entry{}
	for _, e := range history.Entries {
		told := entry{From: day(e.From.Time), To: day(e.To.Time), Controller: e.Controller, Affirmed: day(e.Affirmed.Time)}
		if e.Update != nil {
			told.Update = e.Update.ID
		}
		entries = append(entries, told)
	}
	return entries
}

func day(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.DateOnly)
}

func TestHistory(t *testing.T) {
	w := newWorld(t)
	s := newServer(t, w)
	w.affirm(t, thirdDay)
	tests := []struct {
		name     string
		lon, lat float64
		want     []entry
	}{
		{
			"ground that the front passed over has two entries, newest first", 34.29, 31.25,
			[]entry{
				{"2025-11-01", "", geo.IsraeliHeld, 2, "2025-12-01"},
				{"2025-10-10", "2025-11-01", geo.HamasHeld, 1, "2025-10-10"},
			},
		},
		{
			"ground that a second update gives to the same holder has an entry for each update", 34.32, 31.25,
			[]entry{
				{"2025-11-01", "", geo.IsraeliHeld, 2, "2025-12-01"},
				{"2025-10-10", "2025-11-01", geo.IsraeliHeld, 1, "2025-10-10"},
			},
		},
		{
			"ground that the second update did not touch has one entry, by the first", 34.38, 31.25,
			[]entry{{"2025-10-10", "", geo.IsraeliHeld, 1, "2025-12-01"}},
		},
		{
			"a remainder rests on the replace that left it over", 34.21, 31.25,
			[]entry{{"2025-10-10", "", geo.HamasHeld, 1, "2025-12-01"}},
		},
		{"a spot outside the enclave has none", 34.5, 31.25, []entry{}},
		{"the antipodes have none", -145.7, -31.2, []entry{}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, entriesAt(t, s, tt.lon, tt.lat)); diff != "" {
				t.Errorf("entries (-want +got):\n%s", diff)
			}
		})
	}
	t.Run("a spot on the front is held by one controller at a time", func(t *testing.T) {
		for _, lon := range []float64{34.28, 34.3} {
			entries := entriesAt(t, s, lon, 31.25)
			for i := 1; i < len(entries); i++ {
				if entries[i].To != entries[i-1].From {
					t.Errorf("at %g: %+v", lon, entries)
				}
			}
			if len(entries) == 0 || entries[0].To != "" {
				t.Errorf("at %g: %+v", lon, entries)
			}
		}
	})
}

func TestGroundThatNoUpdateCoversHasNoUpdate(t *testing.T) {
	w := newWorld(t)
	ends := secondDay.AddDate(0, 0, 7)
	w.write(t, func(ctx context.Context, tx store.Writer) error {
		head, err := tx.Head(ctx, plan, store.Pin{})
		if err != nil {
			return err
		}
		u := paint(34.3, secondDay)
		u.ID, u.Series, u.Valid.To = head.NextUpdate, plan, ends
		all := rectangle(west, south, east, north)
		zone := func(id geo.ZoneID, label geo.Label, valid geo.Interval, updates ...geo.UpdateID) geo.Zone {
			return geo.Zone{ID: id, Label: label, Valid: valid, Polygon: all, AreaM2: geo.PolygonAreaM2(all), Updates: geo.UpdatesOf(updates...)}
		}
		_, err = tx.Publish(ctx, store.Publication{Head: head, Updates: []geo.Update{u}, Added: []geo.Zone{
			zone(1, u.Label(geo.IsraeliHeld, geo.Stated), u.Valid, u.ID),
			zone(2, geo.Label{Controller: geo.Unassigned, Basis: geo.Remainder}, geo.Interval{From: ends}),
		}})
		return err
	})
	h := newServer(t, w).Handler()
	history := decode[answer.History](t, get(h, "/api/v1/enclaves/strip/series/plan/history?lon=34.32&lat=31.25"))
	if len(history.Entries) != 2 || history.Entries[0].Update != nil || history.Entries[0].Controller != geo.Unassigned ||
		history.Entries[1].Update == nil {
		t.Errorf("entries %+v", history.Entries)
	}
}

func TestTimeline(t *testing.T) {
	w := newWorld(t)
	w.affirm(t, thirdDay)
	timeline := decode[answer.Timeline](t, get(newServer(t, w).Handler(), seriesURL+"/timeline"))
	if len(timeline.Changes) != 2 || len(timeline.Updates) != 3 || timeline.Revision != 3 {
		t.Fatalf("%d changes, %d updates, revision %d", len(timeline.Changes), len(timeline.Updates), timeline.Revision)
	}
	for name, got := range map[string]answer.Time{
		"2025-10-10": timeline.First, "2025-12-01": timeline.LastObserved,
	} {
		if day(got.Time) != name {
			t.Errorf("got %v, want %s", got, name)
		}
	}
	first, second := timeline.Changes[0], timeline.Changes[1]
	if !first.To.Equal(second.From.Time) || !second.To.IsZero() {
		t.Errorf("changes from %v to %v and from %v to %v", first.From, first.To, second.From, second.To)
	}
	if diff := cmp.Diff([]geo.UpdateID{2}, second.Updates); diff != "" {
		t.Errorf("updates of the second change (-want +got):\n%s", diff)
	}
	if first.Verdict.Word != "two-zone" || !second.Verdict.Since.Equal(first.From.Time) {
		t.Errorf("verdicts %+v and %+v", first.Verdict, second.Verdict)
	}
	shares := make(map[geo.ControllerID]string)
	for _, h := range second.Controllers {
		shares[h.ID] = fmt.Sprintf("%.4f in %d", h.Share, h.Parts)
	}
	if diff := cmp.Diff(map[geo.ControllerID]string{geo.IsraeliHeld: "0.6000 in 1", geo.HamasHeld: "0.4000 in 1"}, shares); diff != "" {
		t.Errorf("shares (-want +got):\n%s", diff)
	}
}

func TestSplitNamesTheInstantAndItsSnapshot(t *testing.T) {
	h := newServer(t, newWorld(t)).Handler()
	tests := []struct{ name, query, datetime, from, to, last string }{
		{"a date is its last second in the enclave", "?datetime=2025-10-20", "2025-10-20T20:59:59Z", "2025-10-10", "2025-11-01", "2025-10-10"},
		{"an instant is itself", "?datetime=2025-10-20T10:00:00Z", "2025-10-20T10:00:00Z", "2025-10-10", "2025-11-01", "2025-10-10"},
		{"a moment of change is answered by the later state", "?datetime=2025-11-01T00:00:00Z", "2025-11-01T00:00:00Z", "2025-11-01", "", "2025-11-01"},
		{"the second before by the earlier", "?datetime=2025-10-31T23:59:59Z", "2025-10-31T23:59:59Z", "2025-10-10", "2025-11-01", "2025-10-10"},
		{"an offset whose plus became a space", "?datetime=2025-11-01T02:00:00+02:00", "2025-11-01T00:00:00Z", "2025-11-01", "", "2025-11-01"},
		{"without one it is now", "", "2026-01-15T12:00:00Z", "2025-11-01", "", "2025-11-01"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			told := decode[answer.Split](t, get(h, seriesURL+"/split"+tt.query))
			got := []string{told.Datetime.Format(time.RFC3339), day(told.From.Time), day(told.To.Time), day(told.LastUpdate.Time)}
			if diff := cmp.Diff([]string{tt.datetime, tt.from, tt.to, tt.last}, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if told.ZonesSince.Format(time.DateOnly) != tt.from || told.Revision != 2 || told.Enclave != enclaveID {
				t.Errorf("zones since %v, revision %d of %s", told.ZonesSince, told.Revision, told.Enclave)
			}
		})
	}
}

func TestSharesAgainstAnotherBoundary(t *testing.T) {
	w := newWorld(t)
	w.write(t, func(ctx context.Context, tx store.Writer) error {
		smaller := outline("smaller")
		smaller.Geometry[0] = rectangle(34.25, south, east, north)
		smaller.AreaM2 = geo.AreaM2(smaller.Geometry)
		_, err := tx.AddBoundary(ctx, smaller)
		return err
	})
	h := newServer(t, w).Handler()
	for _, query := range []string{"&boundary=smaller", "&boundary=smaller:1"} {
		told := decode[answer.Split](t, get(h, seriesURL+"/split?datetime=2025-10-20"+query))
		if told.Boundary.ID != "smaller" {
			t.Fatalf("against %+v", told.Boundary)
		}
		shares := make(map[geo.ControllerID]string)
		for _, c := range told.Controllers {
			shares[c.ID] = fmt.Sprintf("%.4f", c.Share)
		}
		if diff := cmp.Diff(map[geo.ControllerID]string{geo.IsraeliHeld: "0.6667", geo.HamasHeld: "0.3333"}, shares); diff != "" {
			t.Errorf("shares (-want +got):\n%s", diff)
		}
	}
	timeline := decode[answer.Timeline](t, get(h, seriesURL+"/timeline?boundary=smaller"))
	if len(timeline.Changes) != 2 || timeline.Boundary.ID != "smaller" {
		t.Errorf("%d changes against %s", len(timeline.Changes), timeline.Boundary.ID)
	}
}

func TestMeasuresAreKeptInTheStore(t *testing.T) {
	w := newWorld(t)
	first := get(newServer(t, w).Handler(), seriesURL+"/timeline").Body.String()
	later := newServer(t, &world{store: w.store, metric: func(orb.Bound) split.Metric {
		t.Error("measured again")
		return w.metric(orb.Bound{})
	}})
	if got := get(later.Handler(), seriesURL+"/timeline").Body.String(); got != first {
		t.Errorf("a server started later answers\n%s\nwant\n%s", got, first)
	}
}

func TestNothingBreaksWhereTheFileCannotBeWritten(t *testing.T) {
	w := newWorld(t)
	h := newServer(t, w, func(c *Config) { c.Store = readOnly{w.store} }).Handler()
	if got := get(h, seriesURL+"/timeline"); got.Code != 200 {
		t.Errorf("the timeline is %d: %s", got.Code, got.Body)
	}
}

// readOnly is a store that cannot be written.
type readOnly struct{ store.Store }

func (readOnly) Write(context.Context, func(store.Writer) error) error { return store.ErrReadOnly }
