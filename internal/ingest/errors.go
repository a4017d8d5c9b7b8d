package ingest

import (
	"errors"

	"splitline/geo/coverage"
	"splitline/internal/ingest/report"
)

// ErrRefused is the kind of error of what is refused whole: a file with a fault that cannot be repaired, an update that
// the fold cannot take in. Nothing of it is stored.
var ErrRefused = report.ErrRefused

// asFoldError returns the fold error in a chain.
func asFoldError(err error) (*coverage.FoldError, bool) {
	var refusal *coverage.FoldError
	found := errors.As(err, &refusal)
	return refusal, found
}
