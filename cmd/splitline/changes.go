package main

import (
	"fmt"
	"strings"
	"time"

	"splitline/geo/change"
	"splitline/internal/answer"
)

type changesCmd struct {
	seriesFlags
	From     string `required:"" help:"First date or instant." placeholder:"T"`
	To       string `required:"" help:"Second date or instant; it may be the same, and it may be the earlier." placeholder:"T"`
	ToSeries string `name:"to-series" help:"Series of the enclave to compare with at the second date." placeholder:"SERIES"`
	FromAsOf string `name:"from-as-of" help:"What was recorded by then about the first date." placeholder:"T"`
	ToAsOf   string `name:"to-as-of" help:"What was recorded by then about the second date." placeholder:"T"`
	Boundary string `help:"Boundary to compute against, ID or ID:VERSION; by default the one in use." placeholder:"ID"`
	JSON     bool   `name:"json" xor:"format" help:"Print the answer as JSON, as the API gives it."`
	CSV      bool   `name:"csv" xor:"format" help:"Print the transfers as CSV, one line for each pair of controllers."`
}

// Run prints what changed.
func (c *changesCmd) Run(s *session) error {
	if err := c.check(); err != nil {
		return err
	}
	return s.withAnswers(func(answers *answer.Service) error {
		from, to, err := c.states(s, answers)
		if err != nil {
			return err
		}
		fromAt, err := askedAt("--from", c.From, from.Zone)
		if err != nil {
			return err
		}
		toAt, err := askedAt("--to", c.To, to.Zone)
		if err != nil {
			return err
		}
		result, err := answers.Compare(s.ctx, from, fromAt, to, toAt)
		switch {
		case err != nil:
			return err
		case c.JSON:
			return s.printJSON(result)
		case c.CSV:
			return s.printChangesCSV(result)
		}
		s.printChanges(to, result)
		return nil
	})
}

// check returns a usage error if the flags contradict each other.
func (c *changesCmd) check() error {
	twice := c.FromAsOf != "" || c.ToAsOf != ""
	switch {
	case twice && (c.AsOf != "" || c.Revision != 0):
		return usagef("--from-as-of and --to-as-of cannot be given together with --as-of or --revision")
	case c.ToSeries != "" && c.Revision != 0:
		return usagef("--revision is that of one series: give --as-of with --to-series")
	}
	return nil
}

// states returns the two states that are compared, the second over the boundary that is asked for.
func (c *changesCmd) states(s *session, answers *answer.Service) (from, to *answer.State, err error) {
	first := c.seriesFlags
	second := c.seriesFlags
	first.AsOf, second.AsOf = orElse(c.FromAsOf, c.AsOf), orElse(c.ToAsOf, c.AsOf)
	if enclave, _, found := strings.Cut(c.Series, "/"); found && c.ToSeries != "" {
		second.Series = enclave + "/" + c.ToSeries
	}
	if from, err = first.state(s.ctx, answers); err != nil {
		return nil, nil, err
	}
	if to, err = second.state(s.ctx, answers); err != nil || c.Boundary == "" {
		return from, to, err
	}
	ref, err := answer.ParseBoundary(c.Boundary)
	if err != nil {
		return nil, nil, usageError{err}
	}
	to, err = answers.Against(s.ctx, to, ref)
	return from, to, err
}

func orElse(word, other string) string {
	if word == "" {
		return other
	}
	return word
}

func (s *session) printChanges(state *answer.State, a answer.Changes) {
	s.printf("%s/%s on %s → %s/%s on %s: %.1f days, within boundary %s version %d of %.1f km²",
		a.From.Enclave, a.From.Series, a.From.Datetime.In(state.Zone).Format(time.DateOnly),
		a.To.Enclave, a.To.Series, a.To.Datetime.In(state.Zone).Format(time.DateOnly),
		a.Days, a.Boundary.ID, a.Boundary.Version, a.Boundary.AreaKm2)
	s.printf("%s of the enclave changed hands from end to end", shareCell(a.ChangedShare, a.Schematic))
	if a.Turnover != nil {
		s.printf("%s on the way, from change to change", shareCell(a.Turnover.Share, a.Schematic))
	}
	if len(a.NotGiven) > 0 {
		s.printf("not given (%s): %s", a.NotGivenReason, strings.Join(a.NotGiven, ", "))
	}
	s.printf("")
	s.printNet(a.Answer)
	s.printf("")
	s.printTransfers(a.Answer)
	s.printMovement(a.Answer)
	for _, u := range a.Updates {
		s.printf("update %d (%s) from %s: %s", u.ID, u.Kind, u.ValidFrom.In(state.Zone).Format(time.DateOnly), sourceTitles(u))
	}
}

func (s *session) printNet(a change.Answer) {
	table := s.table()
	_, _ = fmt.Fprintln(table, "controller\tbefore\tafter\tpoints\tgained km²\tlost km²\t")
	for _, c := range a.Controllers {
		_, _ = fmt.Fprintf(table, "%s\t%s\t%s\t%+.*f\t%s\t%s\t\n", c.ID, shareCell(c.FromShare, a.Schematic),
			shareCell(c.ToShare, a.Schematic), decimalsOf(a.Schematic), c.NetPoints, oneDecimal(c.GainedKm2), oneDecimal(c.LostKm2))
	}
	_ = table.Flush()
}

func (s *session) printTransfers(a change.Answer) {
	table := s.table()
	_, _ = fmt.Fprintln(table, "from\tto\tshare\tarea km²\t")
	for _, t := range a.Transfers {
		area := ""
		if t.AreaKm2 > 0 {
			area = fmt.Sprintf("%.2f", t.AreaKm2)
		}
		_, _ = fmt.Fprintf(table, "%s\t%s\t%s\t%s\t\n", t.From, t.To, shareCell(t.Share, a.Schematic), area)
	}
	_ = table.Flush()
}

// printMovement prints what became of parts, and how far the line moved.
func (s *session) printMovement(a change.Answer) {
	for _, e := range a.Events {
		place := ""
		if e.Lon != nil && e.Lat != nil {
			place = fmt.Sprintf(" near %.3f, %.3f", *e.Lon, *e.Lat)
		}
		s.printf("%s: %s, part %s to %s%s", e.Holder, e.Event, partNumbers(e.FromParts), partNumbers(e.ToParts), place)
	}
	for _, d := range a.Displacement {
		advance := ""
		if d.Advancing != "" {
			advance = fmt.Sprintf(", net advance of %s %.0f m", d.Advancing, d.NetAdvanceM)
		}
		s.printf("line %s – %s (%.1f km): median %.0f m, 95th percentile %.0f m, Hausdorff %.0f m%s",
			d.A, d.B, d.LengthKm, d.MedianM, d.P95M, d.HausdorffM, advance)
	}
}

// printChangesCSV writes one line for each pair of controllers with ground, kept ground too.
func (s *session) printChangesCSV(a answer.Changes) error {
	records := [][]string{{
		"from_series", "from_datetime", "to_series", "to_datetime", "from", "to", "area_km2", "share",
	}}
	for _, t := range a.Transfers {
		records = append(records, []string{
			string(a.From.Series), timeCell(answer.At(a.From.Datetime)), string(a.To.Series), timeCell(answer.At(a.To.Datetime)),
			string(t.From), string(t.To), unlessZero(t.AreaKm2), number(t.Share),
		})
	}
	return s.printCSV(records)
}

// shareCell is a share in percent, whole where the shapes are schematic.
func shareCell(share float64, schematic bool) string {
	return fmt.Sprintf("%.*f %%", decimalsOf(schematic), 100*share)
}

func decimalsOf(schematic bool) int {
	if schematic {
		return 0
	}
	return 1
}

func oneDecimal(value *float64) string {
	if value == nil {
		return ""
	}
	return fmt.Sprintf("%.1f", *value)
}

func sourceTitles(u answer.Update) string {
	titles := make([]string, len(u.Sources))
	for i, source := range u.Sources {
		titles[i] = source.Title
	}
	return strings.Join(titles, "; ")
}
