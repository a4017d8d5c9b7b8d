package split

import (
	"context"
	"fmt"

	"github.com/paulmach/orb"

	"splitline/geo"
)

// PartGround is one part of the ground of a side with its outline, after the cleaning.
type PartGround struct {
	Holder geo.SideID
	// Number counts the parts of one holder from 1, the largest.
	Number int
	// AreaM2 is the area on the ellipsoid in square metres.
	AreaM2 float64
	// Lon and Lat are a point inside the part in degrees, as in [Part].
	Lon, Lat float64
	// Geometry is in degrees, without inner edges.
	Geometry orb.MultiPolygon
}

// PartsOf returns the parts of every controller that can be a side, in the order of the legend, the largest first, and
// nothing of contested and unassigned ground. The errors are those of [Measure].
func PartsOf(ctx context.Context, in Input, metric Metric) ([]PartGround, error) {
	return partsOf(ctx, in, metric, controllerGrouping)
}

// PartsOfSides is [PartsOf] with the controllers grouped as the settings say.
func PartsOfSides(ctx context.Context, in Input, metric Metric) ([]PartGround, error) {
	return partsOf(ctx, in, metric, sideGrouping)
}

func partsOf(ctx context.Context, in Input, metric Metric, by func(geo.Settings, *mesh) grouping) ([]PartGround, error) {
	s, err := newSurvey(in, metric)
	if err != nil {
		return nil, fmt.Errorf("parts of %s: %w", in.Snapshot.Series, err)
	}
	if s.mesh == nil {
		return nil, nil
	}
	a, err := s.analyse(ctx, by(s.Settings, s.mesh))
	if err != nil {
		return nil, fmt.Errorf("parts of %s: %w", in.Snapshot.Series, err)
	}
	var parts []PartGround
	for _, h := range a.holders {
		if !h.sided {
			continue
		}
		for i, p := range h.parts {
			ground := s.mesh.outline(p.faces)
			inside := pointWithin(ground)
			parts = append(parts, PartGround{
				Holder: geo.SideID(h.id), Number: i + 1, AreaM2: p.areaM2, Lon: inside[0], Lat: inside[1], Geometry: ground,
			})
		}
	}
	return parts, nil
}
