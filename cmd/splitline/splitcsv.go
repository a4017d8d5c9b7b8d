package main

import (
	"encoding/csv"
	"fmt"

	"splitline/internal/answer"
)

// printSplitCSV writes the answer as a timeline of one line, with the instant that was asked about before it.
func (s *session) printSplitCSV(state *answer.State, a answer.Split) error {
	writer := csv.NewWriter(s.stdout)
	legend := state.Settings.Controllers
	_ = writer.Write(append([]string{"datetime"}, timelineHeader(legend)...))
	_ = writer.Write(append([]string{timeCell(answer.At(a.Datetime))}, timelineRecord(legend, changeOf(a))...))
	writer.Flush()
	if err := writer.Error(); err != nil {
		return fmt.Errorf("write CSV: %w", err)
	}
	return nil
}

// changeOf returns of an answer what a timeline tells.
func changeOf(a answer.Split) answer.Change {
	change := answer.Change{From: a.From, To: a.To, Schematic: a.Schematic}
	change.Verdict.Word = a.Verdict.Word
	change.Measures.SplittingIndex = a.Measures.SplittingIndex
	change.Measures.Division = a.Measures.Division
	change.Measures.EffectiveMeshKm2 = a.Measures.EffectiveMeshKm2
	for _, c := range a.Controllers {
		change.Controllers = append(change.Controllers, answer.Holding{
			ID: c.ID, AreaKm2: c.AreaKm2, Share: c.Share, Percent: c.Percent, Parts: c.PartCount,
		})
	}
	return change
}
