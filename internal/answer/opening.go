package answer

import (
	"context"
	"time"

	"splitline/geo"
	"splitline/internal/store"
)

// Opening is the series that the map of an enclave opens with, and the number of its dates of change.
type Opening struct {
	Series geo.SeriesRef
	Dates  int
}

// Openings returns the default series of each enclave that has one, or else its first series.
func (s *Service) Openings(ctx context.Context) (openings []Opening, err error) {
	err = s.store.Read(ctx, func(r store.Reader) error {
		enclaves, err := r.Enclaves(ctx)
		if err != nil {
			return err
		}
		for _, e := range enclaves {
			one, err := openingOf(ctx, r, e.ID)
			if err != nil {
				return err
			}
			if one.Series.Series != "" {
				openings = append(openings, one)
			}
		}
		return nil
	})
	return openings, err
}

func openingOf(ctx context.Context, r store.Reader, id geo.EnclaveID) (Opening, error) {
	settings, err := r.Settings(ctx, id, time.Time{})
	if err != nil {
		return Opening{}, err
	}
	opening := Opening{Series: geo.SeriesRef{Enclave: id, Series: settings.DefaultSeries}}
	if settings.DefaultSeries == "" {
		list, err := r.SeriesOf(ctx, id)
		if err != nil || len(list) == 0 {
			return opening, err
		}
		opening.Series.Series = list[0].Ref.Series
	}
	changes, err := r.Changes(ctx, opening.Series, time.Time{})
	opening.Dates = len(changes)
	return opening, err
}
