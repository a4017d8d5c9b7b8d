package geojson

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"github.com/paulmach/orb"
)

// deepestCollection is how many GeometryCollections may lie in one another.
const deepestCollection = 8

// mostCRS is how many reference systems the parts of a collection may declare before it is given up.
const mostCRS = 8

// geometryTypes are the types of GeoJSON geometry (RFC 7946 section 1.4).
var geometryTypes = []string{
	"Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon", "GeometryCollection",
}

// shape reads one geometry.
type shape struct {
	geometry orb.Geometry
	// left is how many more positions may be read. Lists and geometries without any count as one, so that their number is
	// bounded too.
	left      int
	positions int
	heights   int
	crs       []json.RawMessage
}

func (s *shape) fromRaw(raw json.RawMessage, depth int) error {
	members, err := membersOf(raw)
	if errors.Is(err, errNoObject) {
		return fmt.Errorf("a geometry must be an object")
	}
	if err != nil {
		return err
	}
	if crs, declared := members["crs"]; declared && !slices.ContainsFunc(s.crs, func(c json.RawMessage) bool { return bytes.Equal(c, crs) }) {
		if s.crs = append(s.crs, crs); len(s.crs) > mostCRS {
			return fmt.Errorf("its parts declare more than %d reference systems", mostCRS)
		}
	}
	return s.fromMembers(members, depth)
}

func (s *shape) fromMembers(members map[string]json.RawMessage, depth int) error {
	kind, _ := stringOf(members["type"])
	if kind == "GeometryCollection" {
		return s.collection(members["geometries"], depth)
	}
	geometry, err := s.coordinates(kind, members["coordinates"])
	if err != nil {
		return err
	}
	s.geometry = geometry
	return nil
}

func (s *shape) collection(raw json.RawMessage, depth int) error {
	if depth == deepestCollection {
		return fmt.Errorf("more than %d collections lie in one another", deepestCollection)
	}
	parts, err := elementsOf(raw, s.left)
	if errors.Is(err, errNoList) {
		return fmt.Errorf("geometries must be a list")
	}
	if err != nil {
		s.positions = s.left + 1
		return err
	}
	collection := make(orb.Collection, 0, len(parts))
	for i, part := range parts {
		if err := s.count(); err != nil {
			return err
		}
		if isNull(part) {
			continue
		}
		if err := s.fromRaw(part, depth+1); err != nil {
			return fmt.Errorf("geometries[%d]: %w", i, err)
		}
		if s.geometry != nil {
			collection = append(collection, s.geometry)
		}
	}
	s.geometry = collection
	return nil
}

// count counts a position, or what stands for one.
func (s *shape) count() error {
	if s.positions++; s.positions > s.left {
		return errTooLarge
	}
	return nil
}

// coordinates reads the coordinates of a geometry by its type.
func (s *shape) coordinates(kind string, raw json.RawMessage) (orb.Geometry, error) {
	if !slices.Contains(geometryTypes, kind) {
		return nil, fmt.Errorf("type %q is not a GeoJSON geometry", Cut(kind))
	}
	if isNull(raw) {
		return nil, fmt.Errorf("a %s must have coordinates", kind)
	}
	c := &coordinates{data: raw, shape: s}
	geometry, err := c.geometry(kind)
	if err != nil {
		return nil, fmt.Errorf("coordinates are not those of a %s: %w", kind, err)
	}
	return geometry, nil
}
