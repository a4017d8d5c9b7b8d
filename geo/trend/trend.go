package trend

import (
	"context"
	"math"
	"slices"
	"time"
)

// Of returns the trend of a history. Of one without states nothing is known. Errors are those of the functions of the
// history.
func Of(ctx context.Context, h History) (Trend, error) {
	if len(h.States) == 0 {
		return Trend{Word: Unknown, Headline: "Unknown: no update yet", Conditions: []Condition{}}, nil
	}
	f := findings{History: &h, watch: watched(h.Observed, h.At, h.Thresholds.GapDays)}
	var err error
	if f.stillness, err = h.still(ctx, f.watch); err != nil {
		return Trend{}, err
	}
	var compared int
	compared, f.trendFrom = h.back(h.Thresholds.TrendDays)
	f.signs = signsOf(h.States[compared], h.States[h.last()], h.Thresholds.CutPartShare)
	compared, f.moveFrom = h.back(h.Thresholds.FrozenTurnoverDays)
	f.gain = mostGained(h.States[compared], h.States[h.last()])
	if f.moved, err = h.movedSince(ctx, f.moveFrom); err != nil {
		return Trend{}, err
	}
	return f.trend(), nil
}

// OfPlan returns the trend of a series that is a plan: nobody observes one.
func OfPlan() Trend {
	return Trend{Word: Unknown, Headline: "Unknown: a plan is not observed", Conditions: []Condition{}}
}

// findings are what was found of a history.
type findings struct {
	*History
	watch     watch
	stillness stillness
	signs     signs
	// trendFrom is from when on the signs were compared, moveFrom from when on ground was counted that changed hands.
	trendFrom, moveFrom time.Time
	moved               float64
	gain                gain
}

// movedSince returns the share of the enclave that changed hands after an instant, summed from step to step.
func (h *History) movedSince(ctx context.Context, from time.Time) (sum float64, err error) {
	for i := h.last(); i > 0 && h.States[i].From.After(from); i-- {
		share, err := h.turnover(ctx, i)
		if err != nil {
			return 0, err
		}
		sum += share
	}
	return sum, nil
}

// trend puts the findings into words.
func (f *findings) trend() Trend {
	t := Trend{Conditions: f.conditions(), LastObserved: f.watch.last.UTC(), LastUpdate: f.LastUpdate.UTC()}
	t.Word = wordOf(t.Conditions)
	switch t.Word {
	case NotObserved:
		t.Since = f.watch.last
	case Frozen:
		t.Since = f.stillness.since
	case Splitting, Rejoining:
		t.Since, t.Signs = f.trendFrom, f.signsOf(t.Word)
	case Moving:
		t.Since = f.moveFrom
		if f.gain.id != "" {
			t.Gains, t.GainedShare = f.gain.id, ptr(f.gain.share)
		}
	default:
		t.Since = f.moveFrom
	}
	if !t.Since.IsZero() {
		t.Since, t.Days = t.Since.UTC(), ptr(wholeDays(t.Since, f.At))
	}
	t.Headline = f.headline(t)
	if f.Schematic {
		t.withhold()
	}
	return t
}

// wordOf returns the first word whose conditions hold: all of those of frozen, one of those of any other.
func wordOf(conditions []Condition) Word {
	for _, word := range []Word{NotObserved, Frozen, Splitting, Rejoining, Moving} {
		of := slices.DeleteFunc(slices.Clone(conditions), func(c Condition) bool { return c.Word != word })
		passing := func(c Condition) bool { return c.Pass }
		failing := func(c Condition) bool { return !c.Pass }
		if word == Frozen && !slices.ContainsFunc(of, failing) || word != Frozen && slices.ContainsFunc(of, passing) {
			return word
		}
	}
	return Unknown
}

// conditions returns every condition of every word.
func (f *findings) conditions() []Condition {
	t, s := f.Thresholds, f.stillness
	var since *float64
	if !f.watch.last.IsZero() {
		since = ptr(inDays(f.At.Sub(f.watch.last)))
	}
	unwatched := condition(NotObserved, "days_since_observation", since, Above, t.GapDays)
	unwatched.Pass = unwatched.Pass || since == nil
	rise := f.signs.main.To - f.signs.main.From
	more := f.signs.parts.To - f.signs.parts.From
	return []Condition{
		unwatched,
		condition(Frozen, "observed_days", &s.watchedDays, AtLeast, t.FrozenDays),
		condition(Frozen, "unchanged_word_days", &s.wordDays, AtLeast, t.FrozenDays),
		condition(Frozen, "turnover_share", &s.turnover, AtMost, t.FrozenTurnoverShare),
		condition(Frozen, "line_in_place_share", s.line, AtLeast, t.FrozenLineShare),
		condition(Splitting, "second_main_part_rise", ptr(rise), AtLeast, t.TrendShare),
		condition(Splitting, "neck_fall_share", f.signs.fall.fell(), AtLeast, t.TrendNeckShare),
		condition(Splitting, "parts_appeared", ptr(more), AtLeast, 1),
		condition(Rejoining, "second_main_part_fall", ptr(0-rise), AtLeast, t.TrendShare),
		condition(Rejoining, "neck_rise_share", f.signs.rise.rose(), AtLeast, t.TrendNeckShare),
		condition(Rejoining, "parts_vanished", ptr(0-more), AtLeast, 1),
		condition(Moving, "moved_share", &f.moved, Above, 0),
	}
}

// condition holds a value against a threshold: at least, at most or above. A nil value fails.
func condition(word Word, name string, value *float64, comparison Comparison, threshold float64) Condition {
	c := Condition{Word: word, Name: name, Value: value, Comparison: comparison, Threshold: threshold}
	if value == nil {
		return c
	}
	switch comparison {
	case AtMost:
		c.Pass = *value <= threshold+tolerance
	case Above:
		c.Pass = *value > threshold+tolerance
	default:
		c.Pass = reaches(*value, threshold)
	}
	return c
}

// fell returns how much of its width a neck lost, rose how much it gained; nil of no neck.
func (n *neckSign) fell() *float64 {
	if n == nil {
		return nil
	}
	return ptr(n.lost)
}

func (n *neckSign) rose() *float64 {
	if n == nil {
		return nil
	}
	return ptr(0 - n.lost)
}

// signsOf returns the signs of a word that tell of it.
func (f *findings) signsOf(word Word) (told []Sign) {
	t, towards := f.Thresholds, 1.0
	neck := f.signs.fall
	if word == Rejoining {
		towards, neck = -1, f.signs.rise
	}
	if reaches(towards*(f.signs.main.To-f.signs.main.From), t.TrendShare) {
		told = append(told, f.signs.main)
	}
	if neck != nil && reaches(towards*neck.lost, t.TrendNeckShare) {
		told = append(told, neck.Sign)
	}
	if reaches(towards*(f.signs.parts.To-f.signs.parts.From), 1) {
		told = append(told, f.signs.parts)
	}
	return told
}

// withhold leaves of a trend what schematic shapes bear: words, dates, and shares in whole points.
func (t *Trend) withhold() {
	for i, c := range t.Conditions {
		switch c.Name {
		case "line_in_place_share", "neck_fall_share", "neck_rise_share":
			t.Conditions[i].Value = nil
		case "turnover_share", "second_main_part_rise", "second_main_part_fall", "moved_share":
			t.Conditions[i].Value = ptr(wholePoints(*c.Value))
		}
	}
	if t.GainedShare != nil {
		t.GainedShare = ptr(wholePoints(*t.GainedShare))
	}
	t.Signs = slices.DeleteFunc(t.Signs, func(s Sign) bool { return s.Kind == NeckSign })
	for i, s := range t.Signs {
		if s.Kind == MainPartSign {
			t.Signs[i].From, t.Signs[i].To = wholePoints(s.From), wholePoints(s.To)
		}
	}
}

func wholePoints(share float64) float64 { return math.Round(share*100) / 100 }

func ptr[T any](v T) *T { return &v }
