package bundle

import (
	"context"
	"encoding/json"
	"time"

	"splitline/geo"
	"splitline/internal/store"
)

// Counts says how many of each were stored.
type Counts struct {
	Figures, Milestones, Observations, Places int
}

// Sum returns how many things were stored together.
func (c Counts) Sum() int { return c.Figures + c.Milestones + c.Observations + c.Places }

// AddThings stores those of the things that the enclave does not have yet, so that importing a file twice stores
// nothing the second time. A thing is had if one in force says the same in every member. Errors are those of the store.
func AddThings(ctx context.Context, w store.Writer, enclave geo.EnclaveID, things Things) (Counts, error) {
	var counts Counts
	var err error
	if counts.Figures, err = addNew(ctx, enclave, things.Figures, w.Figures, figureKey, w.AddFigures); err != nil {
		return Counts{}, in(err, "figures")
	}
	if counts.Milestones, err = addNew(ctx, enclave, things.Milestones, w.Milestones, milestoneKey, w.AddMilestones); err != nil {
		return Counts{}, in(err, "milestones")
	}
	if counts.Observations, err = addNew(ctx, enclave, things.Observations, w.Observations, observationKey, w.AddObservations); err != nil {
		return Counts{}, in(err, "observations")
	}
	if counts.Places, err = addNew(ctx, enclave, things.Places, w.Places, placeKey, w.AddPlaces); err != nil {
		return Counts{}, in(err, "places")
	}
	return counts, nil
}

// addNew stores the things whose key no stored thing has, each once, and returns how many.
func addNew[T any](
	ctx context.Context, enclave geo.EnclaveID, things []T,
	stored func(context.Context, geo.EnclaveID, time.Time) ([]T, error),
	key func(T) (string, error),
	add func(context.Context, []T) error,
) (int, error) {
	had := make(map[string]bool)
	old, err := stored(ctx, enclave, time.Time{})
	if err != nil {
		return 0, err
	}
	for _, thing := range old {
		k, err := key(thing)
		if err != nil {
			return 0, err
		}
		had[k] = true
	}
	var added []T
	for _, thing := range things {
		k, err := key(thing)
		if err != nil {
			return 0, err
		}
		if !had[k] {
			had[k] = true
			added = append(added, thing)
		}
	}
	if len(added) == 0 {
		return 0, nil
	}
	return len(added), add(ctx, added)
}

// The keys are everything a thing says, without what the store sets.

func observationKey(o geo.Observation) (string, error) {
	o.ID, o.Recorded = 0, geo.Interval{}
	text, err := geo.AppendFeature(nil, o.Feature())
	return string(text), err
}

func placeKey(p geo.Place) (string, error) {
	p.ID = 0
	text, err := geo.AppendFeature(nil, p.Feature())
	return string(text), err
}

func figureKey(f geo.Figure) (string, error) {
	return keyOf(f.Kind, f.Share, f.AreaM2, f.At.Unix(), f.Precision, f.Controller, inUTC(f.Source), f.Boundary, words(f.Note))
}

func milestoneKey(m geo.Milestone) (string, error) {
	return keyOf(words(m.Title), m.At.Unix(), m.Precision, m.Phase, words(m.Note), inUTC(m.Source))
}

func keyOf(parts ...any) (string, error) {
	text, err := json.Marshal(parts)
	return string(text), err
}

// words makes no text and an empty one the same.
func words(t geo.Text) geo.Text {
	if len(t) == 0 {
		return nil
	}
	return t
}

// inUTC writes the times of a source in one zone.
func inUTC(s geo.Source) geo.Source {
	s.ObservedAt, s.PublishedAt, s.RetrievedAt = s.ObservedAt.UTC(), s.PublishedAt.UTC(), s.RetrievedAt.UTC()
	return s
}
