package main

import (
	"encoding/json"
	"fmt"
	"text/tabwriter"
	"time"

	"splitline/geo"
	"splitline/geo/split"
	"splitline/internal/answer"
)

type splitCmd struct {
	instantFlags
	Spread bool `xor:"format" help:"Print besides how far the answer depends on the account and on the conventions."`
	JSON   bool `name:"json" xor:"format" help:"Print the answer as JSON, as the API gives it."`
	CSV    bool `name:"csv" xor:"format" help:"Print the figures as CSV, one line under a header."`
}

// Run prints whether the enclave is splitting.
func (c *splitCmd) Run(s *session) error {
	return c.ask(s, func(answers *answer.Service, state *answer.State, at time.Time) error {
		result, err := answers.Split(s.ctx, state, at)
		if err != nil {
			return err
		}
		switch {
		case c.JSON:
			return s.printJSON(result)
		case c.CSV:
			return s.printSplitCSV(state, result)
		}
		spread, err := c.spread(s, answers, state, at)
		if err != nil {
			return err
		}
		s.printSplit(state, result, spread)
		if c.Spread {
			s.printf("")
			s.printSpread(spread)
		}
		return nil
	})
}

// printJSON writes a value as indented JSON.
func (s *session) printJSON(value any) error {
	encoder := json.NewEncoder(s.stdout)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(value); err != nil {
		return fmt.Errorf("write JSON: %w", err)
	}
	return nil
}

// printSplit prints the four lines first, then what stands behind them.
func (s *session) printSplit(state *answer.State, a answer.Split, spread answer.Spread) {
	s.printFourLines(state, a, spread)
	s.printf("")
	s.printf("%s (%s) on %s, within boundary %s version %d of %.1f km²",
		state.Series.Ref, state.Series.Kind, a.Datetime.In(state.Zone).Format(time.DateOnly),
		a.Boundary.ID, a.Boundary.Version, a.Boundary.AreaKm2)
	if a.Schematic {
		s.printf("The shapes are schematic: only rounded shares and the word are given.")
	}
	s.printf("")
	s.printHoldings(a)
	if !a.Schematic {
		s.printMeasures(a)
	}
	s.printf("")
	s.printConditions(a.Verdict.Conditions)
}

// printFourLines answers the four questions, each in a line. Where the word depends on the account or on a convention,
// the first line says so.
func (s *session) printFourLines(state *answer.State, a answer.Split, spread answer.Spread) {
	since := ""
	if !a.Verdict.Since.IsZero() {
		since = ", since " + a.Verdict.Since.In(state.Zone).Format(time.DateOnly)
	}
	s.printf("Split?   %s%s.", a.Verdict.Headline, since)
	if spread.WordChanges {
		s.printf("         Not by every account: %s.", spread.Headline)
	}
	if a.BySide != nil && a.BySide.Verdict.Word != a.Verdict.Word {
		s.printf("         By side: %s.", a.BySide.Verdict.Headline)
	}
	s.printf("Moving?  %s", a.Trend.Headline)
	if a.Plan != nil {
		s.printf("Plan?    %s", a.Plan.Headline)
	}
	if a.Force != nil {
		s.printf("Force?   %s", a.Force.Headline)
	}
}

func (s *session) table() *tabwriter.Writer {
	return tabwriter.NewWriter(s.stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
}

func (s *session) printHoldings(a answer.Split) {
	table := s.table()
	_, _ = fmt.Fprintln(table, "controller\tshare\tarea km²\tparts\tlargest part\tneck m\tenclosure\tcompactness\t")
	for _, c := range a.Controllers {
		area, largest, neck, enclosure, compact := "", "", "", "", ""
		if c.AreaKm2 > 0 {
			area = fmt.Sprintf("%.1f", c.AreaKm2)
		}
		if c.LargestPartShare > 0 {
			largest = fmt.Sprintf("%.1f %%", 100*c.LargestPartShare)
		}
		if c.Neck != nil {
			neck = fmt.Sprintf("%.0f", c.Neck.WidthM)
		}
		if c.Enclosure != nil {
			enclosure = fmt.Sprintf("%.2f", *c.Enclosure)
		}
		if c.PolsbyPopper > 0 {
			compact = fmt.Sprintf("%.3f", c.PolsbyPopper)
		}
		_, _ = fmt.Fprintf(table, "%s\t%s\t%s\t%d\t%s\t%s\t%s\t%s\t\n", c.ID, shownShare(c.Holding, a.PercentDecimals), area, c.PartCount,
			largest, neck, enclosure, compact)
	}
	_ = table.Flush()
}

// shownShare is the percentage with the digits its accuracy allows, and that accuracy.
func shownShare(h split.Holding, decimals int) string {
	shown := fmt.Sprintf("%.*f %%", decimals, h.Percent)
	if h.ShareError > 0 {
		shown += fmt.Sprintf(" (±%.*f)", decimals, answer.PercentError(h.ShareError, decimals))
	}
	return shown
}

func (s *session) printMeasures(a answer.Split) {
	s.printf("")
	m := a.Measures
	if m.SplittingIndex != nil && m.Division != nil && m.EffectiveMeshKm2 != nil {
		s.printf("splitting index %.2f, landscape division %.3f, effective mesh size %.1f km²",
			*m.SplittingIndex, *m.Division, *m.EffectiveMeshKm2)
	}
	for _, f := range a.Frontlines {
		s.printf("frontline %s – %s: %.1f km direct, %.1f km through contested ground", f.A, f.B, f.DirectKm, f.ThroughContestedKm)
	}
	for _, c := range a.Controllers {
		if c.Neck != nil {
			s.printf("neck of %s: %.0f m near %.3f, %.3f, %.0f %% of the part beyond it",
				c.ID, c.Neck.WidthM, c.Neck.Lon, c.Neck.Lat, 100*c.Neck.SmallerShare)
		}
	}
}

func (s *session) printConditions(conditions []split.Condition) {
	table := s.table()
	_, _ = fmt.Fprintln(table, "word\tcondition\tvalue\tthreshold\tholds\t")
	for _, c := range conditions {
		value, holds := "not given", "no"
		if c.Value != nil {
			value = fmt.Sprintf("%.4g", *c.Value)
		}
		if c.Pass {
			holds = "yes"
		}
		_, _ = fmt.Fprintf(table, "%s\t%s\t%s\t%s %.4g\t%s\t\n", c.Word, c.Name, value, c.Comparison, c.Threshold, holds)
	}
	_ = table.Flush()
}

// km2 formats square metres as square kilometres with one decimal.
func km2(areaM2 float64) string { return fmt.Sprintf("%.1f km²", geo.Km2(areaM2)) }
