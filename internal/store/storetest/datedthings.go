package storetest

import (
	"context"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"splitline/geo"
	"splitline/internal/store"
)

func observation(n int) geo.Observation {
	return geo.Observation{
		Enclave: enclaveID, Kind: "marker", Title: geo.English("Marker"), Valid: since(n), Geometry: orb.Point{34.3, 31.3},
		Assessment: assessment(), Source: source("Visit"),
	}
}

func figure(n int) geo.Figure {
	return geo.Figure{
		Enclave: enclaveID, Kind: "control", Share: 0.53, AreaM2: 1.25e6, At: day(n), Precision: geo.ToDay, Controller: geo.IsraeliHeld,
		Source: source("Briefing"), Boundary: geo.BoundaryRef{ID: "outline", Version: 1}, Note: geo.English("rounded"),
	}
}

func milestone(n int) geo.Milestone {
	return geo.Milestone{
		Enclave: enclaveID, Title: geo.English("Ceasefire"), At: day(n), Precision: geo.ToWeek, Phase: "one", Note: geo.English("announced"),
		Source: source("Statement"),
	}
}

func place(n int) geo.Place {
	return geo.Place{Enclave: enclaveID, Name: geo.Text{"en": "Town", "ar": "مدينة"}, Point: orb.Point{34.3, 31.3 + float64(n)/1000}, Rank: n, Source: "gazetteer"}
}

func (s suite) datedThings(t *testing.T) {
	t.Run("figures come back by date, then by id", func(t *testing.T) {
		db, _ := s.fresh(t)
		found(t, db)
		bare := geo.Figure{Enclave: enclaveID, Kind: "orders", At: day(9), Precision: geo.ToMonth, Source: geo.Source{Title: "x", Grade: "F6"}}
		list := []geo.Figure{figure(9), bare, figure(2)}
		at := write(t, db, func(ctx context.Context, w store.Writer) error { return w.AddFigures(ctx, list) })
		for i := range list {
			list[i].ID, list[i].Recorded.From = int64(i+1), at
		}
		read := func(asOf time.Time) []geo.Figure {
			return get(t, db, func(ctx context.Context, r store.Reader) ([]geo.Figure, error) {
				return r.Figures(ctx, enclaveID, asOf)
			})
		}
		same(t, "figures", []geo.Figure{list[2], list[0], list[1]}, read(time.Time{}))
		same(t, "as of", 3, len(read(at)))
		same(t, "before", 0, len(read(at.Add(-time.Microsecond))))
	})
	t.Run("observations of every shape come back bit for bit, by date, then by id", func(t *testing.T) {
		db, _ := s.fresh(t)
		found(t, db)
		var list []geo.Observation
		for _, g := range shapes() {
			o := observation(3)
			o.Geometry = g
			list = append(list, o)
		}
		list[0].Valid, list[0].Note = between(1, 2), geo.English("seen")
		list[1].Title = geo.Text{"he": "סמן"}
		at := write(t, db, func(ctx context.Context, w store.Writer) error { return w.AddObservations(ctx, list) })
		for i := range list {
			list[i].ID, list[i].Recorded.From = int64(i+1), at
		}
		read := func(asOf time.Time) []geo.Observation {
			return get(t, db, func(ctx context.Context, r store.Reader) ([]geo.Observation, error) {
				return r.Observations(ctx, enclaveID, asOf)
			})
		}
		same(t, "observations", list, read(time.Time{}))
		same(t, "before", 0, len(read(at.Add(-time.Microsecond))))
	})
	t.Run("milestones come back by date, then by id", func(t *testing.T) {
		db, _ := s.fresh(t)
		found(t, db)
		list := []geo.Milestone{milestone(9), milestone(2)}
		at := write(t, db, func(ctx context.Context, w store.Writer) error { return w.AddMilestones(ctx, list) })
		for i := range list {
			list[i].ID, list[i].Recorded.From = int64(i+1), at
		}
		read := func(asOf time.Time) []geo.Milestone {
			return get(t, db, func(ctx context.Context, r store.Reader) ([]geo.Milestone, error) {
				return r.Milestones(ctx, enclaveID, asOf)
			})
		}
		same(t, "milestones", []geo.Milestone{list[1], list[0]}, read(time.Time{}))
		same(t, "before", 0, len(read(at.Add(-time.Microsecond))))
	})
	t.Run("places come back by id", func(t *testing.T) {
		db, _ := s.fresh(t)
		found(t, db)
		list := []geo.Place{place(3), place(1)}
		at := write(t, db, func(ctx context.Context, w store.Writer) error { return w.AddPlaces(ctx, list) })
		for i := range list {
			list[i].ID, list[i].Recorded.From = int64(i+1), at
		}
		read := func(asOf time.Time) []geo.Place {
			return get(t, db, func(ctx context.Context, r store.Reader) ([]geo.Place, error) { return r.Places(ctx, enclaveID, asOf) })
		}
		same(t, "places", list, read(time.Time{}))
		same(t, "before", 0, len(read(at.Add(-time.Microsecond))))
	})
	t.Run("an id that is given is kept, one that is taken is refused", func(t *testing.T) {
		db, _ := s.fresh(t)
		found(t, db)
		f, o, m, p := figure(1), observation(1), milestone(1), place(1)
		f.ID, o.ID, m.ID, p.ID = 7, 7, 7, 7
		adds := []func(context.Context, store.Writer) error{
			func(ctx context.Context, w store.Writer) error { return w.AddFigures(ctx, []geo.Figure{f}) },
			func(ctx context.Context, w store.Writer) error { return w.AddObservations(ctx, []geo.Observation{o}) },
			func(ctx context.Context, w store.Writer) error { return w.AddMilestones(ctx, []geo.Milestone{m}) },
			func(ctx context.Context, w store.Writer) error { return w.AddPlaces(ctx, []geo.Place{p}) },
		}
		for _, add := range adds {
			write(t, db, add)
			refuse(t, db, store.ErrExists, add)
		}
		k := state(t, db, time.Time{})
		same(t, "ids", []int64{7, 7, 7, 7}, []int64{k.Figures[0].ID, k.Observations[0].ID, k.Milestones[0].ID, k.Places[0].ID})
	})
	t.Run("what is malformed or of an unknown enclave or boundary is refused", func(t *testing.T) {
		db, _ := s.fresh(t)
		found(t, db)
		f, o, m, p := figure(1), observation(1), milestone(1), place(1)
		f.Share, o.Geometry, m.Title, p.Rank = 2, orb.LineString{}, nil, 0
		refuse(t, db, geo.ErrInvalid, func(ctx context.Context, w store.Writer) error { return w.AddFigures(ctx, []geo.Figure{f}) })
		refuse(t, db, geo.ErrInvalid, func(ctx context.Context, w store.Writer) error { return w.AddObservations(ctx, []geo.Observation{o}) })
		refuse(t, db, geo.ErrInvalid, func(ctx context.Context, w store.Writer) error { return w.AddMilestones(ctx, []geo.Milestone{m}) })
		refuse(t, db, geo.ErrInvalid, func(ctx context.Context, w store.Writer) error { return w.AddPlaces(ctx, []geo.Place{p}) })
		f, o, m, p = figure(1), observation(1), milestone(1), place(1)
		f.Boundary.Version, o.Enclave, m.Enclave, p.Enclave = 5, "none", "none", "none"
		refuse(t, db, store.ErrNotFound, func(ctx context.Context, w store.Writer) error { return w.AddFigures(ctx, []geo.Figure{f}) })
		refuse(t, db, store.ErrNotFound, func(ctx context.Context, w store.Writer) error { return w.AddObservations(ctx, []geo.Observation{o}) })
		refuse(t, db, store.ErrNotFound, func(ctx context.Context, w store.Writer) error { return w.AddMilestones(ctx, []geo.Milestone{m}) })
		refuse(t, db, store.ErrNotFound, func(ctx context.Context, w store.Writer) error { return w.AddPlaces(ctx, []geo.Place{p}) })
	})
}

// shapes returns a geometry of every class, with coordinates that decimals cannot write.
func shapes() []orb.Geometry {
	third := 1.0 / 3
	line := orb.LineString{{34 + third, 31 + third}, {34.4, 31.4}}
	return []orb.Geometry{
		orb.Point{34 + third, negativeZero()},
		line,
		span(0, 3),
		orb.MultiPoint{{34, 31}, {34 + third, 31}},
		orb.MultiLineString{line, {{1, 2}, {3, 4}, {5, 6}}},
		orb.MultiPolygon{span(0, 1), {span(2, 9)[0], {{34.28, 31.252}, {34.28, 31.254}, {34.281, 31.254}, {34.28, 31.252}}}},
		orb.Collection{orb.Point{1, 2}, line, orb.MultiPoint{{3, 4}}, orb.Collection{span(0, 1)}},
	}
}
