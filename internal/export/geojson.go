package export

import (
	"fmt"
	"io"

	"splitline/geo"
)

// GeoJSON writes the zones of a snapshot as a FeatureCollection (RFC 7946), one feature a line, in the order of the
// snapshot. It returns the error of the writer, and one of kind geo.ErrInvalid if a coordinate is not a number.
func GeoJSON(w io.Writer, snapshot geo.Snapshot) error {
	buffer := []byte(geo.CollectionHead)
	for i, z := range snapshot.Zones {
		if i > 0 {
			buffer = append(buffer, ',')
		}
		buffer = append(buffer, '\n')
		var err error
		if buffer, err = geo.AppendFeature(buffer, z.Feature()); err != nil {
			return fmt.Errorf("zone %d: %w", z.ID, err)
		}
		if _, err := w.Write(buffer); err != nil {
			return fmt.Errorf("write GeoJSON: %w", err)
		}
		buffer = buffer[:0]
	}
	buffer = append(append(buffer, geo.CollectionTail...), '\n')
	if _, err := w.Write(buffer); err != nil {
		return fmt.Errorf("write GeoJSON: %w", err)
	}
	return nil
}
