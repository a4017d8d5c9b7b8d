package answer

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"splitline/geo"
	"splitline/geo/split"
	"splitline/geo/tally"
)

// AreasQuery asks for areas and points by controller.
type AreasQuery struct {
	// Set names the set of areas, Points that of points; "" is the first by name. Places that were named one by one are
	// the points where there is no set of them.
	Set, Points geo.ReferenceID
	// AsOf is the recorded time of the sets; zero is now.
	AsOf time.Time
}

// Areas is who holds which share of each area of one set at one instant of one series, and the points of one set by who
// holds their ground. What lies outside the enclave is nobody's and stands by itself.
type Areas struct {
	Enclave         geo.EnclaveID       `json:"enclave"`
	Series          geo.SeriesID        `json:"series"`
	Datetime        Time                `json:"datetime"`
	ZonesSince      Time                `json:"zones_since"`
	AsOf            Time                `json:"as_of"`
	Revision        geo.Revision        `json:"revision"`
	SettingsVersion geo.SettingsVersion `json:"settings_version"`
	Boundary        BoundaryRef         `json:"boundary"`
	// Schematic says that a zone's shape is: then shares are whole percentages and NotGiven lists what is left out.
	Schematic      bool     `json:"schematic"`
	NotGiven       []string `json:"not_given,omitempty"`
	NotGivenReason string   `json:"not_given_reason,omitempty"`
	// Sets are all there are; Set and PointSet are those answered about.
	Sets     []ReferenceSet  `json:"sets"`
	Set      geo.ReferenceID `json:"set,omitempty"`
	PointSet geo.ReferenceID `json:"point_set,omitempty"`
	Areas    []AreaShares    `json:"areas"`
	// Totals are left out where areas of the set overlap, since numbers would be counted twice.
	Totals []ColumnShares `json:"totals,omitempty"`
	Points []PointCount   `json:"points"`
	// PointsOutside are those on nobody's ground.
	PointsOutside *PointCount `json:"points_outside,omitempty"`
}

// ReferenceSet is a set of areas or places with what its columns are.
type ReferenceSet struct {
	ID           geo.ReferenceID   `json:"id"`
	Kind         geo.ReferenceKind `json:"kind"`
	Source       Source            `json:"source"`
	Columns      []ReferenceColumn `json:"columns"`
	OverlapKm2   float64           `json:"overlap_km2,omitempty"`
	RecordedFrom Time              `json:"recorded_from"`
}

// ReferenceColumn is what the numbers of a column are.
type ReferenceColumn struct {
	Name      string        `json:"name"`
	Unit      string        `json:"unit"`
	Date      Time          `json:"date"`
	Precision geo.Precision `json:"precision"`
	Source    Source        `json:"source"`
}

// AreaShares is one area by controller. Shares and OutsideShare add up to 1, percentages to 100.
type AreaShares struct {
	ID              int64           `json:"id"`
	Code            string          `json:"code,omitempty"`
	Name            geo.Text        `json:"name"`
	AreaKm2         float64         `json:"area_km2"`
	PercentDecimals int             `json:"percent_decimals"`
	OutsideKm2      float64         `json:"outside_km2,omitempty"`
	OutsideShare    float64         `json:"outside_share,omitempty"`
	OutsidePercent  float64         `json:"outside_percent,omitempty"`
	Controllers     []AreaShare     `json:"controllers"`
	Columns         []ColumnShares  `json:"columns"`
	Properties      json.RawMessage `json:"properties,omitempty"`
}

// AreaShare is what one controller holds of an area. ShareError is how far the share may be off because of where its
// fronts lie; it is left out where that is not known.
type AreaShare struct {
	ID         geo.ControllerID `json:"id"`
	AreaKm2    float64          `json:"area_km2,omitempty"`
	Share      float64          `json:"share"`
	Percent    float64          `json:"percent"`
	ShareError float64          `json:"share_error,omitempty"`
}

// ColumnShares is a number split by the share of ground, which assumes even spread.
type ColumnShares struct {
	Name       string  `json:"name"`
	Unit       string  `json:"unit"`
	Value      float64 `json:"value"`
	Date       Time    `json:"date"`
	Source     Source  `json:"source"`
	Assumption string  `json:"assumption"`
	// Controllers are left out on schematic shapes.
	Controllers  []ColumnShare `json:"controllers,omitempty"`
	OutsideValue float64       `json:"outside_value,omitempty"`
}

// ColumnShare is what of a number falls to a controller.
type ColumnShare struct {
	ID    geo.ControllerID `json:"id"`
	Value float64          `json:"value"`
}

// PointCount is the points on the ground of a controller.
type PointCount struct {
	Controller geo.ControllerID `json:"controller,omitempty"`
	Count      int              `json:"count"`
	// Uncertain is how many of them lie within the accuracy of a front.
	Uncertain int         `json:"uncertain,omitempty"`
	Columns   []ColumnSum `json:"columns"`
}

// ColumnSum is the numbers of a column over points; Missing is how many points have none.
type ColumnSum struct {
	Name    string  `json:"name"`
	Unit    string  `json:"unit"`
	Sum     float64 `json:"sum"`
	Missing int     `json:"missing,omitempty"`
}

// Areas answers who holds which share of each area, and how many points, at an instant. It is a fault of kind
// store.ErrNotFound that names the first date if the series has no update by then, or the sets there are if one that
// was named is not there.
func (s *Service) Areas(ctx context.Context, st *State, at time.Time, query AreasQuery) (Areas, error) {
	index, err := st.At(at)
	if err != nil {
		return Areas{}, err
	}
	found, err := s.references(ctx, st.Enclave.ID, query)
	if err != nil {
		return Areas{}, err
	}
	laid, err := s.lay(ctx, st, index, found)
	s.keepSoon(ctx)
	if err != nil {
		return Areas{}, err
	}
	answer := st.areasFrame(at, index, found)
	if err := answer.fill(st, found, laid); err != nil {
		return Areas{}, err
	}
	if answer.Schematic {
		answer.withhold()
	}
	return answer, nil
}

// areasFrame returns the answer with what is known before anything is laid over the zones.
func (st *State) areasFrame(at time.Time, index int, found references) Areas {
	answer := Areas{
		Enclave: st.Enclave.ID, Series: st.Series.Ref.Series, Datetime: At(at), ZonesSince: At(st.Changes[index]),
		AsOf: At(st.AsOf()), Revision: st.Revision, SettingsVersion: st.Settings.Version, Boundary: wireBoundaryRef(st.Boundary),
		Sets: each(found.sets, wireReferenceSet), Set: found.areaSet.ID, PointSet: found.pointSet.ID,
		Areas: []AreaShares{}, Points: []PointCount{},
	}
	for _, set := range found.sets {
		if set.Recorded.From.After(answer.AsOf.Time) {
			answer.AsOf = At(set.Recorded.From)
		}
	}
	answer.Schematic = slices.ContainsFunc(st.Snapshot(index).Zones, func(z geo.Zone) bool {
		return z.Label.Assessment.Quality == geo.Schematic
	})
	return answer
}

// fill tells the areas and the points.
func (a *Areas) fill(st *State, found references, laid laid) error {
	legend := st.Settings.Controllers
	areas, err := tally.Areas(found.areaSet, found.areas, laid.Areas, legend)
	if err != nil {
		return err
	}
	for _, t := range areas {
		a.Areas = append(a.Areas, wireAreaShares(t, a.Schematic))
	}
	if len(areas) > 0 {
		a.Totals = each(tally.Totals(found.areaSet, areas, legend), wireColumnShares)
	}
	points, err := tally.Points(found.pointSet, found.points, laid.Spots, legend)
	for _, t := range points {
		count := wirePointCount(t)
		if t.Controller == "" {
			a.PointsOutside = &count
			continue
		}
		a.Points = append(a.Points, count)
	}
	return err
}

// withhold leaves out what schematic shapes do not bear: everything but whole percentages and counts.
func (a *Areas) withhold() {
	a.NotGiven = []string{"controllers.area_km2", "share_error", "outside_km2", "columns.controllers", "outside_value"}
	a.NotGivenReason = split.SchematicReason
	for i := range a.Areas {
		area := &a.Areas[i]
		area.OutsideKm2, area.OutsideShare = 0, area.OutsidePercent/100
		for k := range area.Controllers {
			c := &area.Controllers[k]
			c.AreaKm2, c.Share, c.ShareError = 0, c.Percent/100, 0
		}
		withholdColumns(area.Columns)
	}
	withholdColumns(a.Totals)
}

func withholdColumns(columns []ColumnShares) {
	for i := range columns {
		columns[i].Controllers, columns[i].OutsideValue = nil, 0
	}
}

// setNames lists the sets of a kind for people.
func setNames(sets []geo.ReferenceSet, kind geo.ReferenceKind) string {
	var names []string
	for _, s := range sets {
		if s.Kind == kind {
			names = append(names, string(s.ID))
		}
	}
	if len(names) == 0 {
		return "none"
	}
	return strings.Join(names, ", ")
}
