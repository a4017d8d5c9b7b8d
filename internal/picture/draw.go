package picture

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"slices"
	"strconv"

	"github.com/paulmach/orb"

	"splitline/geo"
)

// Content is what a picture shows.
type Content struct {
	// Title is read out for the picture, and shown by a browser that opens it by itself.
	Title   string
	Outline orb.MultiPolygon
	// Zones are a coverage of the outline; without any the outline is drawn alone.
	Zones []geo.Zone
	// Controllers are those of the legend, in its order, which the looks follow.
	Controllers []geo.Controller
}

// MediaType is the media type of a picture (RFC 3023, SVG 2 appendix P).
const MediaType = "image/svg+xml"

// Draw returns the picture as SVG, for a zoom up to [MaxZoom] or for [Whole].
func Draw(c Content, zoom int) []byte {
	d := &drawing{frame: newFrame(c.Outline.Bound(), zoom)}
	d.open(c.Title)
	ground, rim := d.outline(c.Outline)
	areas, edges := d.zones(c.Zones)
	looks := Looks(c.Controllers)
	held := inLegendOrder(areas, c.Controllers)
	d.style(held, looks)
	d.patterns(held, looks)
	d.path("g", ground, true)
	for i, id := range held {
		d.path("f f"+strconv.Itoa(i), areas[id], true)
		if look := lookOf(looks, id); look.Pattern != Plain && look.Pattern != None {
			d.path("p p"+strconv.Itoa(i), areas[id], true)
		}
	}
	if edges == nil {
		d.path("l b", rim, false)
	} else {
		d.path("l b", linesOf(edges, (*arc).outer), false)
		front := linesOf(edges, (*arc).front)
		d.path("l c", front, false)
		d.path("l n", front, false)
	}
	d.out.WriteString("</svg>\n")
	return d.out.Bytes()
}

// drawing is an image on its way.
type drawing struct {
	frame
	out bytes.Buffer
}

func (d *drawing) open(title string) {
	fmt.Fprintf(&d.out, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %s %s"><title>`, number(d.width), number(d.height))
	// Writing into memory does not fail.
	_ = xml.EscapeText(&d.out, []byte(title))
	d.out.WriteString("</title>\n")
}

// outline returns the rings of the outline for filling, and closed for its line.
func (d *drawing) outline(outline orb.MultiPolygon) (ground, rim [][]point) {
	for _, polygon := range outline {
		for _, ring := range polygon {
			if points := d.ring(ring); points != nil {
				line := simplified(points)
				ground, rim = append(ground, line[:len(line)-1]), append(rim, line)
			}
		}
	}
	return ground, rim
}

// zones returns the ground of each controller and the edges between them; no edges if there are no zones.
func (d *drawing) zones(zones []geo.Zone) (map[geo.ControllerID][][]point, *arcs) {
	type held struct {
		ring       []point
		controller geo.ControllerID
	}
	var all []held
	var rings [][]point
	for _, zone := range zones {
		for _, ring := range zone.Polygon {
			if points := d.ring(ring); points != nil {
				all, rings = append(all, held{points, zone.Label.Controller}), append(rings, points)
			}
		}
	}
	if len(all) == 0 {
		return nil, nil
	}
	edges, areas := newArcs(rings), make(map[geo.ControllerID][][]point)
	for _, each := range all {
		areas[each.controller] = append(areas[each.controller], edges.add(each.ring, each.controller))
	}
	return areas, edges
}

// style writes the colours of both schemes.
func (d *drawing) style(held []geo.ControllerID, looks map[geo.ControllerID]Look) {
	d.out.WriteString("<style>.l{fill:none;stroke-linejoin:round;stroke-linecap:round;vector-effect:non-scaling-stroke}" +
		".g,.f,.p{fill-rule:evenodd}.p{fill-opacity:.62}.b{stroke-width:1.5px}.c{stroke-width:5px;stroke-opacity:.9}.n{stroke-width:2.5px}")
	d.scheme(lightPalette(), held, func(id geo.ControllerID) string { return lookOf(looks, id).Light })
	d.out.WriteString("@media(prefers-color-scheme:dark){")
	d.scheme(darkPalette(), held, func(id geo.ControllerID) string { return lookOf(looks, id).Dark })
	d.out.WriteString("}</style>\n")
}

func (d *drawing) scheme(p palette, held []geo.ControllerID, colour func(geo.ControllerID) string) {
	fmt.Fprintf(&d.out, ".g{fill:%s}.b{stroke:%s}.c{stroke:%s}.n{stroke:%s}.f{fill-opacity:%g}",
		p.ground, p.boundary, p.casing, p.front, p.fill)
	for i, id := range held {
		fmt.Fprintf(&d.out, ".f%[1]d{fill:%[2]s}.i%[1]d{fill:%[3]s;stroke:%[3]s}", i, colour(id), darker(colour(id), p.ink))
	}
}

// patterns writes the patterns of the controllers that have one, in the size of the map's.
func (d *drawing) patterns(held []geo.ControllerID, looks map[geo.ControllerID]Look) {
	for i, id := range held {
		size, ink := inkOf(lookOf(looks, id).Pattern)
		if size == 0 {
			continue
		}
		fmt.Fprintf(&d.out, `<pattern id="p%[1]d" width="%[2]d" height="%[2]d" patternUnits="userSpaceOnUse" patternTransform="scale(%[3]s)">`+
			`<g class="i%[1]d">%[4]s</g></pattern><style>.p%[1]d{fill:url(#p%[1]d)}</style>`+"\n", i, size, number(d.pixel), ink)
	}
}

// inkOf returns the size of a pattern in pixels and what repeats; 0 if there is nothing to draw.
func inkOf(p Pattern) (size int, ink string) {
	switch p {
	case Dots:
		return 6, `<circle cx="3" cy="3" r=".85" stroke="none"/>`
	case Diagonal:
		return 9, `<path d="M-2 2L2 -2M-1 10L10 -1M7 11L11 7" stroke-width="2.3"/>`
	case Horizontal:
		return 7, `<path d="M0 3.5h7" stroke-width="1.4"/>`
	case Vertical:
		return 7, `<path d="M3.5 0v7" stroke-width="1.4"/>`
	case Crosses:
		return 10, `<path d="M2.6 2.6l4.8 4.8M7.4 2.6l-4.8 4.8" stroke-width="1.2"/>`
	case Plain, None:
	}
	return 0, ""
}

// path writes lines, or closed rings, as one path; nothing if there are none.
func (d *drawing) path(class string, lines [][]point, closed bool) {
	if len(lines) == 0 {
		return
	}
	fmt.Fprintf(&d.out, `<path class="%s" d="`, class)
	for _, line := range lines {
		fmt.Fprintf(&d.out, "M%d %d", line[0].x, line[0].y)
		before := byte('M')
		for i := 1; i < len(line); i++ {
			before = d.step(line[i].x-line[i-1].x, line[i].y-line[i-1].y, before)
		}
		if closed {
			d.out.WriteByte('z')
		}
	}
	d.out.WriteString("\"/>\n")
}

// step writes one step of a line, as short as SVG allows.
func (d *drawing) step(dx, dy int32, before byte) byte {
	if before != 'l' {
		d.out.WriteByte('l')
	} else if dx >= 0 {
		d.out.WriteByte(' ')
	}
	d.out.WriteString(strconv.Itoa(int(dx)))
	if dy >= 0 {
		d.out.WriteByte(' ')
	}
	d.out.WriteString(strconv.Itoa(int(dy)))
	return 'l'
}

// linesOf returns the arcs of a kind.
func linesOf(edges *arcs, kind func(*arc) bool) [][]point {
	var lines [][]point
	for _, each := range edges.list {
		if kind(each) {
			lines = append(lines, each.points)
		}
	}
	return lines
}

// inLegendOrder returns the controllers that hold ground: in the order of the legend, then those it lacks.
func inLegendOrder(areas map[geo.ControllerID][][]point, legend []geo.Controller) []geo.ControllerID {
	var held []geo.ControllerID
	for _, c := range legend {
		if len(areas[c.ID]) > 0 {
			held = append(held, c.ID)
		}
	}
	var others []geo.ControllerID
	for id := range areas {
		if !slices.Contains(held, id) {
			others = append(others, id)
		}
	}
	slices.Sort(others)
	return append(held, others...)
}

func lookOf(looks map[geo.ControllerID]Look, id geo.ControllerID) Look {
	if look, known := looks[id]; known {
		return look
	}
	return unknown()
}

// number writes a length with at most two decimals.
func number(v float64) string {
	text := strconv.FormatFloat(v, 'f', 2, 64)
	for text[len(text)-1] == '0' {
		text = text[:len(text)-1]
	}
	return string(bytes.TrimSuffix([]byte(text), []byte(".")))
}
