package split

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"

	"github.com/paulmach/orb"

	"splitline/geo"
)

// cuts lists the sides whose ground falls into two or more parts that count, in the order of the holders, with the
// places between the parts.
func (a *analysis) cuts(ctx context.Context) ([]CutGround, error) {
	var cuts []CutGround
	for i, h := range a.holders {
		if !h.sided {
			continue
		}
		parts := a.countingParts(h)
		if len(parts) < cutParts {
			continue
		}
		cut := CutGround{Side: geo.SideID(h.id), Parts: len(parts)}
		links, err := a.linksBetween(ctx, parts)
		if err != nil {
			return nil, fmt.Errorf("where %s is cut: %w", h.id, err)
		}
		for _, l := range links {
			cut.Places = append(cut.Places, l.place)
			if a.schematic() {
				continue
			}
			corridor, err := a.corridor(ctx, i, l)
			if err != nil {
				return nil, fmt.Errorf("corridor through %s: %w", h.id, err)
			}
			cut.Corridors = append(cut.Corridors, corridor)
		}
		cuts = append(cuts, cut)
	}
	return cuts, nil
}

// link is where two parts come closest.
type link struct {
	a, b shore
	approach
	// place is the middle of the stretch, in degrees.
	place Place
}

// linksBetween links the parts where they come closest until all are linked (a minimum spanning tree after Prim, Bell
// System Technical Journal 36, 1957) and returns the links from north to south.
func (a *analysis) linksBetween(ctx context.Context, parts []*piece) ([]link, error) {
	shores := make([]shore, len(parts))
	for i, p := range parts {
		projected, err := a.metric.Project(ctx, a.mesh.outline(p.faces))
		if err != nil {
			return nil, err
		}
		shores[i] = newShore(projected)
	}
	links := spanningTree(shores)
	for i := range links {
		var err error
		if links[i].place, err = a.placeOf(ctx, links[i].middle); err != nil {
			return nil, err
		}
	}
	slices.SortFunc(links, func(l, k link) int {
		return cmp.Or(cmp.Compare(k.place.Lat, l.place.Lat), cmp.Compare(l.place.Lon, k.place.Lon))
	})
	return links, nil
}

// spanningTree returns the links of a minimum spanning tree.
func spanningTree(shores []shore) []link {
	nearest := make([]link, len(shores)) // the closest approach of each shore that waits to one that is linked
	for i := range nearest {
		nearest[i].distance = math.Inf(1)
	}
	waiting := make([]int, 0, len(shores))
	for i := 1; i < len(shores); i++ {
		waiting = append(waiting, i)
	}
	var links []link
	for linked := 0; len(waiting) > 0; {
		best := 0
		for w, i := range waiting {
			if l := closest(shores[linked], shores[i]); l.distance < nearest[i].distance {
				nearest[i] = link{a: shores[linked], b: shores[i], approach: l}
			}
			if nearest[i].distance < nearest[waiting[best]].distance {
				best = w
			}
		}
		linked = waiting[best]
		links = append(links, nearest[linked])
		waiting = slices.Delete(waiting, best, best+1)
	}
	return links
}

// placeOf returns a projected point in degrees to two decimals.
func (s *survey) placeOf(ctx context.Context, p orb.Point) (Place, error) {
	lines, err := s.metric.UnprojectLines(ctx, orb.MultiLineString{{p, {p[0] + 1, p[1]}}})
	if err != nil {
		return Place{}, err
	}
	p = roundTo(lines[0][0], 2)
	return Place{Lon: p[0], Lat: p[1]}, nil
}
