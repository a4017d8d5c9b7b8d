package coverage_test

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"slices"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"splitline/geo"
	"splitline/geo/coverage"
)

// shelf keeps linework in memory.
type shelf map[string][]byte

// record is a series as a store has it.
type record struct {
	outline orb.MultiPolygon
	updates []geo.Update
	zones   []geo.Zone
	next    geo.ZoneID
	shelf   shelf
}

func (r record) Linework(_ context.Context, key string) ([]byte, error) { return r.shelf[key], nil }

// ZonesSince returns no more than it must.
func (r record) ZonesSince(_ context.Context, at time.Time) ([]geo.Zone, error) {
	return slices.DeleteFunc(slices.Clone(r.zones), func(z geo.Zone) bool {
		return !at.IsZero() && !z.Valid.Open() && z.Valid.To.Before(at)
	}), nil
}

func (r record) ZonesEnding(_ context.Context, at time.Time) ([]geo.Zone, error) {
	return slices.DeleteFunc(slices.Clone(r.zones), func(z geo.Zone) bool { return z.Valid.Open() || !z.Valid.To.Equal(at) }), nil
}

func (r record) basis() coverage.Basis { return coverage.Basis{Updates: r.updates, Next: r.next} }

// whole returns what the fold of everything closes and adds, and the rows after it.
func (r record) whole(t fataler, updates []geo.Update) (closed, added, zones []geo.Zone, next geo.ZoneID) {
	states, err := coverage.Fold(context.Background(), r.outline, updates, nil)
	if err != nil {
		t.Fatal(err)
	}
	zones, next = coverage.Identify(states, r.zones, r.next)
	closed, added = coverage.Diff(r.zones, zones)
	return closed, added, zones, next
}

type fataler interface{ Fatal(args ...any) }

// publish folds from the record on, holds that against the fold of everything, and records it.
func (r *record) publish(t fataler, updates []geo.Update) coverage.Refolded {
	done, err := coverage.Refold(context.Background(), r.outline, r.basis(), updates, r, nil)
	if err != nil {
		t.Fatal(err)
	}
	closed, added, zones, next := r.whole(t, updates)
	if diff := gocmp.Diff(closed, done.Closed, cmpopts.EquateEmpty()); diff != "" {
		t.Fatal("closed (-whole +refolded):\n" + diff)
	}
	if diff := gocmp.Diff(added, done.Added, cmpopts.EquateEmpty()); diff != "" {
		t.Fatal("added (-whole +refolded):\n" + diff)
	}
	slices.SortStableFunc(zones, func(a, b geo.Zone) int {
		return cmp.Or(a.Valid.From.Compare(b.Valid.From), cmp.Compare(a.ID, b.ID))
	})
	r.updates, r.zones, r.next = updates, zones, next
	maps.Copy(r.shelf, done.Linework)
	return done
}

// moves draws what a publication does to the updates in force: new ones at any time, some that end, corrections that
// take the place of others, and updates taken out.
func moves(t *rapid.T, s *scene, inForce []geo.Update, next *geo.UpdateID) []geo.Update {
	updates := slices.Clone(inForce)
	for _, drawn := range drawUpdates(t, s)[:1] {
		*next++
		drawn.ID, drawn.Place = *next, int64(*next)
		for i := range drawn.Areas {
			drawn.Areas[i].Name = "new"
		}
		start := rapid.IntRange(1, 20).Draw(t, "start")
		if drawn.Valid = from(start, 0); rapid.Bool().Draw(t, "ends") {
			drawn.Valid = from(start, start+rapid.IntRange(1, 9).Draw(t, "length"))
		}
		i := 0
		if len(updates) > 0 {
			i = rapid.IntRange(0, len(updates)-1).Draw(t, "which")
		}
		switch kind := rapid.IntRange(0, 5).Draw(t, "move"); {
		case kind == 0 && len(updates) > 0: // withdrawn
			updates = slices.Delete(updates, i, i+1)
		case kind == 1 && len(updates) > 0: // superseded
			drawn.Place = updates[i].Place
			updates = append(slices.Delete(updates, i, i+1), drawn)
		case kind == 2:
			updates = append(updates, geo.Update{ID: drawn.ID, Kind: geo.Affirm, Valid: drawn.Valid, Place: drawn.Place})
		default:
			updates = append(updates, drawn)
		}
	}
	slices.SortStableFunc(updates, func(a, b geo.Update) int {
		return cmp.Or(a.Valid.From.Compare(b.Valid.From), cmp.Compare(a.Place, b.Place))
	})
	return updates
}

func TestWhatIsFoldedFromTheRecordOnIsTheFoldOfEverything(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawScene(t)
		r := &record{outline: s.outline(t), next: 1, shelf: shelf{}}
		var next geo.UpdateID
		for range rapid.IntRange(1, 7).Draw(t, "publications") {
			r.publish(t, moves(t, s, r.updates, &next))
		}
	})
}

// long draws more paints than linework is kept after, a day apart, and two edits: one after all and one among them.
func long(t *rapid.T) (r *record, last, among geo.Update) {
	s := &scene{scale: rapid.SampledFrom([]float64{40, 20000}).Draw(t, "scale")}
	r = &record{outline: orb.MultiPolygon{{s.wheel(t, s.at(0, 0), 0.3, 0.5)}}, next: 1, shelf: shelf{}}
	paint := func(valid geo.Interval) geo.Update {
		id := geo.UpdateID(len(r.updates) + 1)
		return geo.Update{ID: id, Kind: geo.Paint, Valid: valid, Place: int64(id), Areas: []geo.Area{{
			Name: "it", Controller: rapid.SampledFrom([]geo.ControllerID{"a", "b"}).Draw(t, "controller"),
			Geometry: orb.MultiPolygon{s.simple(t)},
		}}}
	}
	n := rapid.IntRange(33, 66).Draw(t, "paints")
	for i := range n {
		r.updates = append(r.updates, paint(geo.Interval{From: day(1 + i)}))
	}
	last, among = paint(geo.Interval{From: day(1 + n)}), paint(geo.Interval{})
	last.ID, among.ID = geo.UpdateID(n+1), geo.UpdateID(n+2)
	at := rapid.IntRange(1, n).Draw(t, "edit")
	among.Valid.From = day(at).Add(time.Hour)
	if rapid.Bool().Draw(t, "ends") {
		among.Valid.To = day(at + 3)
	}
	return r, last, among
}

func TestALongSeriesIsFoldedFromLineworkThatWasKept(t *testing.T) {
	type history struct {
		r           *record
		last, among geo.Update
	}
	histories := rapid.Custom(func(t *rapid.T) history {
		r, last, among := long(t)
		return history{r, last, among}
	})
	for seed := range 8 {
		h := histories.Example(seed)
		r, updates := h.r, h.r.updates
		r.updates = nil
		r.publish(t, updates)
		if len(r.shelf) != len(updates)/32 {
			t.Fatalf("%d pieces of linework are kept of %d paints", len(r.shelf), len(updates))
		}
		if done := r.publish(t, append(slices.Clone(updates), h.last)); done.Dates > 1 {
			t.Fatalf("%d states were folded for one at the end", done.Dates)
		}
		r.publish(t, append(slices.Clone(r.updates), h.among))
		r.publish(t, slices.DeleteFunc(slices.Clone(r.updates), func(u geo.Update) bool { return u.ID == h.among.ID }))
	}
}

// columns are paints of one column each, a day apart from the second day of October on.
func columns(n int) []geo.Update {
	var updates []geo.Update
	for i := range n {
		west := float64(i%9) / 10
		u := painted(geo.UpdateID(i+1), from(2, 0), []geo.ControllerID{"a", "b", "c"}[i%3], west, west+0.15)
		u.Valid.From = day(2 + i)
		updates = append(updates, u)
	}
	return updates
}

func newRecord(t fataler, updates ...geo.Update) *record {
	r := &record{outline: square(34, 31, 35, 32), next: 1, shelf: shelf{}}
	r.publish(t, updates)
	return r
}

func TestHowMuchIsFolded(t *testing.T) {
	forty := columns(40)
	healed := append(columns(40), replaced(painted(41, from(2, 0), "d", 0, 0.5), "c"))
	healed[40].Valid.From = day(20).Add(time.Hour)
	edit := func(start, until int) geo.Update {
		u := painted(99, from(start, until), "e", 0.33, 0.37)
		u.Valid.From = u.Valid.From.Add(2 * time.Hour)
		return u
	}
	tests := []struct {
		name     string
		recorded []geo.Update
		edit     geo.Update
		dates    int
	}{
		{"an edit after all dates is one", forty, edit(60, 0), 1},
		{"an edit before all later dates is all of them", forty, edit(31, 0), 11},
		{"an edit with an end is the dates until then", forty, edit(11, 14), 4},
		{"a later replace ends what an edit changes", healed, edit(17, 0), 5},
		{"an edit below a replace of the same instant is that instant alone", healed, func() geo.Update {
			u := edit(20, 0)
			u.Valid.From, u.Place = healed[40].Valid.From, 0
			return u
		}(), 1},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			r := newRecord(t, test.recorded...)
			if done := r.publish(t, append(slices.Clone(test.recorded), test.edit)); done.Dates != test.dates {
				t.Errorf("%d states were folded, want %d", done.Dates, test.dates)
			}
		})
	}
}

func TestNothingNewFoldsNothing(t *testing.T) {
	r := newRecord(t, columns(3)...)
	affirm := geo.Update{ID: 9, Kind: geo.Affirm, Valid: from(5, 0)}
	done := r.publish(t, append(columns(3), affirm))
	if done.Dates != 0 || len(done.Closed)+len(done.Added) > 0 {
		t.Errorf("got %+v", done)
	}
}

func TestRowsThatAreNotThoseOfTheFoldAreFoldedAnew(t *testing.T) {
	tests := []struct {
		name string
		harm func(r *record)
	}{
		{"a row is missing", func(r *record) { r.zones = r.zones[:len(r.zones)-1] }},
		{"a row has other ground", func(r *record) { r.zones[len(r.zones)-1].Polygon = square(34, 31, 34.1, 32)[0] }},
		{"a row is there twice", func(r *record) { r.zones = append(r.zones, r.zones[len(r.zones)-1]) }},
		{"there are no rows", func(r *record) { r.zones = nil }},
		{"all linework is damaged", func(r *record) {
			for _, linework := range r.shelf {
				linework[len(linework)/2] ^= 1
			}
		}},
		{"the linework is that of other updates", func(r *record) {
			var other []byte
			for key, linework := range r.shelf {
				if other != nil {
					r.shelf[key] = other
				}
				other = linework
			}
		}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			r := newRecord(t, columns(70)...)
			test.harm(r)
			r.publish(t, append(columns(70), painted(99, geo.Interval{From: day(69).Add(time.Hour)}, "e", 0.33, 0.37)))
		})
	}
}

func TestAnotherOutlineFoldsEverything(t *testing.T) {
	r := newRecord(t, columns(3)...)
	basis := r.basis()
	basis.Anew = true
	r.outline = square(34, 31, 35, 31.9)
	closed, added, _, _ := r.whole(t, r.updates)
	done, err := coverage.Refold(context.Background(), r.outline, basis, r.updates, r, nil)
	if err != nil || done.Dates != 3 {
		t.Fatalf("%d states, %v", done.Dates, err)
	}
	if diff := gocmp.Diff([2][]geo.Zone{closed, added}, [2][]geo.Zone{done.Closed, done.Added}); diff != "" {
		t.Error(diff)
	}
}

// broken is a record whose linework cannot be read.
type broken struct{ *record }

var errShelf = errors.New("the shelf fell down")

func (broken) Linework(context.Context, string) ([]byte, error) { return nil, errShelf }

func TestARecordThatCannotBeReadIsAnError(t *testing.T) {
	r := newRecord(t, columns(40)...)
	_, err := coverage.Refold(context.Background(), r.outline, r.basis(), columns(41), broken{r}, nil)
	if !errors.Is(err, errShelf) {
		t.Errorf("got %v", err)
	}
}

func TestARefoldStopsWithItsContext(t *testing.T) {
	r := newRecord(t, columns(3)...)
	ctx, cancel := context.WithCancel(context.Background())
	_, err := coverage.Refold(ctx, r.outline, r.basis(), columns(6), r, func(done, total int) {
		if done != 1 || total != 3 {
			t.Errorf("progress is %d of %d", done, total)
		}
		cancel()
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}
