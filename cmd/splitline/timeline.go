package main

import (
	"encoding/csv"
	"fmt"
	"strconv"
	"time"

	"splitline/geo"
	"splitline/internal/answer"
)

type timelineCmd struct {
	seriesFlags
	JSON bool `name:"json" xor:"format" help:"Print the timeline as JSON, as the API gives it."`
	CSV  bool `name:"csv" xor:"format" help:"Print one line for each date of change as CSV."`
}

// Run prints the dates of change with their measures.
func (c *timelineCmd) Run(s *session) error {
	return s.withAnswers(func(answers *answer.Service) error {
		state, err := c.state(s.ctx, answers)
		if err != nil {
			return err
		}
		timeline, err := answers.Timeline(s.ctx, state)
		if err != nil {
			return err
		}
		switch {
		case c.JSON:
			return s.printJSON(timeline)
		case c.CSV:
			return s.printTimelineCSV(state, timeline)
		}
		s.printTimeline(state, timeline)
		return nil
	})
}

func (s *session) printTimeline(state *answer.State, timeline answer.Timeline) {
	table := s.table()
	_, _ = fmt.Fprintln(table, "from\tword\tshares\t")
	for _, change := range timeline.Changes {
		shares := ""
		for _, holding := range change.Controllers {
			if holding.Share > 0 {
				shares += fmt.Sprintf("  %s %g %%", holding.ID, holding.Percent)
			}
		}
		_, _ = fmt.Fprintf(table, "%s\t%s\t%s\t\n", change.From.In(state.Zone).Format(time.DateOnly), change.Verdict.Word, shares)
	}
	_ = table.Flush()
}

// printTimelineCSV writes RFC 4180 with a header; shares are 0 to 1, areas km², times UTC. Every cell begins with a
// letter or a digit, so that no spreadsheet takes one for a formula.
func (s *session) printTimelineCSV(state *answer.State, timeline answer.Timeline) error {
	writer := csv.NewWriter(s.stdout)
	legend := state.Settings.Controllers
	_ = writer.Write(timelineHeader(legend))
	for _, change := range timeline.Changes {
		_ = writer.Write(timelineRecord(legend, change))
	}
	writer.Flush()
	if err := writer.Error(); err != nil {
		return fmt.Errorf("write CSV: %w", err)
	}
	return nil
}

func timelineHeader(legend []geo.Controller) []string {
	header := []string{"from", "to", "word", "splitting_index", "division", "effective_mesh_km2"}
	for _, c := range legend {
		header = append(header, "share_"+string(c.ID), "area_km2_"+string(c.ID), "parts_"+string(c.ID))
	}
	return header
}

func timelineRecord(legend []geo.Controller, change answer.Change) []string {
	record := []string{timeCell(change.From), timeCell(change.To), string(change.Verdict.Word)}
	for _, measure := range []*float64{change.Measures.SplittingIndex, change.Measures.Division, change.Measures.EffectiveMeshKm2} {
		record = append(record, given(measure))
	}
	holdings := make(map[geo.ControllerID]answer.Holding)
	for _, h := range change.Controllers {
		holdings[h.ID] = h
	}
	for _, c := range legend {
		h := holdings[c.ID]
		record = append(record, number(h.Share), unlessSchematic(change, h.AreaKm2), strconv.Itoa(h.Parts))
	}
	return record
}

func timeCell(t answer.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

func number(value float64) string { return strconv.FormatFloat(value, 'g', 8, 64) }

// given is empty for a measure that is not given.
func given(measure *float64) string {
	if measure == nil {
		return ""
	}
	return number(*measure)
}

// unlessSchematic is empty where schematic shapes do not carry the figure.
func unlessSchematic(change answer.Change, value float64) string {
	if change.Schematic {
		return ""
	}
	return number(value)
}
