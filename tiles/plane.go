package tiles

import "cmp"

// cross returns twice the signed area of the triangle abc: positive if it turns as exterior rings of a tile do. It is
// exact: differences of coordinates are below 2^31.
func cross(a, b, c pt) int64 {
	return (int64(b.X)-int64(a.X))*(int64(c.Y)-int64(a.Y)) - (int64(b.Y)-int64(a.Y))*(int64(c.X)-int64(a.X))
}

// area2 returns twice the signed area of a ring, whether or not its first point is repeated at its end.
func area2(ring []pt) int64 {
	if len(ring) < 3 {
		return 0
	}
	var sum int64
	for i := 1; i < len(ring)-1; i++ {
		sum += cross(ring[0], ring[i], ring[i+1])
	}
	return sum
}

func reverse(points []pt) {
	for i, j := 0, len(points)-1; i < j; i, j = i+1, j-1 {
		points[i], points[j] = points[j], points[i]
	}
}

func comparePt(a, b pt) int {
	if a.X != b.X {
		return cmp.Compare(a.X, b.X)
	}
	return cmp.Compare(a.Y, b.Y)
}

// key packs a point into one word that orders as comparePt does for points of non-negative coordinates.
func (p pt) key() uint64 { return uint64(uint32(p.X))<<32 | uint64(uint32(p.Y)) }

// ptOf returns the point of a key.
func ptOf(key uint64) pt { return pt{int32(uint32(key >> 32)), int32(uint32(key))} }

// box is a closed rectangle of grid points; it is empty if its minimum exceeds its maximum.
type box struct{ min, max pt }

func boxOf(points []pt) box {
	b := emptyBox()
	for _, p := range points {
		b.add(p)
	}
	return b
}

func emptyBox() box {
	const far = 1<<31 - 1
	return box{min: pt{far, far}, max: pt{-far, -far}}
}

func (b *box) add(p pt) {
	b.min.X, b.min.Y = min(b.min.X, p.X), min(b.min.Y, p.Y)
	b.max.X, b.max.Y = max(b.max.X, p.X), max(b.max.Y, p.Y)
}

func (b *box) addBox(o box) {
	if o.min.X <= o.max.X {
		b.add(o.min)
		b.add(o.max)
	}
}

func (b box) meets(o box) bool {
	return b.min.X <= o.max.X && o.min.X <= b.max.X && b.min.Y <= o.max.Y && o.min.Y <= b.max.Y
}

func (b box) holds(o box) bool {
	return b.min.X <= o.min.X && o.max.X <= b.max.X && b.min.Y <= o.min.Y && o.max.Y <= b.max.Y
}

func (b box) clamp(p pt) pt {
	return pt{min(max(p.X, b.min.X), b.max.X), min(max(p.Y, b.min.Y), b.max.Y)}
}
