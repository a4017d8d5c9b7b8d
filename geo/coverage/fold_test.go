package coverage_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"splitline/geo"
	"splitline/geo/coverage"
)

// day returns the start of a day of October 2025.
func day(n int) time.Time { return time.Date(2025, time.October, n, 0, 0, 0, 0, time.UTC) }

// from returns the interval from one day until another, open if until is 0.
func from(start, until int) geo.Interval {
	i := geo.Interval{From: day(start)}
	if until > 0 {
		i.To = day(until)
	}
	return i
}

// painted returns an update that gives a column of the unit square, a tenth wide or more, to a controller.
func painted(id geo.UpdateID, valid geo.Interval, controller geo.ControllerID, west, east float64) geo.Update {
	return geo.Update{
		ID: id, Kind: geo.Paint, Valid: valid, Place: int64(id),
		Assessment: geo.Assessment{Level: geo.Reported, Quality: geo.Traced},
		Areas:      []geo.Area{{Name: "column", Controller: controller, Geometry: square(34+west, 30, 34+east, 33)}},
	}
}

func replaced(u geo.Update, remainder geo.ControllerID) geo.Update {
	u.Kind, u.Remainder = geo.Replace, remainder
	return u
}

// holders draws a coverage as the letters of the controllers of its ten columns; unassigned is a dot.
func holders(c *coverage.Coverage) string {
	var s []byte
	for i := range 10 {
		label, _ := labelAt(c, square(34.05+float64(i)/10, 31.5, 35, 32)[0][0][0])
		switch {
		case label == coverage.Unassigned():
			s = append(s, '.')
		default:
			s = append(s, label.Controller[0])
		}
	}
	return string(s)
}

func fold(t testing.TB, updates ...geo.Update) []coverage.State {
	states, err := coverage.Fold(context.Background(), square(34, 31, 35, 32), updates, nil)
	if err != nil {
		t.Fatal(err)
	}
	return states
}

func TestFold(t *testing.T) {
	affirm := geo.Update{ID: 9, Kind: geo.Affirm, Valid: from(5, 0)}
	tests := []struct {
		name    string
		updates []geo.Update
		want    map[int]string // by the day of October a state begins
	}{
		{"no update makes no state", nil, map[int]string{}},
		{"an affirm alone makes no state", []geo.Update{affirm}, map[int]string{}},
		{"a first paint starts from the whole enclave unassigned", []geo.Update{painted(1, from(2, 0), "a", 0, 0.5)}, map[int]string{2: "aaaaa....."}},
		{
			"a later paint makes its neighbour give way",
			[]geo.Update{painted(1, from(2, 0), "a", 0, 0.5), painted(2, from(4, 0), "b", 0.3, 1)},
			map[int]string{2: "aaaaa.....", 4: "aaabbbbbbb"},
		},
		{
			"the end of an update gives back what the fold without it gives",
			[]geo.Update{painted(1, from(2, 6), "a", 0, 0.5), painted(2, from(3, 5), "b", 0.3, 0.8), painted(3, from(4, 0), "c", 0.7, 1)},
			map[int]string{2: "aaaaa.....", 3: "aaabbbbb..", 4: "aaabbbbccc", 5: "aaaaa..ccc", 6: ".......ccc"},
		},
		{
			"ground that no update holds any longer is unassigned",
			[]geo.Update{painted(1, from(2, 4), "a", 0, 0.5), painted(2, from(6, 0), "b", 0, 0.1)},
			map[int]string{2: "aaaaa.....", 4: "..........", 6: "b........."},
		},
		{
			"a replace hides what is before it",
			[]geo.Update{painted(1, from(2, 0), "a", 0, 0.5), replaced(painted(2, from(3, 0), "b", 0.9, 1), "c")},
			map[int]string{2: "aaaaa.....", 3: "cccccccccb"},
		},
		{
			"a replace that ends uncovers it",
			[]geo.Update{painted(1, from(2, 0), "a", 0, 0.5), replaced(painted(2, from(3, 5), "b", 0.9, 1), "c"), painted(3, from(4, 0), "d", 0, 0.1)},
			map[int]string{2: "aaaaa.....", 3: "cccccccccb", 4: "dccccccccb", 5: "daaaa....."},
		},
		{
			"days without change are one state",
			[]geo.Update{replaced(painted(1, from(2, 0), "a", 0, 0.5), "c"), replaced(painted(2, from(3, 0), "a", 0, 0.5), "c"), affirm},
			map[int]string{2: "aaaaaccccc"},
		},
		{
			"of two updates from one instant the later place wins",
			[]geo.Update{painted(1, from(2, 0), "a", 0, 0.5), painted(2, from(2, 0), "b", 0.4, 0.6)},
			map[int]string{2: "aaaabb...."},
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := make(map[int]string)
			for _, s := range fold(t, test.updates...) {
				got[s.From.Day()] = holders(s.Coverage)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestFoldNamesTheUpdateThatItRefuses(t *testing.T) {
	bad := painted(7, from(3, 0), "a", 0, 0.5)
	bad.Areas = append(bad.Areas, geo.Area{Name: "other", Controller: "b", Geometry: square(34.4, 30, 34.6, 33)})
	_, err := coverage.Fold(context.Background(), square(34, 31, 35, 32), []geo.Update{painted(1, from(2, 0), "a", 0, 1), bad}, nil)
	var fold *coverage.FoldError
	var overlap *coverage.OverlapError
	if !errors.As(err, &fold) || fold.Update != 7 || !fold.At.Equal(day(3)) {
		t.Fatalf("got %v", err)
	}
	if !errors.As(err, &overlap) || overlap.A != "column" || overlap.B != "other" || !errors.Is(err, geo.ErrInvalid) {
		t.Fatalf("got %v", err)
	}
	if p := overlap.Place; p[0] < 34.4 || p[0] > 34.5 || p[1] < 30 || p[1] > 33 {
		t.Errorf("the overlap is not at %v", p)
	}
}

func TestFoldStopsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	updates := []geo.Update{painted(1, from(2, 0), "a", 0, 0.5), painted(2, from(3, 0), "b", 0, 0.5)}
	_, err := coverage.Fold(ctx, square(34, 31, 35, 32), updates, func(done, total int) {
		if done != 1 || total != 2 {
			t.Errorf("progress is %d of %d", done, total)
		}
		cancel()
	})
	if !errors.Is(err, context.Canceled) {
		t.Fatalf("got %v", err)
	}
}

func TestAZoneListsTheUpdatesItRestsOn(t *testing.T) {
	states := fold(t, painted(1, from(2, 0), "a", 0, 0.3), painted(2, from(3, 0), "a", 0.2, 0.5), painted(3, from(4, 0), "b", 0.9, 1))
	var got []geo.UpdateSet
	for _, f := range states[2].Coverage.Faces() {
		got = append(got, f.Updates)
	}
	if diff := cmp.Diff([]geo.UpdateSet{geo.UpdatesOf(1, 2), {}, geo.UpdatesOf(3)}, got); diff != "" {
		t.Error(diff)
	}
}

// drawUpdates draws paints and replaces, some with an end, in order.
func drawUpdates(t *rapid.T, s *scene) []geo.Update {
	updates := make([]geo.Update, rapid.IntRange(1, 6).Draw(t, "updates"))
	start := 1
	for i := range updates {
		start += rapid.IntRange(0, 2).Draw(t, "step")
		u := geo.Update{ID: geo.UpdateID(i + 1), Kind: geo.Paint, Valid: from(start, 0), Place: int64(i)}
		if length := rapid.IntRange(0, 6).Draw(t, "length"); length > 0 {
			u.Valid = from(start, start+length)
		}
		for _, a := range s.areas(t, u.ID) {
			u.Areas = append(u.Areas, geo.Area{Name: a.Name, Controller: a.Label.Controller, Geometry: a.Geometry})
		}
		if rapid.IntRange(0, 3).Draw(t, "replaces") == 0 {
			u = replaced(u, "c")
		}
		updates[i] = u
	}
	return updates
}

// TestAStateIsTheFoldOfTheUpdatesInForce folds anew, from nothing, for each instant.
func TestAStateIsTheFoldOfTheUpdatesInForce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawScene(t)
		outline := s.outline(t)
		updates := drawUpdates(t, s)
		states, err := coverage.Fold(context.Background(), outline, updates, nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, state := range states {
			want := layAll(t, outline, updates, state.From)
			if !state.Coverage.Equal(want) {
				t.Fatalf("at %v:\n%v\nwant\n%v", state.From, state.Coverage.Faces(), want.Faces())
			}
		}
	})
}
