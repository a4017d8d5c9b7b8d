package change

import "errors"

// The kinds of error of this package, beside those of package split.
var (
	// ErrMismatch says that two snapshots cannot be compared: they are of different enclaves or were folded over
	// different boundaries.
	ErrMismatch = errors.New("not comparable")
	// ErrOverlap says that two zones, or two parts, of one date lie on the same side of an edge.
	ErrOverlap = errors.New("overlap")
)
