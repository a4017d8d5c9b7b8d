package split

import (
	"fmt"

	"github.com/paulmach/orb"

	"splitline/geo"
)

// outside stands for the ground beyond the boundary where a face is asked for.
const outside = -1

// node is a vertex on the grid of geo.GridPerDegree.
type node struct{ x, y int64 }

// edge is a piece of linework between two faces, found by its exact coordinates: left and right are the faces that lie
// to the left and right of the way from a to b, or outside.
type edge struct {
	a, b        node
	left, right int
	lengthM     float64
}

// face is one zone of the snapshot.
type face struct {
	controller geo.ControllerID
	accuracyM  float64
	areaM2     float64
	// anchor is the smallest vertex of the face: it orders faces by place, whatever they are called.
	anchor node
}

// mesh is the snapshot as faces and the edges between them.
type mesh struct {
	faces []face
	edges []edge
	// around lists the edges of each face.
	around [][]int
}

// newMesh links the zones of a snapshot by their shared edges. It returns an error of kind [ErrNotCoverage] if two
// zones lie on the same side of an edge: then they overlap.
func newMesh(zones []geo.Zone) (*mesh, error) {
	vertices := 0
	for _, z := range zones {
		for _, ring := range z.Polygon {
			vertices += len(ring)
		}
	}
	m := &mesh{faces: make([]face, len(zones)), around: make([][]int, len(zones)), edges: make([]edge, 0, vertices)}
	known := make(map[[2]node]int, vertices)
	for f, z := range zones {
		m.faces[f] = newFace(z)
		for i, ring := range z.Polygon {
			if err := m.addRing(known, f, ring, i == 0); err != nil {
				return nil, fmt.Errorf("zone %d of %s: %w", z.ID, z.Label.Controller, err)
			}
		}
	}
	return m, nil
}

func newFace(z geo.Zone) face {
	area := z.AreaM2
	if area == 0 {
		area = geo.PolygonAreaM2(z.Polygon)
	}
	f := face{controller: z.Label.Controller, accuracyM: z.Label.Assessment.AccuracyM, areaM2: area}
	if len(z.Polygon) > 0 && len(z.Polygon[0]) > 0 {
		f.anchor = toNode(z.Polygon[0][0])
		for _, p := range z.Polygon[0] {
			if n := toNode(p); n.before(f.anchor) {
				f.anchor = n
			}
		}
	}
	return f
}

// addRing adds the edges of a ring of face f: the face lies to the left of a counter-clockwise outer ring and of a
// clockwise hole. A ring that winds the other way is walked backwards.
func (m *mesh) addRing(known map[[2]node]int, f int, ring orb.Ring, outer bool) error {
	if len(ring) == 0 {
		return nil
	}
	backwards := (ring.Orientation() == orb.CCW) != outer
	from, fromPoint := toNode(ring[0]), ring[0]
	for i := 1; i <= len(ring); i++ {
		toPoint := ring[i%len(ring)]
		to := toNode(toPoint)
		if to == from {
			continue
		}
		a, b := from, to
		if backwards {
			a, b = b, a
		}
		if err := m.addEdge(known, f, a, b, fromPoint, toPoint); err != nil {
			return err
		}
		from, fromPoint = to, toPoint
	}
	return nil
}

// addEdge records that face f lies to the left of the way from a to b.
func (m *mesh) addEdge(known map[[2]node]int, f int, a, b node, p, q orb.Point) error {
	forward := a.before(b)
	key := [2]node{a, b}
	if !forward {
		key[0], key[1] = b, a
	}
	i, found := known[key]
	if !found {
		i = len(m.edges)
		known[key] = i
		m.edges = append(m.edges, edge{a: key[0], b: key[1], left: outside, right: outside, lengthM: lengthM(p, q)})
	}
	place := &m.edges[i].left
	if !forward {
		place = &m.edges[i].right
	}
	if *place != outside {
		return fmt.Errorf("the edge at %.7f, %.7f has two zones on one side: %w", p[0], p[1], ErrNotCoverage)
	}
	*place = f
	m.around[f] = append(m.around[f], i)
	return nil
}

// outlineM returns the length in metres of all edges that have ground on one side alone: the boundary of the enclave.
func (m *mesh) outlineM() float64 {
	var sum float64
	for _, e := range m.edges {
		if e.left == outside || e.right == outside {
			sum += e.lengthM
		}
	}
	return sum
}

func toNode(p orb.Point) node {
	x, y := geo.ToGrid(p)
	return node{x, y}
}

func (n node) point() orb.Point { return geo.FromGrid(n.x, n.y) }

// before orders vertices from west to east, then from south to north.
func (n node) before(o node) bool {
	if n.x != o.x {
		return n.x < o.x
	}
	return n.y < o.y
}
