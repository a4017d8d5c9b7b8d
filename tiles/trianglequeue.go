package tiles

// triangle is a vertex of an arc with its neighbours at the time of queueing.
type triangle struct {
	// area is twice that of the triangle.
	area               int64
	vertex, prev, next int32
}

// before orders by area, then by the number of vertices replaced, so that straight lines are halved and not eaten up
// from one end, then by place.
func (t triangle) before(o triangle) bool {
	if t.area != o.area {
		return t.area < o.area
	}
	if a, b := t.next-t.prev, o.next-o.prev; a != b {
		return a < b
	}
	return t.vertex < o.vertex
}

// triangleQueue is a binary heap, the least triangle first.
type triangleQueue []triangle

func (q *triangleQueue) push(t triangle) {
	h := append(*q, t)
	i := len(h) - 1
	for i > 0 {
		parent := (i - 1) / 2
		if !t.before(h[parent]) {
			break
		}
		h[i] = h[parent]
		i = parent
	}
	h[i] = t
	*q = h
}

func (q *triangleQueue) pop() triangle {
	h := *q
	least, last := h[0], h[len(h)-1]
	h = h[:len(h)-1]
	*q = h
	if len(h) == 0 {
		return least
	}
	i := 0
	for {
		child := 2*i + 1
		if child >= len(h) {
			break
		}
		if child+1 < len(h) && h[child+1].before(h[child]) {
			child++
		}
		if !h[child].before(last) {
			break
		}
		h[i] = h[child]
		i = child
	}
	h[i] = last
	return least
}
