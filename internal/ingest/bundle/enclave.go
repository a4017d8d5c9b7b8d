package bundle

import (
	"fmt"
	"io/fs"

	"github.com/paulmach/orb"

	"splitline/geo"
)

// enclaveFile is enclave.json.
type enclaveFile struct {
	ID       geo.EnclaveID `json:"id"`
	Name     geo.Text      `json:"name"`
	TimeZone string        `json:"time_zone"`
	Boundary struct {
		ID     string     `json:"id"`
		File   string     `json:"file"`
		Source sourceFile `json:"source"`
	} `json:"boundary"`
	Controllers         []controllerFile `json:"controllers"`
	Sides               []sideFile       `json:"sides"`
	Thresholds          *geo.Thresholds  `json:"thresholds"`
	DefaultSeries       geo.SeriesID     `json:"default_series"`
	DefaultSeriesReason geo.Text         `json:"default_series_reason"`
	Series              []seriesEntry    `json:"series"`
}

type controllerFile struct {
	ID         geo.ControllerID `json:"id"`
	Label      geo.Text         `json:"label"`
	Definition geo.Text         `json:"definition"`
	Contested  bool             `json:"contested"`
	Unassigned bool             `json:"unassigned"`
	Force      bool             `json:"force"`
}

type sideFile struct {
	ID          geo.SideID         `json:"id"`
	Label       geo.Text           `json:"label"`
	Controllers []geo.ControllerID `json:"controllers"`
}

type seriesEntry struct {
	ID          geo.SeriesID   `json:"id"`
	Kind        geo.SeriesKind `json:"kind"`
	Title       geo.Text       `json:"title"`
	Description geo.Text       `json:"description"`
}

// enclave returns the enclave itself.
func (f enclaveFile) enclave() (geo.Enclave, error) {
	e := geo.Enclave{ID: f.ID, Name: f.Name, TimeZone: f.TimeZone}
	return e, e.Validate()
}

// settings returns the settings, without the boundary in use, which the store puts there.
func (f enclaveFile) settings() (geo.Settings, error) {
	s := geo.Settings{
		Enclave: f.ID, Thresholds: geo.DefaultThresholds(), DefaultSeries: f.DefaultSeries,
		DefaultSeriesReason: f.DefaultSeriesReason,
	}
	if f.Thresholds != nil {
		s.Thresholds = *f.Thresholds
	}
	for _, c := range f.Controllers {
		s.Controllers = append(s.Controllers, geo.Controller(c))
	}
	for _, side := range f.Sides {
		s.Sides = append(s.Sides, geo.Side(side))
	}
	if err := s.Validate(); err != nil {
		return s, err
	}
	return s, f.checkDefault()
}

// checkDefault refuses a default series that is not there, is a party's own claim, or has no reason.
func (f enclaveFile) checkDefault() error {
	if err := f.DefaultSeriesReason.Validate("default_series_reason"); err != nil {
		return err
	}
	for _, s := range f.Series {
		if s.ID != f.DefaultSeries {
			continue
		}
		if s.Kind == geo.ClaimedSeries {
			return invalidf("default_series: %q is a party's own claim", f.DefaultSeries)
		}
		return nil
	}
	return invalidf("default_series: %q is not one of the series", f.DefaultSeries)
}

// boundary reads the outline from its file.
func (f enclaveFile) boundary(folder fs.FS) (geo.Boundary, error) {
	zone, err := geo.Enclave{TimeZone: f.TimeZone}.Location()
	if err != nil {
		return geo.Boundary{}, err
	}
	source, err := f.Boundary.Source.source(zone)
	if err != nil {
		return geo.Boundary{}, in(err, "enclave.json: boundary")
	}
	data, err := read(folder, f.Boundary.File)
	if err != nil {
		return geo.Boundary{}, in(err, "enclave.json: boundary.file")
	}
	outline, err := decodeOutline(data)
	if err != nil {
		return geo.Boundary{}, in(err, "%s", f.Boundary.File)
	}
	b := geo.Boundary{
		Ref: geo.BoundaryRef{ID: f.Boundary.ID}, Enclave: f.ID, Geometry: outline, AreaM2: geo.AreaM2(outline), Source: source,
	}
	return b, in(b.Validate(), "enclave.json: boundary")
}

// decodeOutline reads the one feature of an outline.
func decodeOutline(data []byte) (orb.MultiPolygon, error) {
	read, err := features[struct{}](data)
	if err != nil {
		return nil, err
	}
	if len(read) != 1 {
		return nil, invalidf("an outline is one feature, not %d", len(read))
	}
	outline, err := polygons(read[0].Geometry)
	return outline, in(err, "features[0].geometry")
}

// polygons returns an area as a multipolygon.
func polygons(g orb.Geometry) (orb.MultiPolygon, error) {
	switch g := g.(type) {
	case orb.Polygon:
		return orb.MultiPolygon{g}, nil
	case orb.MultiPolygon:
		if len(g) > 0 {
			return g, nil
		}
	}
	name := "null"
	if g != nil {
		name = fmt.Sprintf("a %s", g.GeoJSONType())
	}
	return nil, invalidf("must be a Polygon or a MultiPolygon, not %s", name)
}
