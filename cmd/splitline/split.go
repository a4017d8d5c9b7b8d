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
	seriesFlags
	Datetime string `help:"Date or instant to answer for; now if not given." placeholder:"T"`
	JSON     bool   `name:"json" xor:"format" help:"Print the answer as JSON, as the API gives it."`
	CSV      bool   `name:"csv" xor:"format" help:"Print the figures as CSV, one line under a header."`
}

// Run prints whether the enclave is splitting.
func (c *splitCmd) Run(s *session) error {
	return s.withAnswers(func(answers *answer.Service) error {
		state, err := c.state(s.ctx, answers)
		if err != nil {
			return err
		}
		at, err := askedOrNow("--datetime", c.Datetime, state, answers)
		if err != nil {
			return err
		}
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
		s.printSplit(state, result)
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

func (s *session) printSplit(state *answer.State, a answer.Split) {
	s.printf("%s (%s) on %s, within boundary %s version %d of %.1f km²",
		state.Series.Ref, state.Series.Kind, a.Datetime.In(state.Zone).Format(time.DateOnly),
		a.Boundary.ID, a.Boundary.Version, a.Boundary.AreaKm2)
	s.printf("%s", a.Verdict.Headline)
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

func (s *session) table() *tabwriter.Writer {
	return tabwriter.NewWriter(s.stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
}

func (s *session) printHoldings(a answer.Split) {
	table := s.table()
	_, _ = fmt.Fprintln(table, "controller\tshare\tarea km²\tparts\t")
	for _, c := range a.Controllers {
		area := ""
		if c.AreaKm2 > 0 {
			area = fmt.Sprintf("%.1f", c.AreaKm2)
		}
		_, _ = fmt.Fprintf(table, "%s\t%.*f %%\t%s\t%d\t\n", c.ID, a.PercentDecimals, c.Percent, area, c.PartCount)
	}
	_ = table.Flush()
}

func (s *session) printMeasures(a answer.Split) {
	s.printf("")
	m := a.Measures
	if m.SplittingIndex != nil && m.Division != nil && m.EffectiveMeshKm2 != nil {
		s.printf("splitting index %.2f, landscape division %.3f, effective mesh size %.1f km²",
			*m.SplittingIndex, *m.Division, *m.EffectiveMeshKm2)
	}
	for _, f := range a.Frontlines {
		s.printf("frontline %s – %s: %.1f km direct", f.A, f.B, f.DirectKm)
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
