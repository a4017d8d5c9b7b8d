package geojson

import (
	"fmt"
	"math"
	"strconv"

	"github.com/paulmach/orb"
)

// coordinates scans nested lists of numbers. Its data has passed the JSON decoder, so brackets match and numbers are
// well formed; what it checks is the nesting.
type coordinates struct {
	data  []byte
	at    int
	shape *shape
}

// geometry reads the coordinates of a type other than GeometryCollection.
func (c *coordinates) geometry(kind string) (orb.Geometry, error) {
	switch kind {
	case "Point":
		return c.point()
	case "MultiPoint":
		points, err := c.points()
		return orb.MultiPoint(points), err
	case "LineString":
		points, err := c.points()
		return orb.LineString(points), err
	case "MultiLineString":
		return c.lines()
	case "Polygon":
		return c.polygon()
	}
	return c.polygons()
}

func (c *coordinates) polygons() (orb.MultiPolygon, error) {
	var all orb.MultiPolygon
	err := c.list(func() error {
		p, err := c.polygon()
		all = append(all, p)
		return err
	})
	return all, err
}

func (c *coordinates) polygon() (orb.Polygon, error) {
	var rings orb.Polygon
	err := c.list(func() error {
		points, err := c.points()
		rings = append(rings, points)
		return err
	})
	return rings, err
}

func (c *coordinates) lines() (orb.MultiLineString, error) {
	var all orb.MultiLineString
	err := c.list(func() error {
		points, err := c.points()
		all = append(all, points)
		return err
	})
	return all, err
}

func (c *coordinates) points() ([]orb.Point, error) {
	var all []orb.Point
	err := c.list(func() error {
		p, err := c.position()
		all = append(all, p)
		return err
	})
	return all, err
}

// point reads the coordinates of a Point, which may be an empty list: then there is no geometry.
func (c *coordinates) point() (orb.Geometry, error) {
	c.space()
	if c.peek() == '[' {
		rest := &coordinates{data: c.data, at: c.at + 1}
		if rest.space(); rest.peek() == ']' {
			return nil, nil //nolint:nilnil // an empty point is no geometry and no fault
		}
	}
	return c.position()
}

// position reads a longitude, a latitude and what may follow.
func (c *coordinates) position() (orb.Point, error) {
	var p orb.Point
	n := 0
	err := c.list(func() error {
		value, err := c.number()
		if n < len(p) {
			p[n] = value
		}
		n++
		return err
	})
	if err != nil {
		return p, err
	}
	if n < len(p) {
		return p, fmt.Errorf("a position must have a longitude and a latitude, not %d numbers", n)
	}
	if n > len(p) {
		c.shape.heights++
	}
	return p, c.shape.count()
}

// list reads a list and calls item at each of its elements.
func (c *coordinates) list(item func() error) error {
	if c.space(); c.peek() != '[' {
		return fmt.Errorf("there must be a list where %s stands", c.excerpt())
	}
	c.at++
	for empty := true; ; {
		c.space()
		switch c.peek() {
		case ']':
			c.at++
			if empty {
				return c.shape.count()
			}
			return nil
		case ',':
			c.at++
		case 0:
			return fmt.Errorf("a list does not end")
		default:
			empty = false
			if err := item(); err != nil {
				return err
			}
		}
	}
}

func (c *coordinates) number() (float64, error) {
	start := c.at
	for c.at < len(c.data) && isNumberByte(c.data[c.at]) {
		c.at++
	}
	value, err := strconv.ParseFloat(string(c.data[start:c.at]), 64)
	if err != nil || math.IsInf(value, 0) {
		c.at = start
		return 0, fmt.Errorf("there must be a number where %s stands", c.excerpt())
	}
	return value, nil
}

func isNumberByte(b byte) bool {
	return (b >= '0' && b <= '9') || b == '-' || b == '+' || b == '.' || b == 'e' || b == 'E'
}

func (c *coordinates) space() {
	for c.at < len(c.data) && (c.data[c.at] == ' ' || c.data[c.at] == '\t' || c.data[c.at] == '\n' || c.data[c.at] == '\r') {
		c.at++
	}
}

// peek returns the next byte, or 0 at the end.
func (c *coordinates) peek() byte {
	if c.at >= len(c.data) {
		return 0
	}
	return c.data[c.at]
}

// excerpt returns what stands at the place of a fault, cut short.
func (c *coordinates) excerpt() string {
	const longest = 20
	return strconv.Quote(string(c.data[c.at:min(len(c.data), c.at+longest)]))
}
