package geo

import (
	"github.com/paulmach/orb"
)

// areaDecimals is the number of decimals of an area in km² on the wire: whole square metres.
const areaDecimals = 6

// Feature returns the zone as GeoJSON. Its id names the zone through time; rows of one id differ in valid_from and
// recorded_from.
func (z Zone) Feature() Feature {
	a := z.Label.Assessment
	return Feature{ID: int64(z.ID), Geometry: z.Polygon, Properties: []Property{
		{"controller", z.Label.Controller},
		{"assessment", known(a.Level)},
		{"accuracy_m", stated(a.AccuracyM)},
		{"geometry_quality", known(a.Quality)},
		{"basis", z.Label.Basis},
		{"valid_from", z.Valid.From},
		{"valid_to", z.Valid.To},
		{"recorded_from", z.Recorded.From},
		{"recorded_to", z.Recorded.To},
		{"area_km2", roundTo(Km2(z.AreaM2), areaDecimals)},
		{"updates", z.Updates},
	}}
}

// Features returns the zones of the snapshot as GeoJSON, in their order.
func (s Snapshot) Features() []Feature {
	features := make([]Feature, len(s.Zones))
	for i, z := range s.Zones {
		features[i] = z.Feature()
	}
	return features
}

// Feature returns the frontline as GeoJSON.
func (f Frontline) Feature() Feature {
	return Feature{Geometry: f.Line, Properties: []Property{
		{"a", f.A}, {"b", f.B}, {"valid_from", f.Valid.From}, {"valid_to", f.Valid.To},
	}}
}

// Feature returns the boundary as GeoJSON. The feature itself has no id; the property id names the boundary and
// version counts its versions.
func (b Boundary) Feature() Feature {
	return Feature{Geometry: b.Geometry, Properties: []Property{
		{"id", b.Ref.ID},
		{"version", b.Ref.Version},
		{"enclave", b.Enclave},
		{"area_km2", roundTo(Km2(b.AreaM2), areaDecimals)},
		{"source", b.Source},
		{"recorded_from", b.Recorded.From},
		{"recorded_to", b.Recorded.To},
	}}
}

// Feature returns the update as GeoJSON. Its geometry is all its areas, unclipped, or null where it has none; the
// property areas names each with its controller and the place of its first polygon in the geometry.
func (u Update) Feature() Feature {
	var geometry orb.Geometry
	if ground := u.ground(); len(ground) > 0 {
		geometry = ground
	}
	a := u.Assessment
	return Feature{ID: int64(u.ID), Geometry: geometry, Properties: []Property{
		{"series", u.Series.Series},
		{"kind", u.Kind},
		{"valid_from", u.Valid.From},
		{"valid_to", u.Valid.To},
		{"valid_from_precision", known(u.FromPrecision)},
		{"areas", u.areaMembers()},
		{"remainder", known(u.Remainder)},
		{"target", positive(u.Target)},
		{"supersedes", positive(u.Supersedes)},
		{"assessment", known(a.Level)},
		{"accuracy_m", stated(a.AccuracyM)},
		{"geometry_quality", known(a.Quality)},
		{"sources", u.Sources},
		{"note", known(u.Note)},
		{"edition", positive(u.Edition)},
		{"recorded_from", u.Recorded.From},
		{"recorded_to", u.Recorded.To},
	}}
}

// areaMember is an area of an update as a property tells it.
type areaMember struct {
	Name       string       `json:"name,omitempty"`
	Controller ControllerID `json:"controller"`
	Polygon    int          `json:"polygon"`
}

func (u Update) areaMembers() any {
	if len(u.Areas) == 0 {
		return nil
	}
	members := make([]areaMember, len(u.Areas))
	polygon := 0
	for i, a := range u.Areas {
		members[i] = areaMember{Name: a.Name, Controller: a.Controller, Polygon: polygon}
		polygon += len(a.Geometry)
	}
	return members
}

func (u Update) ground() orb.MultiPolygon {
	var ground orb.MultiPolygon
	for _, a := range u.Areas {
		ground = append(ground, a.Geometry...)
	}
	return ground
}

// Feature returns the observation as GeoJSON.
func (o Observation) Feature() Feature {
	a := o.Assessment
	return Feature{ID: o.ID, Geometry: o.Geometry, Properties: []Property{
		{"kind", o.Kind},
		{"title", o.Title},
		{"valid_from", o.Valid.From},
		{"valid_to", o.Valid.To},
		{"assessment", known(a.Level)},
		{"accuracy_m", stated(a.AccuracyM)},
		{"geometry_quality", known(a.Quality)},
		{"source", o.Source},
		{"note", o.Note.known()},
		{"recorded_from", o.Recorded.From},
		{"recorded_to", o.Recorded.To},
	}}
}

// Feature returns the place as GeoJSON.
func (p Place) Feature() Feature {
	return Feature{ID: p.ID, Geometry: p.Point, Properties: []Property{
		{"name", p.Name}, {"rank", p.Rank}, {"source", known(p.Source)},
	}}
}

// known returns nil for "", so that a member without a value is left out.
func known[T ~string](word T) any {
	if word == "" {
		return nil
	}
	return word
}

// positive returns nil for 0, which no id is.
func positive[T ~int64](id T) any {
	if id == 0 {
		return nil
	}
	return int64(id)
}

// stated returns nil for 0, which stands for a distance that is not stated.
func stated(metres float64) any {
	if metres == 0 {
		return nil
	}
	return metres
}

// known returns nil for a text in no language.
func (t Text) known() any {
	if len(t) == 0 {
		return nil
	}
	return t
}
