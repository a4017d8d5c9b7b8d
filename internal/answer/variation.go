package answer

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"time"

	"golang.org/x/sync/errgroup"

	"splitline/geo"
	"splitline/geo/split"
	"splitline/internal/store"
)

// Variation is an answer with one convention changed.
type Variation struct {
	// Parameter is epsilon_m, minimum_mapping_unit_km2, line_shift_m or boundary.
	Parameter string `json:"parameter"`
	// Value is the parameter's: a number in the unit of its name, for a boundary ID:VERSION.
	Value       VariationValue `json:"value"`
	Word        split.Word     `json:"word"`
	Headline    string         `json:"headline"`
	Controllers []AccountShare `json:"controllers"`
	// ChangesWord says that the word is another than without the change.
	ChangesWord bool `json:"changes_word"`
}

// VariationValue is a number, or the name of a boundary.
type VariationValue struct {
	Number float64
	Name   string
}

// The parameters that are changed.
const (
	varyEpsilon  = "epsilon_m"
	varyMinimum  = "minimum_mapping_unit_km2"
	varyBoundary = "boundary"
	varyLine     = "line_shift_m"
)

// MarshalJSON writes the name if there is one, else the number.
func (v VariationValue) MarshalJSON() ([]byte, error) {
	if v.Name != "" {
		return json.Marshal(v.Name)
	}
	return json.Marshal(v.Number)
}

// UnmarshalJSON reads what MarshalJSON writes.
func (v *VariationValue) UnmarshalJSON(data []byte) error {
	if len(data) > 0 && data[0] == '"' {
		return json.Unmarshal(data, &v.Name)
	}
	return json.Unmarshal(data, &v.Number)
}

// String returns the name or the number.
func (v VariationValue) String() string {
	if v.Name != "" {
		return v.Name
	}
	return strconv.FormatFloat(v.Number, 'g', 6, 64)
}

// variation is an answer still to be made.
type variation struct {
	parameter string
	value     VariationValue
	make      func(context.Context) (split.Answer, error)
}

// sensitivity measures the snapshot at a change with epsilon and the minimum mapping unit halved and doubled, over every
// other boundary, and with its line moved by its accuracy to either side.
func (s *Service) sensitivity(ctx context.Context, st *State, index int, base split.Answer, asOf time.Time) ([]Variation, error) {
	list := s.otherThresholds(st, index)
	boundaries, err := s.otherBoundaries(ctx, st, asOf)
	if err != nil {
		return nil, err
	}
	lines, err := s.otherLines(st, index)
	if err != nil {
		return nil, err
	}
	list = append(list, lines...)
	list = append(list, s.overBoundaries(st, index, boundaries)...)
	answers, told := make([]split.Answer, len(list)), make([]Variation, 0, len(list))
	group, working := errgroup.WithContext(ctx)
	group.SetLimit(measuredAtOnce)
	for i, v := range list {
		group.Go(func() (err error) {
			answers[i], err = v.make(working)
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	for i, a := range answers {
		if a.Rule == "" {
			continue // the series says nothing over that boundary
		}
		told = append(told, Variation{
			Parameter: list[i].parameter, Value: list[i].value, Word: a.Verdict.Word, Headline: a.Verdict.Headline,
			Controllers: accountShares(a), ChangesWord: a.Verdict.Word != base.Verdict.Word,
		})
	}
	return told, nil
}

// otherThresholds varies epsilon and the minimum mapping unit.
func (s *Service) otherThresholds(st *State, index int) []variation {
	var list []variation
	for _, parameter := range []string{varyEpsilon, varyMinimum} {
		for _, factor := range []float64{0.5, 2} {
			thresholds := st.Settings.Thresholds
			size := &thresholds.EpsilonM
			if parameter == varyMinimum {
				size = &thresholds.MinimumMappingUnitKm2
			}
			if *size == 0 {
				continue
			}
			*size *= factor
			other := *st
			other.Settings.Thresholds = thresholds
			other.parameters = parametersHash(other.Boundary, other.Settings)
			list = append(list, variation{parameter, VariationValue{Number: *size}, func(ctx context.Context) (split.Answer, error) {
				return s.measure(ctx, &other, index)
			}})
		}
	}
	return list
}

// otherBoundaries returns the newest version of every boundary of the enclave but the one of the state.
func (s *Service) otherBoundaries(ctx context.Context, st *State, asOf time.Time) ([]geo.BoundaryRef, error) {
	var newest []geo.BoundaryRef
	err := s.store.Read(ctx, func(r store.Reader) error {
		boundaries, err := r.Boundaries(ctx, st.Enclave.ID, asOf)
		for _, b := range boundaries {
			same := func(ref geo.BoundaryRef) bool { return ref.ID == b.Ref.ID }
			if i := slices.IndexFunc(newest, same); i < 0 {
				newest = append(newest, b.Ref)
			} else if newest[i].Version < b.Ref.Version {
				newest[i] = b.Ref
			}
		}
		return err
	})
	return slices.DeleteFunc(newest, func(ref geo.BoundaryRef) bool { return ref == st.Boundary.Ref }), err
}

// overBoundaries varies the boundary.
func (s *Service) overBoundaries(st *State, index int, boundaries []geo.BoundaryRef) []variation {
	list := make([]variation, 0, len(boundaries))
	at := st.Changes[index]
	for _, ref := range boundaries {
		name := VariationValue{Name: fmt.Sprintf("%s:%d", ref.ID, ref.Version)}
		list = append(list, variation{varyBoundary, name, func(ctx context.Context) (split.Answer, error) {
			other, err := s.Against(ctx, st, ref)
			if err != nil || other.Index(at) == BeforeFirst {
				return split.Answer{}, err
			}
			return s.measure(ctx, other, other.Index(at))
		}})
	}
	return list
}

// otherLines moves the line to either side by its accuracy: the coarsest of its parts, where that is stated of any.
func (s *Service) otherLines(st *State, index int) ([]variation, error) {
	in := split.Input{Snapshot: st.Snapshot(index), Boundary: st.Boundary, Settings: st.Settings}
	fronts, err := split.FrontsOf(in)
	if err != nil {
		return nil, err
	}
	var accuracyM float64
	for _, front := range fronts {
		accuracyM = max(accuracyM, front.AccuracyM)
	}
	if accuracyM == 0 {
		return nil, nil
	}
	var list []variation
	for _, metres := range []float64{-accuracyM, accuracyM} {
		key := fmt.Sprintf("%s moved %g", s.measureKey(st, index), metres)
		list = append(list, variation{varyLine, VariationValue{Number: metres}, func(ctx context.Context) (split.Answer, error) {
			return recalled(ctx, s.measures, key, func(ctx context.Context) (split.Answer, error) { return s.moved(ctx, in, metres) })
		}})
	}
	return list, nil
}

// moved measures a snapshot with its line moved by so many metres.
func (s *Service) moved(ctx context.Context, in split.Input, metres float64) (split.Answer, error) {
	metric := s.metric(in.Boundary.Geometry.Bound())
	shifted, err := split.Shifted(ctx, in, metres, metric)
	if err != nil {
		return split.Answer{}, err
	}
	return split.Measure(ctx, shifted, metric)
}
