package main

import "splitline/internal/ingest/report"

// fewEntries is how many entries of one rule without a place are still told one by one.
const fewEntries = 3

// sameKind is what entries have in common that can be told as one.
type sameKind struct {
	outcome report.Outcome
	rule    report.Rule
}

// printReport writes what happened to files on their way in: each thing that has a place, and what recurs without one,
// as rings that were turned, in one line for all. Refusals are told by the error.
func (s *session) printReport(about report.Report) {
	counts := make(map[sameKind]int)
	for _, entry := range about.Entries {
		counts[kindOf(entry)]++
	}
	told := make(map[sameKind]bool)
	for _, entry := range about.Entries {
		kind := kindOf(entry)
		switch {
		case entry.Outcome == report.Refused:
		case entry.Where != nil || counts[kind] <= fewEntries:
			s.notef("%s", entry)
		case !told[kind]:
			told[kind] = true
			s.notef("%d times, first in %s", counts[kind], entry)
		}
	}
}

func kindOf(entry report.Entry) sameKind {
	if entry.Where != nil {
		return sameKind{}
	}
	return sameKind{outcome: entry.Outcome, rule: entry.Rule}
}
