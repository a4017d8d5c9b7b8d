package geo_test

import (
	"errors"
	"testing"
	"time"

	"pgregory.net/rapid"

	"splitline/geo"
)

// at returns an instant a number of seconds into 2025.
func at(second int) time.Time {
	return time.Date(2025, time.January, 1, 0, 0, second, 0, time.UTC)
}

// span returns the interval between two seconds of 2025; a negative end is open.
func span(from, to int) geo.Interval {
	i := geo.Interval{From: at(from)}
	if to >= 0 {
		i.To = at(to)
	}
	return i
}

func TestIntervalRelation(t *testing.T) {
	const open = -1
	tests := []struct {
		name string
		i, j geo.Interval
		want geo.Relation
	}{
		{"an interval that ends before the other starts is before it", span(0, 2), span(3, 5), geo.Before},
		{"an interval that ends where the other starts meets it", span(0, 3), span(3, 5), geo.Meets},
		{"an interval that reaches into the other overlaps it", span(0, 4), span(3, 5), geo.Overlaps},
		{"of two with one start the shorter begins the longer", span(0, 2), span(0, 5), geo.Begins},
		{"an interval inside the other is during it", span(1, 2), span(0, 5), geo.During},
		{"of two with one end the shorter ends the longer", span(3, 5), span(0, 5), geo.Ends},
		{"an interval equals itself", span(0, 5), span(0, 5), geo.Equals},
		{"of two with one end the longer is ended by the shorter", span(0, 5), span(3, 5), geo.EndedBy},
		{"an interval around the other contains it", span(0, 5), span(1, 2), geo.ContainsSpan},
		{"of two with one start the longer is begun by the shorter", span(0, 5), span(0, 2), geo.BegunBy},
		{"an interval reached into is overlapped by the other", span(3, 5), span(0, 4), geo.OverlappedBy},
		{"an interval that starts where the other ends is met by it", span(3, 5), span(0, 3), geo.MetBy},
		{"an interval that starts after the other ended is after it", span(3, 5), span(0, 2), geo.After},
		{"two open intervals of one start are equal", span(0, open), span(0, open), geo.Equals},
		{"an open interval is ended by a later open one", span(0, open), span(3, open), geo.EndedBy},
		{"an open interval contains a closed one inside it", span(0, open), span(1, 2), geo.ContainsSpan},
		{"a closed interval overlaps an open one that starts inside it", span(0, 4), span(3, open), geo.Overlaps},
		{"a closed interval meets the open one that follows it", span(0, 4), span(4, open), geo.Meets},
		{"an open interval is begun by a closed one of the same start", span(0, open), span(0, 4), geo.BegunBy},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := tt.i.Relation(tt.j); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}

// allen states each relation by the bounds, after Allen 1983, figure 2; an open end is later than every instant.
func allen() map[geo.Relation]func(a, b, c, d int) bool {
	return map[geo.Relation]func(a, b, c, d int) bool{
		geo.Before:       func(_, b, c, _ int) bool { return b < c },
		geo.Meets:        func(_, b, c, _ int) bool { return b == c },
		geo.Overlaps:     func(a, b, c, d int) bool { return a < c && c < b && b < d },
		geo.Begins:       func(a, b, c, d int) bool { return a == c && b < d },
		geo.During:       func(a, b, c, d int) bool { return c < a && b < d },
		geo.Ends:         func(a, b, c, d int) bool { return c < a && b == d },
		geo.Equals:       func(a, b, c, d int) bool { return a == c && b == d },
		geo.EndedBy:      func(a, b, c, d int) bool { return a < c && b == d },
		geo.ContainsSpan: func(a, b, c, d int) bool { return a < c && d < b },
		geo.BegunBy:      func(a, b, c, d int) bool { return a == c && d < b },
		geo.OverlappedBy: func(a, b, c, d int) bool { return c < a && a < d && d < b },
		geo.MetBy:        func(a, _, _, d int) bool { return d == a },
		geo.After:        func(a, _, _, d int) bool { return d < a },
	}
}

const never = 1 << 30

// drawSpan draws an interval on a small scale, so that bounds often coincide, and its bounds as numbers.
func drawSpan(t *rapid.T, name string) (i geo.Interval, from, to int) {
	from = rapid.IntRange(0, 6).Draw(t, name+" from")
	to = rapid.IntRange(from+1, 8).Draw(t, name+" to")
	if rapid.IntRange(0, 3).Draw(t, name+" open") == 0 {
		return span(from, -1), from, never
	}
	return span(from, to), from, to
}

func TestExactlyOneRelationHolds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		i, a, b := drawSpan(t, "i")
		j, c, d := drawSpan(t, "j")
		got := i.Relation(j)
		for relation, holds := range allen() {
			if holds(a, b, c, d) != (relation == got) {
				t.Fatalf("%v to %v: got %s, but %s holds: %t", i, j, got, relation, holds(a, b, c, d))
			}
		}
	})
}

func TestTheInverseRelationHoldsTheOtherWayRound(t *testing.T) {
	inverse := map[geo.Relation]geo.Relation{
		geo.Before: geo.After, geo.Meets: geo.MetBy, geo.Overlaps: geo.OverlappedBy, geo.Begins: geo.BegunBy,
		geo.During: geo.ContainsSpan, geo.Ends: geo.EndedBy, geo.Equals: geo.Equals, geo.EndedBy: geo.Ends,
		geo.ContainsSpan: geo.During, geo.BegunBy: geo.Begins, geo.OverlappedBy: geo.Overlaps, geo.MetBy: geo.Meets,
		geo.After: geo.Before,
	}
	rapid.Check(t, func(t *rapid.T) {
		i, _, _ := drawSpan(t, "i")
		j, _, _ := drawSpan(t, "j")
		if got, want := j.Relation(i), inverse[i.Relation(j)]; got != want {
			t.Fatalf("%v is %s %v, so the other way round must be %s, got %s", i, i.Relation(j), j, want, got)
		}
	})
}

func TestIntervalIsHalfOpen(t *testing.T) {
	tests := []struct {
		name   string
		i      geo.Interval
		second int
		want   bool
	}{
		{"the start belongs to the interval", span(2, 5), 2, true},
		{"the second before the end belongs to it", span(2, 5), 4, true},
		{"the end does not belong to it", span(2, 5), 5, false},
		{"the second before the start does not", span(2, 5), 1, false},
		{"an open interval holds any later instant", span(2, -1), 1 << 20, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := tt.i.Contains(at(tt.second)); got != tt.want {
				t.Errorf("got %t, want %t", got, tt.want)
			}
		})
	}
}

func TestAClosedQuestionMeetsAHalfOpenInterval(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		i, from, to := drawSpan(t, "zone")
		a := rapid.IntRange(0, 8).Draw(t, "a")
		b := rapid.IntRange(a, 9).Draw(t, "b")
		want := false
		for second := a; second <= b; second++ {
			want = want || from <= second && second < to
		}
		if got := i.Intersects(at(a), at(b)); got != want {
			t.Fatalf("%v and [%d, %d]: got %t, want %t", i, a, b, got, want)
		}
	})
}

func TestOpenBoundsOfAQuestion(t *testing.T) {
	var open time.Time
	if !span(2, 5).Intersects(open, open) {
		t.Error("the question about all time must be answered by every interval")
	}
	if span(2, 5).Intersects(open, at(1)) {
		t.Error("an interval must not answer a question that ends before it starts")
	}
	if span(2, 5).Intersects(at(5), open) {
		t.Error("an interval must not answer a question that starts at its end")
	}
	if !span(2, 5).Intersects(at(4), open) {
		t.Error("an interval must answer a question that starts in its last second")
	}
}

func TestValidInterval(t *testing.T) {
	i, err := geo.ValidInterval(at(1).Add(900*time.Millisecond), at(3).Add(time.Millisecond))
	if err != nil {
		t.Fatal(err)
	}
	if !i.Equal(span(1, 3)) {
		t.Errorf("got %v, want whole seconds 1 to 3", i)
	}
	refused := map[string][2]time.Time{
		"no start":                   {{}, at(3)},
		"an end before the start":    {at(3), at(1)},
		"an end at the start":        {at(3), at(3)},
		"a year RFC 3339 lacks":      {time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC), time.Time{}},
		"less than a second of time": {at(3), at(3).Add(999 * time.Millisecond)},
	}
	for name, bounds := range refused {
		if _, err := geo.ValidInterval(bounds[0], bounds[1]); !errors.Is(err, geo.ErrInvalid) {
			t.Errorf("%s must be refused, got %v", name, err)
		}
	}
}
