package report

import (
	"fmt"
	"strings"

	"github.com/paulmach/orb"
)

// kind ends the text of errors of kind geo.ErrInvalid; an entry says by its outcome what it stands for.
const kind = ": invalid"

// Log writes entries about one file, or one feature of it, to a report.
type Log struct {
	report  *Report
	file    string
	feature string
}

// NewLog returns a log about a file.
func NewLog(report *Report, file string) Log { return Log{report: report, file: file} }

// About returns a log about a feature of the file.
func (l Log) About(feature string) Log { return Log{report: l.report, file: l.file, feature: feature} }

// File returns the name of the file.
func (l Log) File() string { return l.file }

// Notef notes something.
func (l Log) Notef(rule Rule, format string, args ...any) { l.add(Noted, rule, nil, format, args) }

// NoteAtf notes something at a place.
func (l Log) NoteAtf(rule Rule, where *orb.Point, format string, args ...any) {
	l.add(Noted, rule, where, format, args)
}

// Repairf says that something was repaired, at a place if one is given.
func (l Log) Repairf(rule Rule, where *orb.Point, format string, args ...any) {
	l.add(Repaired, rule, where, format, args)
}

// Dropf says that something was left out, at a place if one is given.
func (l Log) Dropf(rule Rule, where *orb.Point, format string, args ...any) {
	l.add(Dropped, rule, where, format, args)
}

// Refusef refuses the file, at a place if one is given.
func (l Log) Refusef(rule Rule, where *orb.Point, format string, args ...any) {
	l.add(Refused, rule, where, format, args)
}

func (l Log) add(outcome Outcome, rule Rule, where *orb.Point, format string, args []any) {
	l.report.Add(Entry{
		File: l.file, Feature: l.feature, Rule: rule, Outcome: outcome,
		What: strings.TrimSuffix(fmt.Sprintf(format, args...), kind), Where: where,
	})
}
