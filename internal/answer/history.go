package answer

import (
	"context"
	"slices"
	"time"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"

	"splitline/geo"
	"splitline/internal/store"
)

// History is who held a spot, newest first. It is empty for a spot outside the enclave.
type History struct {
	Lon     float64 `json:"lon"`
	Lat     float64 `json:"lat"`
	Entries []Entry `json:"entries"`
}

// Entry is an interval in which the spot was held by one controller by one update.
type Entry struct {
	From            Time                `json:"from"`
	To              Time                `json:"to,omitzero"`
	Controller      geo.ControllerID    `json:"controller"`
	Assessment      geo.AssessmentLevel `json:"assessment,omitempty"`
	AccuracyM       float64             `json:"accuracy_m,omitempty"`
	GeometryQuality geo.GeometryQuality `json:"geometry_quality,omitempty"`
	Basis           geo.Basis           `json:"basis"`
	Zone            geo.ZoneID          `json:"zone"`
	// Update is the one that gave the spot to the controller; it is left out on ground that no update covers.
	Update *Update `json:"update,omitempty"`
	// Affirmed is the latest time in the interval at which a source of any update looked.
	Affirmed Time `json:"affirmed,omitzero"`
}

// statements are the updates of a state that put ground under controllers, in the order of the fold, with their shapes.
type statements struct {
	updates []geo.Update
	bounds  []orb.Bound
}

// History answers for a spot by walking the fold backwards: at each moment the last update in force that covers the
// spot gave it, and the zones say to whom.
func (s *Service) History(ctx context.Context, st *State, spot orb.Point) (History, error) {
	history := History{Lon: seven(spot[0]), Lat: seven(spot[1]), Entries: []Entry{}}
	if st.Revision == 0 || !planar.MultiPolygonContains(st.Boundary.Geometry, spot) {
		return history, nil
	}
	statements, err := s.statements(ctx, st)
	if err != nil {
		return history, err
	}
	over := statements.covering(spot)
	for _, z := range zonesAt(st.Zones, spot) {
		history.Entries = append(history.Entries, entriesOf(z, over)...)
	}
	history.Entries = joined(history.Entries)
	looks := st.looks()
	for i := range history.Entries {
		history.Entries[i].Affirmed = history.Entries[i].lastLook(looks)
	}
	slices.Reverse(history.Entries)
	return history, nil
}

// statements returns the updates of a state with their shapes.
func (s *Service) statements(ctx context.Context, st *State) (*statements, error) {
	key := stateKey{enclave: st.Series.Ref.Enclave, series: st.Series.Ref.Series, revision: st.Revision}
	return s.areas.Do(ctx, key, func(ctx context.Context) (*statements, error) {
		made := &statements{}
		err := s.store.Read(ctx, func(r store.Reader) error {
			updates, err := r.Updates(ctx, store.UpdateQuery{Enclave: key.enclave, Series: key.series, AsOf: st.RecordedAt})
			for _, u := range updates {
				if u.Folds() {
					made.updates, made.bounds = append(made.updates, u), append(made.bounds, boundOf(u))
				}
			}
			return err
		})
		return made, err
	})
}

// covering returns the updates whose ground holds the spot, in the order of the fold. A replace covers every spot.
func (st *statements) covering(spot orb.Point) []*geo.Update {
	var over []*geo.Update
	for i := range st.updates {
		u := &st.updates[i]
		if u.Kind == geo.Replace || st.bounds[i].Contains(spot) && holds(u.Areas, spot) {
			over = append(over, u)
		}
	}
	return over
}

func (st *statements) bytes() int64 {
	const update, vertex = 1000, 16
	size := int64(len(st.updates)*update) + 256
	for _, u := range st.updates {
		for _, a := range u.Areas {
			for _, p := range a.Geometry {
				for _, ring := range p {
					size += int64(len(ring)) * vertex
				}
			}
		}
	}
	return size
}

// looks returns the times at which sources looked, ascending.
func (st *State) looks() []time.Time {
	var looks []time.Time
	for i := range st.Updates {
		for j := range st.Updates[i].Sources {
			if at := st.Updates[i].Sources[j].ObservedAt; !at.IsZero() {
				looks = append(looks, at)
			}
		}
	}
	slices.SortFunc(looks, time.Time.Compare)
	return looks
}

// lastLook returns the latest of the looks within an entry's interval; zero if there is none.
func (e Entry) lastLook(looks []time.Time) Time {
	end := len(looks)
	if !e.To.IsZero() {
		end = indexAt(looks, e.To.Add(-1)) + 1
	}
	if end == 0 || looks[end-1].Before(e.From.Time) {
		return Time{}
	}
	return At(looks[end-1])
}

// zonesAt returns the rows that hold the spot, by time. On a shared edge the first row of each moment holds it.
func zonesAt(zones []geo.Zone, spot orb.Point) []*geo.Zone {
	var at []*geo.Zone
	for i := range zones {
		z := &zones[i]
		if !z.Polygon.Bound().Contains(spot) || !planar.PolygonContains(z.Polygon, spot) {
			continue
		}
		if len(at) > 0 && !at[len(at)-1].Valid.Open() && !z.Valid.From.Before(at[len(at)-1].Valid.To) || len(at) == 0 {
			at = append(at, z)
		}
	}
	return at
}

// entriesOf cuts the interval of a zone at every moment when another update becomes the last that covers the spot.
func entriesOf(z *geo.Zone, over []*geo.Update) []Entry {
	moments := []time.Time{z.Valid.From}
	for _, u := range over {
		for _, at := range [...]time.Time{u.Valid.From, u.Valid.To} {
			if !at.IsZero() && at.After(z.Valid.From) && z.Valid.Contains(at) {
				moments = append(moments, at)
			}
		}
	}
	slices.SortFunc(moments, time.Time.Compare)
	entries := make([]Entry, 0, len(moments))
	for i, from := range moments {
		to := z.Valid.To
		if i+1 < len(moments) {
			to = moments[i+1]
		}
		if from.Equal(to) {
			continue
		}
		entries = append(entries, entryOf(z, from, to, inForce(over, from)))
	}
	return entries
}

func entryOf(z *geo.Zone, from, to time.Time, by *geo.Update) Entry {
	a := z.Label.Assessment
	entry := Entry{
		From: At(from), To: At(to), Controller: z.Label.Controller, Assessment: a.Level, AccuracyM: a.AccuracyM,
		GeometryQuality: a.Quality, Basis: z.Label.Basis, Zone: z.ID,
	}
	if by != nil {
		update := wireUpdate(*by)
		entry.Update = &update
	}
	return entry
}

// inForce returns the last of the updates, in the order of the fold, that is valid at the moment.
func inForce(over []*geo.Update, at time.Time) *geo.Update {
	for i := len(over) - 1; i >= 0; i-- {
		if over[i].Valid.Contains(at) {
			return over[i]
		}
	}
	return nil
}

// joined joins entries that follow each other and tell the same.
func joined(entries []Entry) []Entry {
	var list []Entry
	for _, e := range entries {
		if n := len(list); n > 0 && list[n-1].sameAs(e) && list[n-1].To.Equal(e.From.Time) {
			list[n-1].To, list[n-1].Zone = e.To, e.Zone
			continue
		}
		list = append(list, e)
	}
	if list == nil {
		return []Entry{}
	}
	return list
}

func (e Entry) sameAs(f Entry) bool {
	sameUpdate := (e.Update == nil) == (f.Update == nil) && (e.Update == nil || e.Update.ID == f.Update.ID)
	return sameUpdate && e.Controller == f.Controller && e.Assessment == f.Assessment && e.AccuracyM == f.AccuracyM &&
		e.GeometryQuality == f.GeometryQuality && e.Basis == f.Basis
}

func holds(areas []geo.Area, spot orb.Point) bool {
	return slices.ContainsFunc(areas, func(a geo.Area) bool { return planar.MultiPolygonContains(a.Geometry, spot) })
}

func boundOf(u geo.Update) orb.Bound {
	bound := orb.MultiPolygon{}.Bound()
	for i, a := range u.Areas {
		if i == 0 {
			bound = a.Geometry.Bound()
		} else {
			bound = bound.Union(a.Geometry.Bound())
		}
	}
	return bound
}
