package main

import (
	"fmt"
	"time"

	"splitline/internal/answer"
)

type spreadCmd struct {
	instantFlags
	JSON bool `name:"json" xor:"format" help:"Print the answer as JSON, as the API gives it."`
	CSV  bool `name:"csv" xor:"format" help:"Print one line for each share of each account and each variation as CSV."`
}

// Run prints how far the answer depends on the account and on the conventions.
func (c *spreadCmd) Run(s *session) error {
	return c.ask(s, func(answers *answer.Service, state *answer.State, at time.Time) error {
		spread, err := c.spread(s, answers, state, at)
		switch {
		case err != nil:
			return err
		case c.JSON:
			return s.printJSON(spread)
		case c.CSV:
			return s.printSpreadCSV(spread)
		}
		s.printf("%s/%s on %s: %s", spread.Enclave, spread.Series, at.In(state.Zone).Format(time.DateOnly), spread.Word)
		s.printSpread(spread)
		return nil
	})
}

// spread answers with the accounts that were recorded by the time the flags name.
func (f seriesFlags) spread(s *session, answers *answer.Service, state *answer.State, at time.Time) (answer.Spread, error) {
	pin, err := f.pin(s.ctx, answers, state.Enclave.ID)
	if err != nil {
		return answer.Spread{}, err
	}
	asOf := pin.AsOf
	if pin.Revision != 0 {
		asOf = state.AsOf()
	}
	return answers.Spread(s.ctx, state, at, asOf)
}

func (s *session) printSpread(spread answer.Spread) {
	s.printf("%s", spread.Headline)
	s.printf("")
	table := s.table()
	_, _ = fmt.Fprintln(table, "account\tword\tshares\t")
	for _, a := range append(append([]answer.Account{}, spread.Accounts...), spread.Planned...) {
		_, _ = fmt.Fprintf(table, "%s\t%s\t%s\t\n", accountName(a), a.Word, accountShares(a))
	}
	for _, v := range spread.Sensitivity {
		_, _ = fmt.Fprintf(table, "%s %s\t%s\t%s\t\n", v.Parameter, v.Value, v.Word, shareList(v.Controllers))
	}
	_ = table.Flush()
}

func accountName(a answer.Account) string {
	if a.Kind == answer.FigureAccount {
		return fmt.Sprintf("figure (%s)", a.FigureKind)
	}
	return fmt.Sprintf("%s (%s)", a.Series, a.SeriesKind)
}

func accountShares(a answer.Account) string {
	if a.Kind == answer.FigureAccount {
		return fmt.Sprintf("%s %.1f %%", a.Controller, 100**a.Share)
	}
	return shareList(a.Controllers)
}

func shareList(shares []answer.AccountShare) string {
	list := ""
	for _, c := range shares {
		list += fmt.Sprintf("  %s %g %%", c.ID, c.Percent)
	}
	return list
}

// printSpreadCSV writes one line for each share.
func (s *session) printSpreadCSV(spread answer.Spread) error {
	records := [][]string{{"kind", "name", "word", "controller", "share", "share_error", "in_range"}}
	add := func(kind, name, word string, shares []answer.AccountShare, inRange bool) {
		for _, c := range shares {
			records = append(records, []string{
				kind, name, word, string(c.ID), number(c.Share), unlessZero(c.ShareError), fmt.Sprint(inRange),
			})
		}
	}
	for _, a := range append(append([]answer.Account{}, spread.Accounts...), spread.Planned...) {
		if a.Kind == answer.FigureAccount {
			add("figure", a.FigureKind, "", []answer.AccountShare{{ID: a.Controller, Share: *a.Share}}, a.InRange)
			continue
		}
		add(string(a.SeriesKind), string(a.Series), string(a.Word), a.Controllers, a.InRange)
	}
	for _, v := range spread.Sensitivity {
		add(v.Parameter, v.Value.String(), string(v.Word), v.Controllers, false)
	}
	return s.printCSV(records)
}
