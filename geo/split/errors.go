package split

import "errors"

// The kinds of error of this package.
var (
	// ErrNotCoverage says that the zones of a snapshot overlap or do not fill the boundary.
	ErrNotCoverage = errors.New("not a coverage")
	// ErrMismatch says that a snapshot was folded over another boundary than the one it is measured against.
	ErrMismatch = errors.New("another boundary")
)
