package coverage_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"splitline/geo"
	"splitline/geo/coverage"
)

// history is what the tests look at of a row.
type history struct {
	ID         geo.ZoneID
	Controller geo.ControllerID
	From, To   int // days of October, 0 for an open end
}

func histories(zones []geo.Zone) []history {
	var rows []history
	for _, z := range zones {
		h := history{z.ID, z.Label.Controller, z.Valid.From.Day(), 0}
		if !z.Valid.Open() {
			h.To = z.Valid.To.Day()
		}
		rows = append(rows, h)
	}
	return rows
}

func TestIdentify(t *testing.T) {
	half := painted(1, from(2, 0), "a", 0, 0.5)
	tests := []struct {
		name    string
		updates []geo.Update
		want    []history
	}{
		{"a first state gives new ids", []geo.Update{half}, []history{{1, "a", 2, 0}, {2, "unassigned", 2, 0}}},
		{
			"a moved front is a new row of the same id",
			[]geo.Update{half, painted(2, from(3, 0), "a", 0.5, 0.6)},
			[]history{{1, "a", 2, 3}, {2, "unassigned", 2, 3}, {1, "a", 3, 0}, {2, "unassigned", 3, 0}},
		},
		{
			"a zone that shrinks to half has a new id",
			[]geo.Update{half, painted(2, from(3, 0), "b", 0.25, 0.5)},
			[]history{{1, "a", 2, 3}, {2, "unassigned", 2, 0}, {3, "a", 3, 0}, {4, "b", 3, 0}},
		},
		{
			"of a zone cut in two the larger part keeps the id",
			[]geo.Update{half, painted(2, from(3, 0), "b", 0.1, 0.2)},
			[]history{{1, "a", 2, 3}, {2, "unassigned", 2, 0}, {3, "a", 3, 0}, {4, "b", 3, 0}, {1, "a", 3, 0}},
		},
		{
			"another controller is another zone",
			[]geo.Update{half, painted(2, from(3, 0), "b", 0, 0.5)},
			[]history{{1, "a", 2, 3}, {2, "unassigned", 2, 0}, {3, "b", 3, 0}},
		},
		{
			"an id that ended is not given again",
			[]geo.Update{half, painted(2, from(3, 4), "b", 0, 0.5)},
			[]history{{1, "a", 2, 3}, {2, "unassigned", 2, 0}, {3, "b", 3, 4}, {4, "a", 4, 0}},
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			zones, next := coverage.Identify(fold(t, test.updates...), nil, 1)
			if diff := cmp.Diff(test.want, histories(zones)); diff != "" {
				t.Error(diff)
			}
			for _, z := range zones {
				if z.ID >= next {
					t.Errorf("id %d is given though %d is next", z.ID, next)
				}
			}
		})
	}
}

func TestIdentifyAfterAnEditOfWhatIsRecorded(t *testing.T) {
	before := []geo.Update{painted(1, from(2, 0), "a", 0, 0.5), painted(2, from(8, 0), "a", 0.5, 0.6)}
	recorded := []history{{1, "a", 2, 8}, {2, "unassigned", 2, 8}, {1, "a", 8, 0}, {2, "unassigned", 8, 0}}
	tests := []struct {
		name  string
		edit  geo.Update
		want  []history // all rows wanted
		close int       // rows that do not stay
	}{
		{
			"an update after all others ends the rows it changes",
			painted(3, from(9, 0), "a", 0.6, 0.7),
			[]history{{1, "a", 2, 8}, {2, "unassigned", 2, 8}, {1, "a", 8, 9}, {2, "unassigned", 8, 9}, {1, "a", 9, 0}, {2, "unassigned", 9, 0}},
			2,
		},
		{
			"a short update in the past leaves the rows after it",
			painted(3, from(4, 5), "b", 0.9, 1),
			[]history{
				{1, "a", 2, 8},
				{2, "unassigned", 2, 4},
				{2, "unassigned", 4, 5},
				{4, "b", 4, 5},
				{2, "unassigned", 5, 8},
				{1, "a", 8, 0},
				{2, "unassigned", 8, 0},
			},
			1,
		},
		{
			"an update before all others takes the ids of what follows it",
			painted(3, from(1, 2), "a", 0, 0.4),
			[]history{{1, "a", 1, 2}, {2, "unassigned", 1, 2}, {1, "a", 2, 8}, {2, "unassigned", 2, 8}, {1, "a", 8, 0}, {2, "unassigned", 8, 0}},
			0,
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			current, next := coverage.Identify(fold(t, before...), nil, 1)
			if diff := cmp.Diff(recorded, histories(current)); diff != "" {
				t.Fatal(diff)
			}
			updates := append([]geo.Update{}, before...)
			at := 0
			for at < len(updates) && updates[at].Valid.From.Before(test.edit.Valid.From) {
				at++
			}
			updates = append(updates[:at:at], append([]geo.Update{test.edit}, updates[at:]...)...)
			wanted, _ := coverage.Identify(fold(t, updates...), current, next+1)
			if diff := cmp.Diff(test.want, histories(wanted)); diff != "" {
				t.Error(diff)
			}
			closed, added := coverage.Diff(current, wanted)
			if len(closed) != test.close || len(current)-len(closed)+len(added) != len(wanted) {
				t.Errorf("%d rows are closed and %d added", len(closed), len(added))
			}
		})
	}
}

func TestARowThatRestsOnOtherUpdatesIsAnotherRow(t *testing.T) {
	current, next := coverage.Identify(fold(t, painted(1, from(2, 0), "a", 0, 0.5)), nil, 1)
	corrected, _ := coverage.Identify(fold(t, painted(5, from(2, 0), "a", 0, 0.5)), current, next)
	closed, added := coverage.Diff(current, corrected)
	if diff := cmp.Diff([]history{{1, "a", 2, 0}}, histories(closed)); diff != "" {
		t.Error(diff)
	}
	if len(added) != 1 || added[0].ID != 1 || !added[0].Updates.Equal(geo.UpdatesOf(5)) {
		t.Errorf("got %+v", added)
	}
}

func TestAnUpdateThatSaysTheSameAgainChangesNoRow(t *testing.T) {
	first := painted(1, from(2, 0), "a", 0, 0.5)
	current, next := coverage.Identify(fold(t, first), nil, 1)
	wanted, _ := coverage.Identify(fold(t, first, painted(2, from(3, 0), "a", 0, 0.5)), current, next)
	if closed, added := coverage.Diff(current, wanted); len(closed)+len(added) > 0 {
		t.Errorf("%v are closed and %v added", histories(closed), histories(added))
	}
}

func at(zones []geo.Zone, instant time.Time) []geo.Zone {
	var held []geo.Zone
	for _, z := range zones {
		if z.Valid.Contains(instant) {
			held = append(held, z)
		}
	}
	return held
}

func TestRowsAreTheStatesAndEveryIDIsThereOnceAtATime(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawScene(t)
		outline := s.outline(t)
		updates := drawUpdates(t, s)
		half, err := coverage.Fold(context.Background(), outline, updates[:len(updates)/2], nil)
		if err != nil {
			t.Fatal(err)
		}
		states, err := coverage.Fold(context.Background(), outline, updates, nil)
		if err != nil {
			t.Fatal(err)
		}
		current, next := coverage.Identify(half, nil, 1)
		zones, next := coverage.Identify(states, current, next)
		for _, state := range states {
			held := at(zones, state.From)
			if err := coverage.CheckSnapshot(outline, held); err != nil {
				t.Fatal(err)
			}
			ids := make(map[geo.ZoneID]bool)
			for _, z := range held {
				if ids[z.ID] || z.ID <= 0 || z.ID >= next {
					t.Fatalf("id %d is not good at %v", z.ID, state.From)
				}
				ids[z.ID] = true
			}
			if len(held) != len(state.Coverage.Faces()) {
				t.Fatalf("%d rows for %d faces", len(held), len(state.Coverage.Faces()))
			}
		}
		again, _ := coverage.Identify(states, zones, next)
		if closed, added := coverage.Diff(zones, again); len(closed)+len(added) > 0 {
			t.Fatalf("%v are closed and %v added", histories(closed), histories(added))
		}
	})
}
