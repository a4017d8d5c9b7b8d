package change

import (
	"encoding/json"
	"fmt"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"

	"splitline/geo"
)

// Geometry is what changed, in degrees. Its JSON is a GeoJSON FeatureCollection (RFC 7946): one MultiPolygon for each
// pair of controllers with the properties from, to and area_km2, and one MultiLineString for each front that moved with
// the properties moved, a and b. The zero value is geometry that is not given.
type Geometry struct {
	Ground []Ground
	Moved  []Moved
}

// Ground is what went from one controller to another.
type Ground struct {
	From, To geo.ControllerID
	// AreaKm2 is exact, in km²; 0 where it is not given.
	AreaKm2 float64
	// Geometry leaves out pieces below a square metre. Its vertices are rounded to the grid when written.
	Geometry orb.MultiPolygon
}

// Moved is the part of a front that lies more than a metre from where the front was.
type Moved struct {
	A, B geo.SideID
	Line orb.MultiLineString
}

// ground returns the ground of every pair of controllers, in the given order.
func (c *comparison) ground(order []geo.ControllerID) []Ground {
	areas := c.areas(func(p pair) bool { return p.from != p.to && p.from != nobody && p.to != nobody })
	list := []Ground{}
	for _, from := range order {
		for _, to := range order {
			key := pair{c.labels[from], c.labels[to]}
			if areas[key] < leastPieceM2 {
				continue
			}
			g := Ground{From: from, To: to, AreaKm2: geo.Km2(areas[key])}
			for _, r := range c.regions(func(p pair) bool { return p == key }) {
				if r.areaM2 >= leastPieceM2 {
					g.Geometry = append(g.Geometry, r.polygon)
				}
			}
			if len(g.Geometry) > 0 {
				list = append(list, g)
			}
		}
	}
	return list
}

// IsZero reports whether the geometry is not given, not whether it is empty.
func (g Geometry) IsZero() bool { return g.Ground == nil && g.Moved == nil }

// MarshalJSON writes the FeatureCollection. It returns an error of kind [geo.ErrInvalid] for a coordinate that is not a
// number.
func (g Geometry) MarshalJSON() ([]byte, error) {
	features := make([]feature, 0, len(g.Ground)+len(g.Moved))
	for _, ground := range g.Ground {
		shape, err := geo.AppendGeometry(nil, ground.Geometry)
		if err != nil {
			return nil, fmt.Errorf("ground from %s to %s: %w", ground.From, ground.To, err)
		}
		features = append(features, feature{"Feature", properties{From: ground.From, To: ground.To, AreaKm2: ground.AreaKm2}, shape})
	}
	for _, moved := range g.Moved {
		shape, err := geo.AppendGeometry(nil, moved.Line)
		if err != nil {
			return nil, fmt.Errorf("front of %s and %s: %w", moved.A, moved.B, err)
		}
		features = append(features, feature{"Feature", properties{Moved: true, A: moved.A, B: moved.B}, shape})
	}
	return json.Marshal(collection{"FeatureCollection", features})
}

// UnmarshalJSON reads what MarshalJSON writes.
func (g *Geometry) UnmarshalJSON(data []byte) error {
	var read collection
	if err := json.Unmarshal(data, &read); err != nil {
		return err
	}
	*g = Geometry{Ground: []Ground{}, Moved: []Moved{}}
	for _, f := range read.Features {
		shape, err := geojson.UnmarshalGeometry(f.Geometry)
		if err != nil {
			return err
		}
		switch s := shape.Geometry().(type) {
		case orb.MultiPolygon:
			g.Ground = append(g.Ground, Ground{f.Properties.From, f.Properties.To, f.Properties.AreaKm2, s})
		case orb.MultiLineString:
			g.Moved = append(g.Moved, Moved{f.Properties.A, f.Properties.B, s})
		default:
			return fmt.Errorf("geometry: a %s is neither ground nor a front: %w", shape.Type, geo.ErrInvalid)
		}
	}
	return nil
}

type collection struct {
	Type     string    `json:"type"`
	Features []feature `json:"features"`
}

type feature struct {
	Type       string          `json:"type"`
	Properties properties      `json:"properties"`
	Geometry   json.RawMessage `json:"geometry"`
}

type properties struct {
	From    geo.ControllerID `json:"from,omitempty"`
	To      geo.ControllerID `json:"to,omitempty"`
	AreaKm2 float64          `json:"area_km2,omitempty"`
	Moved   bool             `json:"moved,omitempty"`
	A       geo.SideID       `json:"a,omitempty"`
	B       geo.SideID       `json:"b,omitempty"`
}

// withholdFigures leaves of the geometry what schematic shapes bear: the ground, without its area.
func (g *Geometry) withholdFigures() {
	g.Moved = []Moved{}
	for i := range g.Ground {
		g.Ground[i].AreaKm2 = 0
	}
}
