package trend_test

import (
	"context"
	"testing"
	"time"

	"splitline/geo"
	"splitline/geo/split"
	"splitline/geo/trend"
)

// asked is the instant that the tables ask about.
func asked() time.Time { return time.Date(2026, 1, 22, 12, 0, 0, 0, time.UTC) }

// ago returns the instant some days before the one asked about.
func ago(days float64) time.Time { return asked().Add(-time.Duration(days * float64(24*time.Hour))) }

// every returns observations from some days ago until now, with the same gap between all of them.
func every(gap, from float64) (looks []time.Time) {
	for d := from; d >= 0; d -= gap {
		looks = append(looks, ago(d))
	}
	return looks
}

// state is one row of a history: what holds from some days ago on.
type state struct {
	days float64
	word split.Word
	// moved is the share of the enclave that changed hands at its beginning, line the metres by which the whole line lies
	// off its first place.
	moved, line float64
	held        []trend.Holder
}

// halves is an enclave of two sides, the first of which holds a share.
func halves(share float64) []trend.Holder {
	return []trend.Holder{
		{ID: "israeli-held", Label: "Israeli-held", Sided: true, Share: share, Parts: []float64{share}},
		{ID: "hamas-held", Label: "Hamas-held", Sided: true, Share: 1 - share, Parts: []float64{1 - share}},
	}
}

// history makes a history of rows, oldest first. A line that lies farther off than 250 m has left its place.
func history(observed []time.Time, rows ...state) trend.History {
	h := trend.History{At: asked(), Observed: observed, Thresholds: geo.DefaultThresholds(), Decimals: 1}
	for i, r := range rows {
		s := trend.State{From: ago(r.days), Ground: string(rune('a' + i)), Word: r.word, Holders: r.held}
		if s.Word == "" {
			s.Word = split.TwoZone
		}
		if s.Holders == nil {
			s.Holders = halves(0.53)
		}
		h.States, h.LastUpdate = append(h.States, s), s.From
	}
	h.Turnover = func(_ context.Context, i int) (float64, error) { return rows[i].moved, nil }
	h.Line = func(_ context.Context, from, to int) (float64, error) {
		if off := rows[to].line - rows[from].line; off > 250 || off < -250 {
			return 0, nil
		}
		return 1, nil
	}
	return h
}

func of(t testing.TB, h trend.History) trend.Trend {
	t.Helper()
	made, err := trend.Of(context.Background(), h)
	if err != nil {
		t.Fatal(err)
	}
	return made
}

func conditionOf(t testing.TB, made trend.Trend, word trend.Word, name string) trend.Condition {
	t.Helper()
	for _, c := range made.Conditions {
		if c.Word == word && c.Name == name {
			return c
		}
	}
	t.Fatalf("there is no condition %q of %q", name, word)
	return trend.Condition{}
}

func TestWords(t *testing.T) {
	const second = 1.0 / 86400
	still := state{days: 200}
	cases := []struct {
		name string
		h    trend.History
		want trend.Word
	}{
		{"a history without states is unknown", trend.History{At: asked()}, trend.Unknown},
		{"a line that nobody looked at is not observed", history(nil, still), trend.NotObserved},
		{"an observation of 15 days ago is too old", history(every(1, 200)[:186], still), trend.NotObserved},
		{"an observation of exactly 14 days ago counts", history([]time.Time{ago(28), ago(14)}, still), trend.Unknown},
		{"an observation of 14 days and a second ago is too old", history([]time.Time{ago(14 + second)}, still), trend.NotObserved},
		{"an observation after the instant asked about is none", history([]time.Time{ago(-1)}, still), trend.NotObserved},
		{"a line watched for exactly 30 days is frozen", history(every(10, 30), still), trend.Frozen},
		{"a line watched for 29 days is not yet called frozen", history(every(10, 29), still), trend.Unknown},
		{"gaps of exactly 14 days are none", history(every(14, 42), still), trend.Frozen},
		{"gaps of 14 days and a second break the watch", history([]time.Time{ago(42), ago(28), ago(14 - second), ago(0)}, still), trend.Unknown},
		{
			"a word that changed exactly 30 days ago is old enough",
			history(every(10, 100), still, state{days: 30, word: split.Cut, moved: 0.02}), trend.Frozen,
		},
		{
			"a word that changed 29 days ago is not",
			history(every(10, 100), still, state{days: 29, word: split.Cut, moved: 0.001}), trend.Moving,
		},
		{
			"turnover of exactly 1 % in 30 days is still frozen",
			history(every(10, 100), still, state{days: 20, moved: 0.004}, state{days: 10, moved: 0.006}), trend.Frozen,
		},
		{
			"turnover above 1 % in 30 days is moving",
			history(every(10, 100), still, state{days: 20, moved: 0.004}, state{days: 10, moved: 0.0061}), trend.Moving,
		},
		{
			"steps 30 days apart do not fall within 30 days",
			history(every(10, 100), still, state{days: 35, moved: 0.01}, state{days: 5, moved: 0.01}), trend.Frozen,
		},
		{
			"a line that left its place is moving although little changed hands",
			history(every(10, 100), still, state{days: 10, moved: 0.009, line: 251}), trend.Moving,
		},
		{
			"a line 250 m off is in its place",
			history(every(10, 100), still, state{days: 10, moved: 0.009, line: 250}), trend.Frozen,
		},
		{
			"the second main part rose by exactly 2 points",
			history(every(10, 20), state{days: 200, held: halves(0.55)}, state{days: 20, moved: 0.02, held: halves(0.53)}), trend.Splitting,
		},
		{
			"the second main part rose by less than 2 points",
			history(every(10, 20), state{days: 200, held: halves(0.5499)}, state{days: 20, moved: 0.02, held: halves(0.53)}), trend.Moving,
		},
		{
			"the second main part fell by 2 points",
			history(every(10, 20), state{days: 200, held: halves(0.53)}, state{days: 20, moved: 0.02, held: halves(0.55)}), trend.Rejoining,
		},
		{
			"what happened 91 days ago is no trend",
			history(every(10, 20), state{days: 200, held: halves(0.55)}, state{days: 91, moved: 0.02, held: halves(0.53)}), trend.Unknown,
		},
		{
			"what happened exactly 90 days ago is no trend",
			history(every(10, 20), state{days: 200, held: halves(0.55)}, state{days: 90, moved: 0.02, held: halves(0.53)}), trend.Unknown,
		},
		{
			"what happened a second later is one",
			history(every(10, 20), state{days: 200, held: halves(0.55)}, state{days: 90 - second, moved: 0.02, held: halves(0.53)}), trend.Splitting,
		},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := of(t, c.h); got.Word != c.want {
				t.Errorf("got %q (%s), want %q", got.Word, got.Headline, c.want)
			}
		})
	}
}

func TestNecks(t *testing.T) {
	neck := func(width float64) []trend.Holder {
		held := halves(0.53)
		held[0].NeckM = width
		return held
	}
	cases := []struct {
		name         string
		before, then float64
		want         trend.Word
	}{
		{"a neck that fell by exactly a quarter is splitting", 4000, 3000, trend.Splitting},
		{"a neck that fell by less is not", 4000, 3001, trend.Moving},
		{"a neck that rose by exactly a quarter is rejoining", 4000, 5000, trend.Rejoining},
		{"a neck that rose by less is not", 4000, 4999, trend.Moving},
		{"a neck that is there no more is no figure", 4000, 0, trend.Moving},
		{"a neck that was not there is no figure", 0, 4000, trend.Moving},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got := of(t, history(every(10, 20), state{days: 200, held: neck(c.before)}, state{days: 20, moved: 0.001, held: neck(c.then)}))
			if got.Word != c.want {
				t.Errorf("got %q (%s), want %q", got.Word, got.Headline, c.want)
			}
		})
	}
}

func TestParts(t *testing.T) {
	parts := func(shares ...float64) []trend.Holder {
		held := halves(0.53)
		held[1].Parts = shares
		return held
	}
	cases := []struct {
		name         string
		before, then []trend.Holder
		want         trend.Word
	}{
		{"a part of exactly 5 % appeared", parts(0.4657), parts(0.42, 0.05), trend.Splitting},
		{"a part below 5 % does not count", parts(0.4657), parts(0.42, 0.0499), trend.Moving},
		{"a part of 5 % vanished", parts(0.42, 0.05), parts(0.4657), trend.Rejoining},
		{"contested ground has no parts that count", halves(0.53), append(halves(0.53), trend.Holder{ID: "contested", Parts: []float64{0.2}}), trend.Moving},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			h := history(every(10, 20), state{days: 200, held: c.before}, state{days: 20, moved: 0.001, held: c.then})
			h.Thresholds.TrendShare = 1 // so that parts alone decide
			if got := of(t, h); got.Word != c.want {
				t.Errorf("got %q (%s), want %q", got.Word, got.Headline, c.want)
			}
		})
	}
}

func TestSignsOfBothAreTakenForTheWarning(t *testing.T) {
	before, then := halves(0.53), halves(0.56)
	before[0].NeckM, then[0].NeckM = 4000, 2000
	got := of(t, history(every(10, 20), state{days: 200, held: before}, state{days: 20, moved: 0.03, held: then}))
	if got.Word != trend.Splitting || len(got.Signs) != 1 || got.Signs[0].Kind != trend.NeckSign {
		t.Errorf("got %q with signs %v", got.Word, got.Signs)
	}
	if !conditionOf(t, got, trend.Rejoining, "second_main_part_fall").Pass {
		t.Error("the condition of rejoining is not reported as passed")
	}
}

func TestSinceWhenALineIsFrozen(t *testing.T) {
	cases := []struct {
		name string
		h    trend.History
		days int
	}{
		{"since it is observed", history(every(10, 60), state{days: 200}), 60},
		{"since the end of the last gap", history(append(every(10, 40), ago(60), ago(70)), state{days: 200}), 40},
		{"since the first update", history(every(10, 60), state{days: 50}), 50},
		{"since the word", history(every(10, 60), state{days: 200}, state{days: 45, word: split.Cut, moved: 0.001}), 45},
		{
			"since the step that made the turnover too much",
			history(every(10, 100), state{days: 200}, state{days: 80, moved: 0.005}, state{days: 60, moved: 0.006}), 80,
		},
		{
			"since before steps that lie exactly 30 days apart",
			history(every(10, 100), state{days: 200}, state{days: 65, moved: 0.008}, state{days: 35, moved: 0.008}), 100,
		},
		{
			"since the first of two steps that lie less than 30 days apart",
			history(every(10, 100), state{days: 200}, state{days: 64, moved: 0.008}, state{days: 35, moved: 0.008}), 64,
		},
		{
			"since the line lies where it does",
			history(every(10, 100), state{days: 200}, state{days: 55, moved: 0.005, line: 300}, state{days: 35, moved: 0.001, line: 310}), 55,
		},
		{
			"not since before it left its place and came back",
			history(every(10, 100), state{days: 200}, state{days: 70, moved: 0.005, line: 300}, state{days: 40, moved: 0.004}), 40,
		},
		{
			"since before a change within tolerance",
			history(every(10, 100), state{days: 200}, state{days: 10, moved: 0.005, line: -200}), 100,
		},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got := of(t, c.h)
			if got.Word != trend.Frozen || got.Days == nil || *got.Days != c.days || !got.Since.Equal(ago(float64(c.days))) {
				t.Errorf("got %q since %v (%s), want frozen for %d days", got.Word, got.Since, got.Headline, c.days)
			}
		})
	}
}

func TestTheLineOfAFrozenSeriesMayLeaveItsPlaceByATenth(t *testing.T) {
	for _, c := range []struct {
		name  string
		share float64
		want  trend.Word
	}{
		{"exactly 90 % in place is frozen", 0.90, trend.Frozen},
		{"less is moving", 0.8999, trend.Moving},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := history(every(10, 100), state{days: 200}, state{days: 10, moved: 0.001})
			h.Line = func(context.Context, int, int) (float64, error) { return c.share, nil }
			got := of(t, h)
			if got.Word != c.want {
				t.Errorf("got %q, want %q", got.Word, c.want)
			}
			if value := conditionOf(t, got, trend.Frozen, "line_in_place_share").Value; value == nil || *value != c.share {
				t.Errorf("the condition has value %v, want %g", value, c.share)
			}
		})
	}
}

func TestALongHistoryIsHalved(t *testing.T) {
	// The line moved by 10 m a day until 50 days ago and stands since then.
	rows := []state{{days: 400}}
	for d := 399.0; d >= 50; d-- {
		rows = append(rows, state{days: d, moved: 0.0001, line: 10 * (400 - d)})
	}
	h := history(every(5, 400), rows...)
	asks := 0
	line := h.Line
	h.Line = func(ctx context.Context, from, to int) (float64, error) {
		asks++
		return line(ctx, from, to)
	}
	got := of(t, h)
	if got.Word != trend.Frozen || *got.Days != 75 {
		t.Errorf("got %q: %s; want frozen for 75 days, since when the line has moved 250 m", got.Word, got.Headline)
	}
	if most := 9 + 26; asks > most {
		t.Errorf("%d lines were compared, want at most %d", asks, most)
	}
}

func TestWhoGains(t *testing.T) {
	cases := []struct {
		name         string
		before, then []trend.Holder
		who          string
		headline     string
	}{
		{
			"the side that gained most", halves(0.53), halves(0.545),
			"israeli-held", "Moving: Israeli-held gains 1.5 points in 30 days",
		},
		{
			"contested ground can gain", halves(0.53), append(halves(0.53)[:1],
				trend.Holder{ID: "hamas-held", Label: "Hamas-held", Sided: true, Share: 0.46, Parts: []float64{0.46}},
				trend.Holder{ID: "contested", Label: "Contested", Share: 0.01, Parts: []float64{0.01}}),
			"contested", "Moving: Contested gains 1.0 points in 30 days",
		},
		{"ground that was swapped gains nobody anything", halves(0.53), halves(0.53), "", "Moving: ground changed hands, nobody gained in 30 days"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			h := history(every(10, 20), state{days: 200, held: c.before}, state{days: 20, moved: 0.015, held: c.then})
			got := of(t, h)
			if got.Word != trend.Moving || got.Gains != c.who || got.Headline != c.headline {
				t.Errorf("got %q, %q: %s", got.Word, got.Gains, got.Headline)
			}
		})
	}
}

func TestOfSeveralNecksTheOneThatChangedMostIsTold(t *testing.T) {
	before, then := halves(0.53), halves(0.53)
	before[0].NeckM, then[0].NeckM = 4000, 2900
	before[1].NeckM, then[1].NeckM = 3000, 1500
	got := of(t, history(every(10, 20), state{days: 200, held: before}, state{days: 20, moved: 0.001, held: then}))
	if len(got.Signs) != 1 || got.Signs[0].Holder != "hamas-held" || got.Signs[0].From != 3000 || got.Signs[0].To != 1500 {
		t.Errorf("got signs %v", got.Signs)
	}
	if fall := conditionOf(t, got, trend.Splitting, "neck_fall_share").Value; fall == nil || *fall != 0.5 {
		t.Errorf("the fall is %v, want a half", fall)
	}
	if rise := conditionOf(t, got, trend.Rejoining, "neck_rise_share").Value; rise == nil || *rise != -0.275 {
		t.Errorf("the rise is %v, want -0.275", rise)
	}
}
