package coverage

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"

	"splitline/geo"
)

// name stands for what linework is named after.
var name = []byte("a name")

// bent is a coverage whose lines are bent where they cross, some of them lines of the outline.
func bent(t testing.TB) *Coverage {
	t.Helper()
	const unit = 1 / geo.GridPerDegree
	at := func(x, y float64) orb.Point { return orb.Point{34 + x*unit, 31 + y*unit} }
	c, err := New(orb.MultiPolygon{{{at(0, 0), at(997, 13), at(1003, 701), at(-5, 911), at(0, 0)}}}, Unassigned())
	if err != nil {
		t.Fatal(err)
	}
	for i, r := range []orb.Ring{
		{at(-10, 17), at(500, -33), at(777, 803), at(-10, 17)},
		{at(100, 950), at(120, -50), at(333, 411), at(100, 950)},
		{at(400, 400), at(411, 405), at(405, 420), at(400, 400)},
	} {
		label := geo.Label{Controller: geo.ControllerID("abc"[i : i+1]), Assessment: geo.Assessment{Level: geo.Reported, AccuracyM: 12.5}, Basis: geo.Stated}
		if c, err = c.Paint([]Area{{Name: "it", Label: label, Geometry: orb.MultiPolygon{{r}}, Update: geo.UpdateID(100*i + 1)}}); err != nil {
			t.Fatal(err)
		}
	}
	return c
}

func TestLineworkIsTheCoverageToTheLastLine(t *testing.T) {
	c := bent(t)
	others := 0
	for _, f := range c.faces {
		for _, r := range f.rings {
			for i, p := range r.points {
				if r.source[i] != newSegment(p, r.points[(i+1)%len(r.points)], r.source[i].reference) {
					others++
				}
			}
		}
	}
	if others == 0 {
		t.Fatal("no line is bent")
	}
	d, err := c.decode(name, c.encode(name))
	if err != nil {
		t.Fatal(err)
	}
	unexported := cmp.AllowUnexported(Face{}, ring{}, segment{}, point{}, box{})
	if diff := cmp.Diff(c.faces, d.faces, unexported); diff != "" {
		t.Error(diff)
	}
}

func TestLineworkOfAnotherNameIsNotTakenUp(t *testing.T) {
	c := bent(t)
	if _, err := c.decode([]byte("another"), c.encode([]byte("it"))); err == nil {
		t.Error("it is")
	}
}

func TestDamagedLineworkIsNotTakenUp(t *testing.T) {
	c := bent(t)
	linework := c.encode(name)
	for i := range linework {
		damaged := bytes.Clone(linework)
		damaged[i] ^= 4
		if _, err := c.decode(name, damaged); err == nil {
			t.Errorf("byte %d can be damaged", i)
		}
		if _, err := c.decode(name, linework[:i]); err == nil {
			t.Errorf("it can be cut off after %d bytes", i)
		}
	}
}

// FuzzLinework reads anything, under a checksum that is right: what is read must be written down as the same.
func FuzzLinework(f *testing.F) {
	c := bent(f)
	linework := c.encode(name)
	f.Add(linework[:len(linework)-crc32.Size])
	f.Add([]byte{1, 0, 0})
	f.Fuzz(func(t *testing.T, content []byte) {
		d, err := c.decode(name, binary.LittleEndian.AppendUint32(content, checksum(name, content)))
		if err != nil {
			return
		}
		again, err := c.decode(name, d.encode(name))
		if err != nil || !again.Equal(d) {
			t.Errorf("%v: %v is read as %v", err, d.Faces(), again)
		}
	})
}
