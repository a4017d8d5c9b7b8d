package answer

import (
	"context"
	"errors"
	"math"
	"slices"
	"time"

	"splitline/geo/split"
)

// course is what is known of a state from change to change. It is immutable.
type course struct {
	state *State
	// answers are dated; where pending says that a snapshot is not measured yet there is none.
	answers []split.Answer
	pending []bool
	// steps lead to the change of their index; nil to the first, and where one is not measured yet.
	steps []*step
}

// measured returns the number of changes of which everything is known.
func (c *course) measured() int {
	n := 0
	for i := range c.steps {
		if !c.pending[i] && (i == 0 || c.steps[i] != nil) {
			n++
		}
	}
	return n
}

func (c *course) whole() bool { return c.measured() == len(c.steps) }

// course returns what is in memory and in the store of a state, and measures nothing.
func (s *Service) course(ctx context.Context, st *State) (*course, error) {
	if len(st.hashes) == 0 {
		return &course{state: st}, nil
	}
	steps, missed := s.steps.found(ctx, s.stepKeys(st))
	c := &course{state: st, pending: make([]bool, len(st.hashes)), steps: make([]*step, len(st.hashes))}
	for i := range steps {
		c.steps[i+1] = &steps[i]
	}
	for _, i := range missed {
		c.steps[i+1] = nil
	}
	answers, missing := s.measures.found(ctx, s.measureKeys(st))
	if len(missing) == 0 {
		var err error
		c.answers, err = s.chained(ctx, st, len(st.hashes)-1)
		return c, err
	}
	c.answers = answers
	for _, i := range missing {
		c.pending[i] = true
		c.answers[i].Verdict.Word = split.Unknown
	}
	c.dateSome()
	return c, nil
}

// dateSome dates the answers of a course of which some are pending: since when a word holds is not known where the
// change before is.
func (c *course) dateSome() {
	c.state.date(c.answers)
	unsure := make(map[int64]bool)
	for i := 1; i < len(c.answers); i++ {
		if c.pending[i-1] && !c.pending[i] {
			unsure[c.state.Changes[i].Unix()] = true
		}
	}
	clear := func(v *split.Verdict) {
		if unsure[v.Since.Unix()] {
			v.Since = time.Time{}
		}
	}
	for i := range c.answers {
		clear(&c.answers[i].Verdict)
		if c.answers[i].BySide != nil {
			clear(&c.answers[i].BySide.Verdict)
		}
	}
}

// whole waits until a state is measured, but no longer than the service waits, and goes on measuring after that. It
// returns what is known then.
func (s *Service) whole(ctx context.Context, st *State) (*course, error) {
	c, err := s.course(ctx, st)
	if err != nil || c.whole() {
		return c, err
	}
	waiting, cancel := context.WithTimeout(ctx, s.wait)
	defer cancel()
	if err := s.complete(waiting, st); err != nil && (ctx.Err() != nil || !errors.Is(err, context.DeadlineExceeded)) {
		return nil, err
	}
	return s.course(ctx, st)
}

// complete measures what is missing of a state, once for all who ask; it goes on when they hang up.
func (s *Service) complete(ctx context.Context, st *State) error {
	key := st.key()
	_, err := s.completing.Do(ctx, key, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, s.Prepare(ctx, st, s.pause)
	})
	return err
}

// key names the state among all that are made.
func (st *State) key() stateKey {
	return stateKey{
		enclave: st.Series.Ref.Enclave, series: st.Series.Ref.Series, revision: st.Revision,
		settings: st.Settings.Version, boundary: st.Boundary.Ref, enclaveSet: st.Enclave.Recorded.From.UnixMicro(),
		seriesSet: st.Series.Recorded.From.UnixMicro(),
	}
}

// observed returns the instants at which a source of any update looked, ascending, each once.
func (st *State) observed() []time.Time {
	return slices.CompactFunc(st.looks(), time.Time.Equal)
}

// PercentError returns the error of a share in points, rounded up to so many decimals.
func PercentError(shareError float64, decimals int) float64 {
	unit := math.Pow10(decimals)
	return math.Ceil(math.Round(shareError*100*unit*1e6)/1e6) / unit
}
