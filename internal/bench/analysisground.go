package main

import (
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"

	"splitline/data"
	"splitline/geo"
	"splitline/geo/coverage"
	"splitline/geo/split"
)

// snapshot is ground to be measured, with its name in the table.
type snapshot struct {
	name string
	split.Input
}

// sampleSnapshot returns the newest state of the reported series of the sample.
func sampleSnapshot() (split.Input, error) {
	outline, err := featuresIn(data.Sample(), "boundary.geojson")
	if err != nil {
		return split.Input{}, err
	}
	states, err := featuresIn(data.Sample(), "series/reported.geojson")
	if err != nil {
		return split.Input{}, err
	}
	var areas []coverage.Area
	for _, f := range states {
		name, _ := f.Properties["controller"].(string)
		areas = append(areas, coverage.Area{Name: name, Label: stated(geo.ControllerID(name)), Geometry: polygons(f.Geometry)})
	}
	return painted(polygons(outline[0].Geometry), geo.HamasHeld, areas)
}

// frontSnapshot returns the first day of the real front in a frame around it, or false where there is none.
func (l *lab) frontSnapshot() (in split.Input, found bool, err error) {
	files, err := filepath.Glob(filepath.Join(l.data, "deepstate", "*.geojson"))
	if err != nil || len(files) == 0 {
		return in, false, err
	}
	days, err := featuresIn(os.DirFS(filepath.Dir(files[0])), filepath.Base(files[0]))
	if err != nil {
		return in, false, err
	}
	frame, err := geojson.UnmarshalGeometry([]byte(frontOutline))
	if err != nil {
		return in, false, err
	}
	var areas []coverage.Area
	for _, f := range days {
		areas = append(areas, coverage.Area{Name: "front", Label: stated(geo.IsraeliHeld), Geometry: polygons(f.Geometry)})
	}
	in, err = painted(polygons(frame.Geometry()), geo.HamasHeld, areas)
	return in, true, err
}

func featuresIn(folder fs.FS, name string) ([]*geojson.Feature, error) {
	text, err := fs.ReadFile(folder, name)
	if err != nil {
		return nil, err
	}
	var kind struct{ Type string }
	if err := json.Unmarshal(text, &kind); err != nil {
		return nil, err
	}
	if kind.Type == "Feature" {
		f, err := geojson.UnmarshalFeature(text)
		return []*geojson.Feature{f}, err
	}
	c, err := geojson.UnmarshalFeatureCollection(text)
	if err != nil {
		return nil, err
	}
	return c.Features, nil
}

// polygons returns the polygons of a geometry, none of points and lines.
func polygons(g orb.Geometry) orb.MultiPolygon {
	switch g := g.(type) {
	case orb.Polygon:
		return orb.MultiPolygon{g}
	case orb.MultiPolygon:
		return g
	}
	return nil
}

// painted returns areas over a remainder as the input of the measures.
func painted(outline orb.MultiPolygon, remainder geo.ControllerID, areas []coverage.Area) (split.Input, error) {
	c, err := coverage.New(outline, stated(remainder))
	if err != nil {
		return split.Input{}, err
	}
	for _, area := range areas {
		if c, err = c.Paint([]coverage.Area{area}); err != nil {
			return split.Input{}, err
		}
	}
	ref := geo.BoundaryRef{ID: "bench", Version: 1}
	in := split.Input{
		Snapshot: geo.Snapshot{
			Series: geo.SeriesRef{Enclave: labEnclave, Series: labSeries}, Boundary: ref, Revision: 1,
			At: time.Unix(0, 0), AsOf: time.Unix(0, 0), Since: time.Unix(0, 0),
		},
		Boundary: geo.Boundary{Ref: ref, Enclave: labEnclave, Geometry: outline, AreaM2: geo.AreaM2(outline)},
		Settings: geo.DefaultSettings(labEnclave),
	}
	for i, f := range c.Faces() {
		in.Snapshot.Zones = append(in.Snapshot.Zones, geo.Zone{ID: geo.ZoneID(i + 1), Label: f.Label, Polygon: f.Polygon, AreaM2: f.AreaM2})
	}
	return in, nil
}
