package bundle

import (
	"context"
	"errors"
	"slices"

	"splitline/geo"
	"splitline/geo/coverage"
)

// rehearse folds the updates of a series by themselves, so that a folder that cannot be folded is refused before
// anything of it is stored. The error is of kind geo.ErrInvalid and names the file, the update counted from 1, and what
// the fold cannot take in.
func (c SeriesContent) rehearse(ctx context.Context, boundary geo.Boundary) error {
	updates := slices.Clone(c.Updates)
	for i := range updates {
		updates[i].ID, updates[i].Place = geo.UpdateID(i+1), int64(i+1)
	}
	slices.SortStableFunc(updates, func(a, b geo.Update) int { return a.Valid.From.Compare(b.Valid.From) })
	_, err := coverage.Fold(ctx, boundary.Geometry, updates, nil)
	var refused *coverage.FoldError
	if errors.As(err, &refused) {
		return in(refused.Err, "%s: update %d", seriesFile(c.Series.Ref.Series), refused.Update)
	}
	return err
}

// seriesFile returns the name of the file of a series.
func seriesFile(id geo.SeriesID) string { return "series/" + string(id) + ".geojson" }
