package spatialite

import (
	"fmt"

	"github.com/paulmach/orb"

	"splitline/internal/store"
)

// blob returns a geometry for its column, or an error of kind [geo.ErrInvalid] naming the field.
func blob(field string, g orb.Geometry) ([]byte, error) {
	if g == nil {
		return nil, invalid(field, "must be given")
	}
	b, err := formatBlob(g)
	if err != nil {
		return nil, invalid(field, "%s", err)
	}
	return b, nil
}

// geometryInto scans the BLOB of a geometry.
type geometryInto[T orb.Geometry] struct{ g *T }

func shape[T orb.Geometry](g *T) geometryInto[T] { return geometryInto[T]{g} }

// Scan implements [sql.Scanner]. A NULL leaves the geometry as it is.
func (i geometryInto[T]) Scan(column any) error {
	if column == nil {
		return nil
	}
	b, ok := column.([]byte)
	if !ok {
		return fmt.Errorf("%w: %T is not a geometry", store.ErrDamaged, column)
	}
	g, err := parseBlob(b)
	if err != nil {
		return err
	}
	if *i.g, ok = g.(T); !ok {
		return fmt.Errorf("%w: a %s stands where a %T belongs", store.ErrDamaged, g.GeoJSONType(), *i.g)
	}
	return nil
}
