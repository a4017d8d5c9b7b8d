package storetest

import (
	"context"
	"encoding/json"
	"math"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"splitline/geo"
	"splitline/internal/store"
)

const setID = geo.ReferenceID("quarters")

// referenceSet returns a set with two columns.
func referenceSet(kind geo.ReferenceKind) geo.ReferenceSet {
	return geo.ReferenceSet{
		Enclave: enclaveID, Kind: kind, ID: setID, Source: source("Gazetteer"), OverlapM2: 12.5, Digest: "abc",
		Columns: []geo.ReferenceColumn{
			{Name: "population", Unit: "people", At: day(1), Precision: geo.ToDay, Source: source("Census")},
			{Name: "beds", Unit: "beds", At: day(2), Precision: geo.ToMonth, Source: source("Survey")},
		},
	}
}

// namedArea returns an area of so many squares.
func namedArea(code string, from, to int) geo.NamedArea {
	ground := orb.MultiPolygon{span(from, to)}
	return geo.NamedArea{
		Enclave: enclaveID, Set: setID, Code: code, Name: geo.Text{"en": "Quarter " + code, "ar": "حي"}, Geometry: ground,
		AreaM2: geo.AreaM2(ground), Values: geo.ReferenceValues{"population": 1.0 / 3},
		Properties: json.RawMessage(`{"P_CODE":"` + code + `","list":[1,2.50]}`),
	}
}

// setPlace returns a place of a set.
func setPlace(code string, n int) geo.Place {
	p := place(n)
	p.Set, p.Code, p.Values, p.Properties = setID, code, geo.ReferenceValues{"beds": 0}, json.RawMessage(`{"a":null}`)
	return p
}

func setsAt(asOf time.Time) func(context.Context, store.Reader) ([]geo.ReferenceSet, error) {
	return func(ctx context.Context, r store.Reader) ([]geo.ReferenceSet, error) {
		return r.ReferenceSets(ctx, enclaveID, asOf)
	}
}

func areasAt(set geo.ReferenceID, asOf time.Time) func(context.Context, store.Reader) ([]geo.NamedArea, error) {
	return func(ctx context.Context, r store.Reader) ([]geo.NamedArea, error) {
		return r.Areas(ctx, enclaveID, set, asOf)
	}
}

func placesAt(asOf time.Time) func(context.Context, store.Reader) ([]geo.Place, error) {
	return func(ctx context.Context, r store.Reader) ([]geo.Place, error) { return r.Places(ctx, enclaveID, asOf) }
}

// putAreas puts a set of areas and returns the recorded time.
func putAreas(t *testing.T, db store.Store, set geo.ReferenceSet, areas ...geo.NamedArea) time.Time {
	t.Helper()
	return write(t, db, func(ctx context.Context, w store.Writer) error { return w.PutAreas(ctx, set, areas) })
}

func (s suite) references(t *testing.T) {
	t.Run("a set of areas comes back as it was put", func(t *testing.T) {
		db, _ := s.fresh(t)
		found(t, db)
		set, areas := referenceSet(geo.ReferenceAreas), []geo.NamedArea{namedArea("B2", 0, 5), namedArea("A1", 3, 10)}
		areas[1].Values, areas[1].Properties, areas[1].Code = nil, nil, ""
		at := putAreas(t, db, set, areas...)
		set.Recorded.From = at
		for i := range areas {
			areas[i].ID, areas[i].Recorded.From = int64(i+1), at
		}
		same(t, "sets", []geo.ReferenceSet{set}, get(t, db, setsAt(time.Time{})))
		same(t, "areas", areas, get(t, db, areasAt(setID, time.Time{})))
		same(t, "areas of every set", areas, get(t, db, areasAt("", time.Time{})))
		same(t, "areas of another set", 0, len(get(t, db, areasAt("other", time.Time{}))))
		same(t, "sets before", 0, len(get(t, db, setsAt(at.Add(-time.Microsecond)))))
	})
	t.Run("another file of a set replaces it in recorded time", func(t *testing.T) {
		db, _ := s.fresh(t)
		found(t, db)
		set := referenceSet(geo.ReferenceAreas)
		first := putAreas(t, db, set, namedArea("A1", 0, 5), namedArea("B2", 5, 10))
		before := get(t, db, areasAt(setID, time.Time{}))
		set.Digest, set.Columns = "def", nil
		bare := namedArea("C3", 0, 10)
		bare.Values = nil
		second := putAreas(t, db, set, bare)
		same(t, "areas as of the first", before, get(t, db, areasAt(setID, first)))
		same(t, "areas just before the second", before, get(t, db, areasAt(setID, second.Add(-time.Microsecond))))
		same(t, "digest as of the first", "abc", get(t, db, setsAt(first))[0].Digest)
		now := get(t, db, areasAt(setID, time.Time{}))
		same(t, "areas now", []string{"C3"}, []string{now[0].Code})
		same(t, "columns now", 0, len(get(t, db, setsAt(time.Time{}))[0].Columns))
		same(t, "an id is given once", int64(3), now[0].ID)
	})
	t.Run("a set of places stands beside the places without one", func(t *testing.T) {
		db, _ := s.fresh(t)
		found(t, db)
		alone := place(1)
		write(t, db, func(ctx context.Context, w store.Writer) error { return w.AddPlaces(ctx, []geo.Place{alone}) })
		put := func(code string, n int) time.Time {
			return write(t, db, func(ctx context.Context, w store.Writer) error {
				return w.PutPlaces(ctx, referenceSet(geo.ReferencePlaces), []geo.Place{setPlace(code, n)})
			})
		}
		first := put("P1", 2)
		second := put("P2", 3)
		want := setPlace("P2", 3)
		want.ID, want.Recorded.From = 3, second
		now := get(t, db, placesAt(time.Time{}))
		same(t, "places", 2, len(now))
		same(t, "place of the set", want, now[1])
		same(t, "place without a set", geo.ReferenceID(""), now[0].Set)
		same(t, "as of the first", "P1", get(t, db, placesAt(first))[1].Code)
	})
	t.Run("sets of one id of both kinds are two", func(t *testing.T) {
		db, _ := s.fresh(t)
		found(t, db)
		write(t, db, func(ctx context.Context, w store.Writer) error {
			if err := w.PutPlaces(ctx, referenceSet(geo.ReferencePlaces), []geo.Place{setPlace("P", 1)}); err != nil {
				return err
			}
			return w.PutAreas(ctx, referenceSet(geo.ReferenceAreas), []geo.NamedArea{namedArea("A", 0, 3)})
		})
		var kinds []geo.ReferenceKind
		for _, set := range get(t, db, setsAt(time.Time{})) {
			kinds = append(kinds, set.Kind)
		}
		same(t, "kinds", []geo.ReferenceKind{geo.ReferenceAreas, geo.ReferencePlaces}, kinds)
	})
	t.Run("what is malformed is refused and leaves the set as it was", s.refusedReferences)
	t.Run("a force is told from other controllers", func(t *testing.T) {
		db, _ := s.fresh(t)
		found(t, db)
		force := geo.Controller{ID: "force", Label: geo.English("Force"), Definition: geo.English("It patrols."), Force: true}
		write(t, db, putting(db, t, func(s *geo.Settings) { s.Controllers = append(s.Controllers, force) }))
		controllers := get(t, db, settingsAt(time.Time{})).Controllers
		same(t, "force", []geo.Controller{geo.DefaultControllers()[0], force}, []geo.Controller{controllers[0], controllers[len(controllers)-1]})
	})
}

func (s suite) refusedReferences(t *testing.T) {
	db, _ := s.fresh(t)
	found(t, db)
	putAreas(t, db, referenceSet(geo.ReferenceAreas), namedArea("A1", 0, 5))
	put := func(set geo.ReferenceSet, a geo.NamedArea) func(context.Context, store.Writer) error {
		return func(ctx context.Context, w store.Writer) error { return w.PutAreas(ctx, set, []geo.NamedArea{a}) }
	}
	set, good := referenceSet(geo.ReferenceAreas), namedArea("A1", 0, 5)
	unknown, endless, empty, nameless := good, good, good, good
	unknown.Values = geo.ReferenceValues{"camels": 1}
	endless.Values = geo.ReferenceValues{"beds": math.Inf(1)}
	empty.Geometry, empty.AreaM2, nameless.Name = orb.MultiPolygon{}, 0, nil
	for _, a := range []geo.NamedArea{unknown, endless, empty, nameless} {
		refuse(t, db, geo.ErrInvalid, put(set, a))
	}
	twice := referenceSet(geo.ReferenceAreas)
	twice.Columns = append(twice.Columns, twice.Columns[0])
	refuse(t, db, geo.ErrInvalid, put(twice, good))
	elsewhere := referenceSet(geo.ReferenceAreas)
	elsewhere.Enclave = "none"
	refuse(t, db, store.ErrNotFound, put(elsewhere, good))
	refuse(t, db, store.ErrExists, func(ctx context.Context, w store.Writer) error {
		if err := put(set, good)(ctx, w); err != nil {
			return err
		}
		return put(set, good)(ctx, w)
	})
	refuse(t, db, geo.ErrInvalid, func(ctx context.Context, w store.Writer) error {
		return w.AddPlaces(ctx, []geo.Place{setPlace("P", 1)})
	})
	same(t, "areas", 1, len(get(t, db, areasAt(setID, time.Time{}))))
}

// fillReferences puts a set of areas and a set of places, and a controller that is a force.
func fillReferences(ctx context.Context, w store.Writer) error {
	if err := w.PutAreas(ctx, referenceSet(geo.ReferenceAreas), []geo.NamedArea{namedArea("A1", 0, 5), namedArea("B2", 5, 10)}); err != nil {
		return err
	}
	if err := w.PutPlaces(ctx, referenceSet(geo.ReferencePlaces), []geo.Place{setPlace("P1", 3)}); err != nil {
		return err
	}
	settings, err := w.Settings(ctx, enclaveID, time.Time{})
	if err != nil {
		return err
	}
	settings.Controllers = append(settings.Controllers, geo.Controller{
		ID: "force", Label: geo.English("Force"), Definition: geo.English("It patrols."), Force: true,
	})
	_, err = w.PutSettings(ctx, settings)
	return err
}

// fillOtherAreas replaces the set of areas.
func fillOtherAreas(ctx context.Context, w store.Writer) error {
	set := referenceSet(geo.ReferenceAreas)
	set.Digest = "def"
	return w.PutAreas(ctx, set, []geo.NamedArea{namedArea("A1", 0, 4), namedArea("B2", 4, 10)})
}
