package coverage_test

import (
	"encoding/binary"
	"errors"
	"testing"

	"github.com/paulmach/orb"

	"splitline/geo"
	"splitline/geo/coverage"
)

// decode reads areas from bytes: a byte that starts a ring, a polygon or an area, then pairs of 16-bit coordinates in
// quarters of a grid unit.
func decode(content []byte) []coverage.Area {
	areas := []coverage.Area{{Name: "0", Label: stated("a"), Geometry: orb.MultiPolygon{{{}}}}}
	for len(content) >= 5 {
		area := &areas[len(areas)-1]
		switch content[0] {
		case 1:
			last := len(area.Geometry) - 1
			area.Geometry[last] = append(area.Geometry[last], orb.Ring{})
		case 2:
			area.Geometry = append(area.Geometry, orb.Polygon{{}})
		case 3:
			label := stated([]geo.ControllerID{"a", "b"}[len(areas)%2])
			areas = append(areas, coverage.Area{Name: "more", Label: label, Geometry: orb.MultiPolygon{{{}}}})
			area = &areas[len(areas)-1]
		}
		x := float64(int16(binary.BigEndian.Uint16(content[1:]))) / 4
		y := float64(int16(binary.BigEndian.Uint16(content[3:]))) / 4
		polygon := area.Geometry[len(area.Geometry)-1]
		ring := &polygon[len(polygon)-1]
		*ring = append(*ring, orb.Point{34.5 + x/geo.GridPerDegree, 31.5 + y/geo.GridPerDegree})
		content = content[5:]
	}
	return areas
}

// encode is the inverse of decode for rings of one area.
func encode(rings ...[][2]int16) []byte {
	var content []byte
	for i, r := range rings {
		for j, p := range r {
			mark := byte(0)
			if i > 0 && j == 0 {
				mark = 2
			}
			content = binary.BigEndian.AppendUint16(append(content, mark), uint16(p[0]))
			content = binary.BigEndian.AppendUint16(content, uint16(p[1]))
		}
	}
	return content
}

func FuzzPaint(f *testing.F) {
	f.Add(encode([][2]int16{{0, 0}, {400, 0}, {400, 400}, {0, 400}}))
	f.Add(encode([][2]int16{{-4000, 0}, {4000, 3}, {4000, -2}}, [][2]int16{{0, -4000}, {3, 4000}, {-2, 4000}}))
	f.Add(encode([][2]int16{{0, 0}, {800, 800}, {800, 0}, {0, 800}}))
	f.Add(encode([][2]int16{{-2000, -2000}, {2000, -2000}, {2000, 2000}, {-2000, 2000}}, [][2]int16{{-2000, -2000}, {2000, -1999}, {1999, 2000}}))
	f.Fuzz(func(t *testing.T, content []byte) {
		if len(content) > 600 {
			return
		}
		outline := orb.MultiPolygon{{{{34.4999, 31.4999}, {34.5001, 31.49995}, {34.50005, 31.5001}, {34.4999, 31.4999}}}}
		c, err := coverage.New(outline, coverage.Unassigned())
		if err != nil {
			t.Fatal(err)
		}
		areas := decode(content)
		painted, err := c.Paint(areas)
		var overlap *coverage.OverlapError
		if errors.As(err, &overlap) {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		if err := painted.Check(); err != nil {
			t.Fatal(err)
		}
		again, err := painted.Paint(areas)
		if err != nil || !again.Equal(painted) {
			t.Fatalf("the same paint twice moves vertices: %v", err)
		}
	})
}
