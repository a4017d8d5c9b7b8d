package tiles

import "errors"

// ErrAddress is the kind of error for a tile address that is malformed or outside the zooms and matrix of the scheme.
var ErrAddress = errors.New("no such tile")

// ErrContent is the kind of error for content that cannot be drawn.
var ErrContent = errors.New("content cannot be drawn")
