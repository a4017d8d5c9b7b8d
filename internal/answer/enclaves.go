package answer

import (
	"context"
	"math"
	"time"

	"github.com/paulmach/orb"

	"splitline/geo"
	"splitline/internal/store"
)

// Enclaves lists the enclaves with everything a map needs to begin: legends, series, boundaries, milestones, figures.
type Enclaves struct {
	Enclaves []Enclave `json:"enclaves"`
}

// Enclave is one of them.
type Enclave struct {
	ID                  geo.EnclaveID       `json:"id"`
	Name                geo.Text            `json:"name"`
	TimeZone            string              `json:"time_zone"`
	BBox                [4]float64          `json:"bbox"`
	Boundary            BoundaryRef         `json:"boundary"`
	Boundaries          []Boundary          `json:"boundaries"`
	Controllers         []Controller        `json:"controllers"`
	Sides               []Side              `json:"sides"`
	SettingsVersion     geo.SettingsVersion `json:"settings_version"`
	Thresholds          geo.Thresholds      `json:"thresholds"`
	DefaultSeries       geo.SeriesID        `json:"default_series,omitempty"`
	DefaultSeriesReason geo.Text            `json:"default_series_reason,omitempty"`
	Series              []Series            `json:"series"`
	Milestones          []Milestone         `json:"milestones"`
	Figures             []Figure            `json:"figures"`
}

// Series is a series of an enclave; First and Last are its first and last instant of change.
type Series struct {
	ID          geo.SeriesID   `json:"id"`
	Title       geo.Text       `json:"title"`
	Kind        geo.SeriesKind `json:"kind"`
	Description geo.Text       `json:"description,omitempty"`
	Revision    geo.Revision   `json:"revision"`
	First       Time           `json:"first,omitzero"`
	Last        Time           `json:"last,omitzero"`
	Tiles       string         `json:"tiles"`
}

// Enclaves answers with every enclave in its newest state.
func (s *Service) Enclaves(ctx context.Context) (Enclaves, error) {
	answer := Enclaves{Enclaves: []Enclave{}}
	err := s.store.Read(ctx, func(r store.Reader) error {
		enclaves, err := r.Enclaves(ctx)
		if err != nil {
			return err
		}
		for _, e := range enclaves {
			one, err := readEnclave(ctx, r, e)
			if err != nil {
				return err
			}
			answer.Enclaves = append(answer.Enclaves, one)
		}
		return nil
	})
	return answer, err
}

func readEnclave(ctx context.Context, r store.Reader, e geo.Enclave) (Enclave, error) {
	settings, err := r.Settings(ctx, e.ID, time.Time{})
	if err != nil {
		return Enclave{}, err
	}
	answer := Enclave{
		ID: e.ID, Name: e.Name, TimeZone: timeZoneName(e),
		Controllers: each(settings.Controllers, wireController), Sides: each(settings.Sides, wireSide),
		SettingsVersion: settings.Version, Thresholds: settings.Thresholds,
		DefaultSeries: settings.DefaultSeries, DefaultSeriesReason: settings.DefaultSeriesReason,
	}
	if err := answer.readBoundaries(ctx, r, settings.Boundary); err != nil {
		return Enclave{}, err
	}
	if err := answer.readSeries(ctx, r); err != nil {
		return Enclave{}, err
	}
	milestones, err := r.Milestones(ctx, e.ID, time.Time{})
	if err != nil {
		return Enclave{}, err
	}
	figures, err := r.Figures(ctx, e.ID, time.Time{})
	if err != nil {
		return Enclave{}, err
	}
	answer.Milestones, answer.Figures = each(milestones, wireMilestone), each(figures, wireFigure)
	return answer, nil
}

func (e *Enclave) readBoundaries(ctx context.Context, r store.Reader, inUse geo.BoundaryRef) error {
	boundaries, err := r.Boundaries(ctx, e.ID, time.Time{})
	if err != nil {
		return err
	}
	e.Boundaries = each(boundaries, wireBoundary)
	for _, b := range boundaries {
		if b.Ref == inUse {
			e.Boundary, e.BBox = wireBoundaryRef(b), bbox(b.Geometry.Bound())
		}
	}
	return nil
}

func (e *Enclave) readSeries(ctx context.Context, r store.Reader) error {
	list, err := r.SeriesOf(ctx, e.ID)
	if err != nil {
		return err
	}
	e.Series = make([]Series, 0, len(list))
	for _, s := range list {
		changes, err := r.Changes(ctx, s.Ref, time.Time{})
		if err != nil {
			return err
		}
		one := Series{
			ID: s.Ref.Series, Title: s.Title, Kind: s.Kind, Description: s.Description, Revision: s.Revision,
			Tiles: "/tiles/" + s.Ref.String() + ".json",
		}
		if len(changes) > 0 {
			one.First, one.Last = At(changes[0]), At(changes[len(changes)-1])
		}
		e.Series = append(e.Series, one)
	}
	return nil
}

func wireSide(s geo.Side) Side {
	return Side{ID: s.ID, Label: s.Label, Controllers: append([]geo.ControllerID{}, s.Controllers...)}
}

// timeZoneName returns the name of the enclave's time zone; the empty name is UTC.
func timeZoneName(e geo.Enclave) string {
	if e.TimeZone == "" {
		return "UTC"
	}
	return e.TimeZone
}

// bbox returns west, south, east and north with seven decimals.
func bbox(b orb.Bound) [4]float64 {
	return [4]float64{seven(b.Min[0]), seven(b.Min[1]), seven(b.Max[0]), seven(b.Max[1])}
}

func seven(degrees float64) float64 { return math.Round(degrees*geo.GridPerDegree) / geo.GridPerDegree }
