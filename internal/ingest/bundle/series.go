package bundle

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"time"

	"splitline/geo"
)

// SeriesContent is a series with its updates.
type SeriesContent struct {
	Series geo.Series
	// Updates are in the order of the file. They have no ids yet; each has the digest of the file.
	Updates []geo.Update
}

// areaProperties are the properties of a feature of series/ID.geojson.
type areaProperties struct {
	// Update names the update within the file; features of one name are its areas.
	Update        string              `json:"update"`
	Kind          geo.UpdateKind      `json:"kind"`
	Name          string              `json:"name"`
	Controller    geo.ControllerID    `json:"controller"`
	Remainder     geo.ControllerID    `json:"remainder"`
	ValidFrom     string              `json:"valid_from"`
	ValidTo       string              `json:"valid_to"`
	FromPrecision geo.Precision       `json:"valid_from_precision"`
	Assessment    geo.AssessmentLevel `json:"assessment"`
	AccuracyM     float64             `json:"accuracy_m"`
	Quality       geo.GeometryQuality `json:"geometry_quality"`
	Note          string              `json:"note"`
	Sources       []sourceFile        `json:"sources"`
}

// DecodeSeries reads the updates of a series from the content of series/ID.geojson. Dates are read in the zone;
// controllers must be in the legend of the settings. It returns an error of kind geo.ErrInvalid that names the feature.
func DecodeSeries(ref geo.SeriesRef, settings geo.Settings, zone *time.Location, data []byte) ([]geo.Update, error) {
	read, err := features[areaProperties](data)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(data)
	group := grouping{ref: ref, zone: zone, digest: hex.EncodeToString(sum[:]), first: make(map[string]areaProperties)}
	for i, f := range read {
		if err := group.add(f); err != nil {
			return nil, in(err, "features[%d]", i)
		}
	}
	for _, u := range group.updates {
		if err := checkControllers(u, settings); err != nil {
			return nil, err
		}
	}
	return group.updates, nil
}

// grouping gathers features to updates.
type grouping struct {
	ref     geo.SeriesRef
	zone    *time.Location
	digest  string
	names   []string
	first   map[string]areaProperties
	updates []geo.Update
}

// add takes in one feature: it begins an update or is a further area of one.
func (g *grouping) add(f feature[areaProperties]) error {
	p := f.properties
	if p.Update == "" {
		return invalidf("update: must be given")
	}
	at := slices.Index(g.names, p.Update)
	further := at >= 0
	if !further {
		update, err := g.begin(p)
		if err != nil {
			return err
		}
		at = len(g.names)
		g.names, g.updates = append(g.names, p.Update), append(g.updates, update)
		g.first[p.Update] = p
	} else if field := differs(g.first[p.Update], p); field != "" {
		return invalidf("%s: differs from that of the first feature of update %q", field, p.Update)
	}
	update := &g.updates[at]
	if update.Kind != geo.Affirm {
		area, err := polygons(f.Geometry)
		if err != nil {
			return in(err, "geometry")
		}
		update.Areas = append(update.Areas, geo.Area{Name: p.Name, Controller: p.Controller, Geometry: area})
	} else if f.Geometry != nil || p.Controller != "" || further {
		return invalidf("update %q: an affirm is one feature without geometry and controller", p.Update)
	}
	return update.Validate()
}

// begin returns the update that the properties describe, without areas.
func (g *grouping) begin(p areaProperties) (geo.Update, error) {
	if p.Kind == geo.Withdraw {
		return geo.Update{}, invalidf("kind: a folder has no withdrawals")
	}
	valid, precision, err := interval(p.ValidFrom, p.ValidTo, p.FromPrecision, g.zone)
	if err != nil {
		return geo.Update{}, err
	}
	list, err := sources(p.Sources, g.zone)
	return geo.Update{
		Series: g.ref, Kind: p.Kind, Valid: valid, FromPrecision: precision, Remainder: p.Remainder,
		Assessment: geo.Assessment{Level: p.Assessment, AccuracyM: p.AccuracyM, Quality: p.Quality},
		Sources:    list, Note: p.Note, Digest: g.digest,
	}, err
}

// differs names the first property of the update in which two of its features differ, or "".
func differs(a, b areaProperties) string {
	switch {
	case a.Kind != b.Kind:
		return "kind"
	case a.Remainder != b.Remainder:
		return "remainder"
	case a.ValidFrom != b.ValidFrom:
		return "valid_from"
	case a.ValidTo != b.ValidTo:
		return "valid_to"
	case a.FromPrecision != b.FromPrecision:
		return "valid_from_precision"
	case a.Assessment != b.Assessment:
		return "assessment"
	case a.AccuracyM != b.AccuracyM:
		return "accuracy_m"
	case a.Quality != b.Quality:
		return "geometry_quality"
	case a.Note != b.Note:
		return "note"
	case !slices.Equal(a.Sources, b.Sources):
		return "sources"
	}
	return ""
}

// checkControllers refuses a controller that is not in the legend.
func checkControllers(u geo.Update, settings geo.Settings) error {
	for _, a := range u.Areas {
		if err := inLegend(settings, "controller", a.Controller); err != nil {
			return err
		}
	}
	if err := inLegend(settings, "remainder", u.Remainder); err != nil {
		return err
	}
	for _, s := range u.Sources {
		if err := inLegend(settings, "affiliation", s.Affiliation); err != nil {
			return err
		}
	}
	return nil
}

// inLegend refuses an id that is given and is not in the legend.
func inLegend(settings geo.Settings, field string, id geo.ControllerID) error {
	if _, known := settings.Controller(id); id != "" && !known {
		return invalidf("%s: %q is not a controller of the legend", field, id)
	}
	return nil
}
