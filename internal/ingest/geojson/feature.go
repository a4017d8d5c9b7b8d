package geojson

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"splitline/internal/ingest/report"
)

// rawFeature reads one element of a features list.
func (d *decoder) rawFeature(raw json.RawMessage) {
	f := Feature{Index: len(d.file.Features)}
	members, err := membersOf(raw)
	switch {
	case errors.Is(err, errNoObject):
		d.about(f).Refusef(report.RuleGeoJSON, nil, "a feature must be an object")
	case err != nil:
		d.refuseMembers(err, d.about(f))
	default:
		if kind, _ := stringOf(members["type"]); kind != "Feature" {
			f.ID = idOf(members["id"])
			d.about(f).Refusef(report.RuleGeoJSON, nil, "type %q must be Feature", Cut(kind))
		}
		d.feature(members)
		return
	}
	d.file.Features = append(d.file.Features, f)
}

// feature takes the members of a Feature.
func (d *decoder) feature(members map[string]json.RawMessage) {
	f := Feature{Index: len(d.file.Features), ID: idOf(members["id"])}
	if raw := members["properties"]; !isNull(raw) {
		var err error
		f.Properties, err = membersOf(bytes.Clone(raw))
		switch {
		case errors.Is(err, errNoObject):
			d.about(f).Refusef(report.RuleGeoJSON, nil, "properties must be an object or null")
		case err != nil:
			d.refuseMembers(fmt.Errorf("properties: %w", err), d.about(f))
		}
	}
	d.declare(members, d.about(f))
	if raw := members["geometry"]; !isNull(raw) {
		d.geometryOf(&f, raw)
	}
	d.file.Features = append(d.file.Features, f)
}

// bareGeometry takes a text that is a geometry for a feature without properties.
func (d *decoder) bareGeometry(members map[string]json.RawMessage) {
	f := Feature{Index: len(d.file.Features)}
	d.declare(members, d.about(f))
	d.finishGeometry(&f, func(s *shape) error { return s.fromMembers(members, 0) })
	d.file.Features = append(d.file.Features, f)
}

func (d *decoder) geometryOf(f *Feature, raw json.RawMessage) {
	d.finishGeometry(f, func(s *shape) error { return s.fromRaw(raw, 0) })
}

// finishGeometry reads a geometry into the feature and accounts for it.
func (d *decoder) finishGeometry(f *Feature, read func(*shape) error) {
	s := &shape{left: d.limits.Positions - d.positions}
	err := read(s)
	d.positions += s.positions
	d.heights += s.heights
	for _, crs := range s.crs {
		d.declare(map[string]json.RawMessage{"crs": crs}, d.about(*f))
	}
	switch {
	case errors.Is(err, errTooLarge):
	case errors.Is(err, errMembers):
		d.refuseMembers(err, d.about(*f))
	case err != nil:
		d.about(*f).Refusef(report.RuleGeoJSON, nil, "%s", err.Error())
	default:
		f.Geometry = s.geometry
	}
}

func (d *decoder) about(f Feature) report.Log { return d.log.About(f.String()) }

// idOf returns a feature's id as text; ids that are neither text nor number are left out.
func idOf(raw json.RawMessage) string {
	if s, ok := stringOf(raw); ok {
		return s
	}
	if isNull(raw) || strings.ContainsAny(string(raw[:1]), "{[tf") {
		return ""
	}
	return string(raw)
}
