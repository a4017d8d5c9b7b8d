package tiles

import (
	"math"

	"github.com/paulmach/orb"

	"splitline/geo"
)

// TileJSON describes a tile set: TileJSON 3.0.0, sections 3.1 to 3.18, with the revision beside.
type TileJSON struct {
	TileJSON     string        `json:"tilejson"`
	Name         string        `json:"name,omitempty"`
	Description  string        `json:"description,omitempty"`
	Attribution  string        `json:"attribution,omitempty"`
	Scheme       string        `json:"scheme"`
	Tiles        []string      `json:"tiles"`
	MinZoom      Zoom          `json:"minzoom"`
	MaxZoom      Zoom          `json:"maxzoom"`
	Bounds       [4]float64    `json:"bounds"`
	Center       [3]float64    `json:"center"`
	VectorLayers []VectorLayer `json:"vector_layers"`
	// Revision is that of the series whose tiles the template names; it is no member of the standard.
	Revision int64 `json:"revision,omitempty"`
}

// VectorLayer describes a layer: TileJSON 3.0.0 section 3.3.
type VectorLayer struct {
	ID          string            `json:"id"`
	Description string            `json:"description,omitempty"`
	Fields      map[string]string `json:"fields"`
	MinZoom     Zoom              `json:"minzoom"`
	MaxZoom     Zoom              `json:"maxzoom"`
}

// Describe returns the TileJSON of a tile set. The template is the URL of a tile with {z}, {x} and {y} and whatever
// query the caller pins it with; bound is in degrees.
func Describe(name, attribution, template string, bound orb.Bound) TileJSON {
	centre := bound.Center()
	return TileJSON{
		TileJSON:    "3.0.0",
		Name:        name,
		Attribution: attribution,
		Scheme:      "xyz",
		Tiles:       []string{template},
		MinZoom:     MinZoom,
		MaxZoom:     MaxZoom,
		Bounds: [4]float64{
			wireDegrees(bound.Min[0]), wireDegrees(bound.Min[1]), wireDegrees(bound.Max[0]), wireDegrees(bound.Max[1]),
		},
		Center:       [3]float64{wireDegrees(centre[0]), wireDegrees(centre[1]), float64(fittingZoom(bound))},
		VectorLayers: vectorLayers(),
	}
}

// vectorLayers describes schema 1, in the order in which layers stand in a tile.
func vectorLayers() []VectorLayer {
	number, text := "Number", "String"
	describe := func(id, description string, fields map[string]string) VectorLayer {
		return VectorLayer{ID: id, Description: description, Fields: fields, MinZoom: MinZoom, MaxZoom: MaxZoom}
	}
	return []VectorLayer{
		describe(EnclaveLayer, "The outline of the enclave", map[string]string{"id": text, "name": text}),
		describe(ZonesLayer, "Ground by controller; from and to are Unix seconds. In tiles of all dates in pieces, without area_km2", map[string]string{
			"id": number, "controller": text, "assessment": text, "from": number, "to": number, "area_km2": number,
		}),
		describe(FrontlinesLayer, "Edges between controllers, a on the left", map[string]string{
			"a": text, "b": text, "from": number, "to": number,
		}),
		describe(LabelsLayer, "A point inside each zone; in tiles of all dates with the zone's least area while it stands", map[string]string{
			"id": number, "controller": text, "area_km2": number, "from": number, "to": number,
		}),
		describe(ObservationsLayer, "Dated things that are not control", map[string]string{
			"id": number, "kind": text, "title": text, "from": number, "to": number,
		}),
	}
}

// fittingZoom returns the deepest zoom at which the bound spans at most two tiles.
func fittingZoom(bound orb.Bound) Zoom {
	west, north := mercator(orb.Point{bound.Min[0], bound.Max[1]})
	east, south := mercator(orb.Point{bound.Max[0], bound.Min[1]})
	span := max(east-west, south-north)
	zoom := MinZoom
	for zoom < MaxZoom && span*float64(uint(2)<<zoom) <= 2 {
		zoom++
	}
	return zoom
}

// wireDegrees rounds to the seven decimals of the wire.
func wireDegrees(x float64) float64 { return math.Round(x*geo.GridPerDegree) / geo.GridPerDegree }
