package main

import (
	"encoding/csv"
	"fmt"
	"strconv"
	"strings"
	"time"

	"splitline/geo"
	"splitline/geo/change"
	"splitline/internal/answer"
)

// printTimelineCSV writes RFC 4180 with a header; shares are 0 to 1, areas km², lengths as their columns say, times UTC.
// Every cell begins with a letter or a digit, so that no spreadsheet takes one for a formula.
func (s *session) printTimelineCSV(state *answer.State, timeline answer.Timeline) error {
	legend := state.Settings.Controllers
	records := [][]string{timelineHeader(legend)}
	for _, change := range timeline.Changes {
		records = append(records, timelineRecord(legend, change))
	}
	return s.printCSV(records)
}

// printCSV writes records, the header first.
func (s *session) printCSV(records [][]string) error {
	writer := csv.NewWriter(s.stdout)
	if err := writer.WriteAll(records); err != nil {
		return fmt.Errorf("write CSV: %w", err)
	}
	return nil
}

func timelineHeader(legend []geo.Controller) []string {
	header := []string{
		"from", "to", "word", "splitting_index", "division", "effective_mesh_km2", "effective_holders", "sides_area_km2",
		"contested_share", "unassigned_share", "frontline_direct_km", "frontline_through_contested_km", "turnover_share", "turnover_km2", "turnover_per_30_days_share",
		"events",
	}
	for _, c := range legend {
		id := string(c.ID)
		header = append(header, "share_"+id, "share_error_"+id, "area_km2_"+id, "parts_"+id, "neck_width_m_"+id)
	}
	return header
}

func timelineRecord(legend []geo.Controller, change answer.Change) []string {
	m := change.Measures
	record := []string{
		timeCell(change.From), timeCell(change.To), string(change.Verdict.Word),
		given(m.SplittingIndex), given(m.Division), given(m.EffectiveMeshKm2), given(m.EffectiveHolders), given(m.SidesAreaKm2),
		number(m.ContestedShare), number(m.UnassignedShare),
	}
	record = append(record, frontlineCells(change)...)
	record = append(record, turnoverCells(change.Turnover)...)
	record = append(record, eventsCell(change.Events))
	holdings := make(map[geo.ControllerID]answer.Holding)
	for _, h := range change.Controllers {
		holdings[h.ID] = h
	}
	for _, c := range legend {
		h := holdings[c.ID]
		record = append(record, number(h.Share), unlessZero(h.ShareError), unlessSchematic(change, h.AreaKm2), strconv.Itoa(h.Parts),
			unlessZero(h.NeckWidthM))
	}
	return record
}

// frontlineCells are the lengths of all frontlines, direct and through contested ground; empty where they are not given.
func frontlineCells(change answer.Change) []string {
	if change.Schematic || change.Pending {
		return []string{"", ""}
	}
	var direct, through float64
	for _, f := range change.Frontlines {
		direct, through = direct+f.DirectKm, through+f.ThroughContestedKm
	}
	return []string{number(direct), number(through)}
}

func turnoverCells(t *answer.Turnover) []string {
	if t == nil {
		return []string{"", "", ""}
	}
	return []string{number(t.Share), given(t.AreaKm2), given(t.Per30DaysShare)}
}

// eventsCell lists what became of the parts, but for those that stayed: "israeli-held division 1 to 1 2".
func eventsCell(events []change.Event) string {
	var told []string
	for _, e := range events {
		if e.Event != change.Stable {
			told = append(told, fmt.Sprintf("%s %s %s to %s", e.Holder, e.Event, partNumbers(e.FromParts), partNumbers(e.ToParts)))
		}
	}
	return strings.Join(told, "; ")
}

func partNumbers(numbers []int) string {
	if len(numbers) == 0 {
		return "none"
	}
	words := make([]string, len(numbers))
	for i, n := range numbers {
		words[i] = strconv.Itoa(n)
	}
	return strings.Join(words, " ")
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

// unlessZero is empty for a figure whose zero value says that it is not known.
func unlessZero(value float64) string {
	if value == 0 {
		return ""
	}
	return number(value)
}

// unlessSchematic is empty where schematic shapes do not carry the figure.
func unlessSchematic(change answer.Change, value float64) string {
	if change.Schematic {
		return ""
	}
	return number(value)
}
