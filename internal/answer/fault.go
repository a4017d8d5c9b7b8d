package answer

import (
	"errors"
	"fmt"
	"strings"

	"splitline/geo"
	"splitline/internal/store"
)

// Fault is an error whose Detail is written for the reader who asked. It wraps a kind: geo.ErrInvalid,
// store.ErrNotFound, or another that the kinds of errors list.
type Fault struct {
	Kind error
	// Parameter is the part of the question to blame, or "".
	Parameter string
	Detail    string
}

// Error returns the detail and the kind.
func (f *Fault) Error() string { return fmt.Sprintf("%s: %v", f.Detail, f.Kind) }

// Unwrap returns the kind.
func (f *Fault) Unwrap() error { return f.Kind }

// Invalid returns a fault of kind geo.ErrInvalid about a parameter. Of an err of that kind the text is taken as the
// detail, without the kind at its end.
func Invalid(parameter string, err error) *Fault {
	detail := strings.TrimSuffix(err.Error(), ": "+geo.ErrInvalid.Error())
	return &Fault{Kind: geo.ErrInvalid, Parameter: parameter, Detail: detail}
}

// Invalidf returns a fault of kind geo.ErrInvalid about a parameter.
func Invalidf(parameter, format string, args ...any) *Fault {
	return &Fault{Kind: geo.ErrInvalid, Parameter: parameter, Detail: fmt.Sprintf(format, args...)}
}

// NotFoundf returns a fault of kind store.ErrNotFound; parameter may be "".
func NotFoundf(parameter, format string, args ...any) *Fault {
	return &Fault{Kind: store.ErrNotFound, Parameter: parameter, Detail: fmt.Sprintf(format, args...)}
}

// explain turns an error of kind store.ErrNotFound into a fault, and leaves every other as it is.
func explain(err error, parameter, format string, args ...any) error {
	if errors.Is(err, store.ErrNotFound) {
		return NotFoundf(parameter, format, args...)
	}
	return err
}
