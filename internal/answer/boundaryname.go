package answer

import (
	"fmt"
	"strconv"
	"strings"

	"splitline/geo"
)

// ParseBoundary reads the name of a boundary as readers write it: ID, which is its newest version (version 0), or
// ID:VERSION. It returns an error of kind geo.ErrInvalid for anything else.
func ParseBoundary(name string) (geo.BoundaryRef, error) {
	id, version, versioned := strings.Cut(name, ":")
	ref := geo.BoundaryRef{ID: id}
	malformed := fmt.Errorf("boundary: %q must be written ID or ID:VERSION: %w", clip(name), geo.ErrInvalid)
	if geo.ValidateID("boundary", id) != nil {
		return ref, malformed
	}
	if !versioned {
		return ref, nil
	}
	n, err := strconv.Atoi(version)
	if err != nil || n < 1 {
		return ref, malformed
	}
	ref.Version = n
	return ref, nil
}
