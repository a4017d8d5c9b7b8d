package picture

import (
	"fmt"
	"math"

	"splitline/geo"
)

// Look is how ground of a controller is drawn: the colour on a light and on a dark ground, and the pattern over it.
// Colours are written #RRGGBB.
type Look struct {
	Light, Dark string
	Pattern     Pattern
}

// Pattern is what tells a controller's ground apart without colour.
type Pattern string

// The patterns.
const (
	Plain      Pattern = "plain"
	Dots       Pattern = "dots"
	Diagonal   Pattern = "diagonal"
	Horizontal Pattern = "horizontal"
	Crosses    Pattern = "crosses"
	Vertical   Pattern = "vertical"
	None       Pattern = "none"
)

// palette is the colours of what is not a zone.
type palette struct {
	ground, boundary, front, casing string
	// fill is the opacity of zones, ink the share of the way towards black of a pattern on its own fill.
	fill, ink float64
}

func lightPalette() palette {
	return palette{ground: "#fbfaf7", boundary: "#4a525b", front: "#15191e", casing: "#ffffff", fill: 0.58, ink: 0.42}
}

func darkPalette() palette {
	return palette{ground: "#262c32", boundary: "#a9b3bd", front: "#0a0d10", casing: "#ffffff", fill: 0.62, ink: 0.68}
}

// Looks returns the look of each controller of a legend: that of its id, else of its flag, else the further ones in
// turn. The colours are those of Okabe and Ito (Color Universal Design, 2008), told apart by every common colour
// blindness, and the same as the page's.
func Looks(controllers []geo.Controller) map[geo.ControllerID]Look {
	further := []Look{
		{"#CC79A7", lighter("#CC79A7"), Horizontal},
		{"#D55E00", lighter("#D55E00"), Crosses},
		{"#F0E442", lighter("#F0E442"), Vertical},
	}
	looks := make(map[geo.ControllerID]Look, len(controllers))
	next := 0
	for _, c := range controllers {
		look, known := named(c)
		if !known {
			look = further[next%len(further)]
			next++
		}
		looks[c.ID] = look
	}
	return looks
}

// named returns the look of a controller that the default legend has, or that has the flag of one.
func named(c geo.Controller) (Look, bool) {
	switch {
	case c.ID == geo.IsraeliHeld:
		return Look{"#0072B2", "#56A8DA", Plain}, true
	case c.ID == geo.HamasHeld:
		return Look{"#009E73", "#3FC79B", Dots}, true
	case c.ID == geo.Contested || c.ID != geo.Unassigned && c.Contested:
		return Look{"#E69F00", "#F2B93B", Diagonal}, true
	case c.ID == geo.Unassigned || c.Unassigned:
		return unknown(), true
	}
	return Look{}, false
}

// unknown is the look of ground that is nobody's, and of a controller that the legend lacks.
func unknown() Look { return Look{"#8A8F98", "#8A8F98", None} }

// lighter returns the colour a fifth of the way towards white.
func lighter(hex string) string {
	return mixed(hex, func(v float64) float64 { return v + (255-v)*0.2 })
}

// darker returns the colour a share of the way towards black.
func darker(hex string, share float64) string {
	return mixed(hex, func(v float64) float64 { return v * (1 - share) })
}

func mixed(hex string, mix func(float64) float64) string {
	var r, g, b uint8
	// The table above alone is read, and its form is tested.
	_, _ = fmt.Sscanf(hex, "#%02x%02x%02x", &r, &g, &b)
	part := func(v uint8) int { return int(math.Round(mix(float64(v)))) }
	return fmt.Sprintf("#%02X%02X%02X", part(r), part(g), part(b))
}
