package main

import (
	"fmt"
	"time"

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
	_, _ = fmt.Fprintln(table, "from\tword\tturnover\tshares\t")
	for _, change := range timeline.Changes {
		shares := ""
		for _, holding := range change.Controllers {
			if holding.Share > 0 {
				shares += fmt.Sprintf("  %s %g %%", holding.ID, holding.Percent)
			}
		}
		turnover := ""
		if change.Turnover != nil {
			turnover = shareCell(change.Turnover.Share, change.Schematic)
		}
		_, _ = fmt.Fprintf(table, "%s\t%s\t%s\t%s\t\n",
			change.From.In(state.Zone).Format(time.DateOnly), change.Verdict.Word, turnover, shares)
	}
	_ = table.Flush()
}
