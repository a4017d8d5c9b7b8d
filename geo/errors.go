package geo

import (
	"errors"
	"fmt"
)

// ErrInvalid is the kind of every error this package returns: a value that breaks a stated rule. The message names
// the field and the rule.
var ErrInvalid = errors.New("invalid")

// invalidf returns an error of kind [ErrInvalid] about a field.
func invalidf(field, format string, args ...any) error {
	return fmt.Errorf("%s: %s: %w", field, fmt.Sprintf(format, args...), ErrInvalid)
}

// within prefixes an error of a part with the name of the whole that holds it.
func within(field string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s.%w", field, err)
}
