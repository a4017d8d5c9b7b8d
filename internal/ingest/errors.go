package ingest

import (
	"fmt"
	"time"

	"splitline/geo"
	"splitline/internal/ingest/report"
)

// ErrRefused is the kind of error of what is refused whole: a file with a fault that cannot be repaired, an update that
// the fold cannot take in. Nothing of it is stored.
var ErrRefused = report.ErrRefused

// UpdateError names a new update that the fold cannot take in. It is of kind [ErrRefused] and of that of Err.
type UpdateError struct {
	Update geo.Update
	Err    error
}

// Error names the update by its source and start, and says what is wrong.
func (e *UpdateError) Error() string {
	title := "no source"
	if len(e.Update.Sources) > 0 {
		title = e.Update.Sources[0].Title
	}
	return fmt.Sprintf("update of %q, valid from %s, is refused: %s", title, e.Update.Valid.From.Format(time.RFC3339), e.Err)
}

// Unwrap returns both kinds.
func (e *UpdateError) Unwrap() []error { return []error{ErrRefused, e.Err} }
