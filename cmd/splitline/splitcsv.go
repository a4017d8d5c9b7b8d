package main

import "splitline/internal/answer"

// printSplitCSV writes the answer as a timeline of one line, with the instant that was asked about before it.
func (s *session) printSplitCSV(state *answer.State, a answer.Split) error {
	legend := state.Settings.Controllers
	return s.printCSV([][]string{
		append([]string{"datetime"}, timelineHeader(legend)...),
		append([]string{timeCell(answer.At(a.Datetime))}, timelineRecord(legend, a.Change())...),
	})
}
