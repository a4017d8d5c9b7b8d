package main

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"splitline/geo"
	"splitline/internal/ingest"
	"splitline/internal/ingest/report"
)

// columnFlags describe the numbers that features carry. A flag of a column is for all of them, or NAME=… for one.
type columnFlags struct {
	Column            []string `sep:"none" help:"Column of numbers and the property that has it; may be repeated." placeholder:"NAME=PROPERTY"`
	ColumnUnit        []string `name:"column-unit" sep:"none" help:"What the column counts or measures; the column's name if not given. NAME=UNIT for one of several." placeholder:"UNIT"`
	ColumnDate        []string `name:"column-date" sep:"none" help:"Date of the numbers, as NAME=T for one of several columns." placeholder:"T"`
	ColumnSourceTitle []string `name:"column-source-title" sep:"none" help:"Title of the source of the numbers; the file's source if not given." placeholder:"T"`
	ColumnSourceURL   []string `name:"column-source-url" sep:"none" help:"Address of that source." placeholder:"U"`
	ColumnPublisher   []string `name:"column-publisher" sep:"none" help:"Who published the numbers." placeholder:"P"`
	ColumnLicence     []string `name:"column-licence" sep:"none" help:"Licence of the numbers." placeholder:"L"`
}

// referenceFlags say what the features of a file of areas or points are.
type referenceFlags struct {
	NameProperty []string `name:"name-property" sep:"none" help:"Property that has the name; repeat as he=… for another language." placeholder:"P"`
	CodeProperty string   `name:"code-property" help:"Property that has the code by which other data knows the feature, as a P-code." placeholder:"P"`
	DryRun       bool     `name:"dry-run" help:"Show what would be taken and store nothing."`
	columnFlags
	sourceFlags
	limitFlags
}

// options returns what the flags say; dates are read in the time zone.
func (f referenceFlags) options(set string, zone *time.Location) (options ingest.ReferenceOptions, err error) {
	options = ingest.ReferenceOptions{
		Set: geo.ReferenceID(set), CodeProperty: f.CodeProperty, DryRun: f.DryRun,
	}
	if len(f.NameProperty) > 0 {
		options.NameProperties = textOf(f.NameProperty)
	}
	if options.Source, err = f.source(zone); err != nil {
		return options, err
	}
	if options.Limits, err = f.limits(); err != nil {
		return options, err
	}
	options.Columns, err = f.columns(zone)
	return options, err
}

// columns returns the columns in the order in which they were given.
func (f columnFlags) columns(zone *time.Location) ([]ingest.ReferenceColumn, error) {
	columns := make([]ingest.ReferenceColumn, 0, len(f.Column))
	var names []string
	for _, text := range f.Column {
		name, property, given := strings.Cut(text, "=")
		if !given || name == "" || property == "" {
			return nil, usagef("--column: %q must be written NAME=PROPERTY", text)
		}
		names = append(names, name)
		columns = append(columns, ingest.ReferenceColumn{
			ReferenceColumn: geo.ReferenceColumn{Name: name, Unit: name}, Property: property,
		})
	}
	for _, flag := range []struct {
		name   string
		values []string
		set    func(*ingest.ReferenceColumn, string) error
	}{
		{"--column-unit", f.ColumnUnit, func(c *ingest.ReferenceColumn, value string) error { c.Unit = value; return nil }},
		{"--column-date", f.ColumnDate, func(c *ingest.ReferenceColumn, value string) error { return dateColumn(c, value, zone) }},
		{"--column-source-title", f.ColumnSourceTitle, func(c *ingest.ReferenceColumn, value string) error { c.Source.Title = value; return nil }},
		{"--column-source-url", f.ColumnSourceURL, func(c *ingest.ReferenceColumn, value string) error { c.Source.URL = value; return nil }},
		{"--column-publisher", f.ColumnPublisher, func(c *ingest.ReferenceColumn, value string) error { c.Source.Publisher = value; return nil }},
		{"--column-licence", f.ColumnLicence, func(c *ingest.ReferenceColumn, value string) error { c.Source.Licence = value; return nil }},
	} {
		for _, value := range flag.values {
			if err := eachColumn(flag.name, value, names, columns, flag.set); err != nil {
				return nil, err
			}
		}
	}
	return columns, checkColumns(columns)
}

// eachColumn sets a value in the column it names, or in all.
func eachColumn(
	flag, value string, names []string, columns []ingest.ReferenceColumn, set func(*ingest.ReferenceColumn, string) error,
) error {
	if len(columns) == 0 {
		return usagef("%s: needs a --column", flag)
	}
	if name, rest, split := strings.Cut(value, "="); split && slices.Contains(names, name) {
		return set(&columns[slices.Index(names, name)], rest)
	}
	for i := range columns {
		if err := set(&columns[i], value); err != nil {
			return err
		}
	}
	return nil
}

func dateColumn(c *ingest.ReferenceColumn, text string, zone *time.Location) error {
	moment, err := geo.ParseMoment(text)
	if err != nil {
		return usagef("--column-date: %w", err)
	}
	c.At, c.Precision = moment.Start(zone), moment.Precision()
	return nil
}

// checkColumns returns a usage error if a column has no date: people are not counted once for ever.
func checkColumns(columns []ingest.ReferenceColumn) error {
	for _, c := range columns {
		if c.At.IsZero() {
			return usagef("--column-date: must be given for column %q", c.Name)
		}
	}
	return nil
}

// printReferences tells what became of a file of areas or points.
func (s *session) printReferences(enclave string, result ingest.ReferenceResult, dryRun bool) {
	what := report.Count(len(result.Areas), "area")
	if result.Set.Kind == geo.ReferencePlaces {
		what = report.Count(len(result.Places), "place")
	}
	name := fmt.Sprintf("set %s of %s", result.Set.ID, result.Set.Kind)
	switch {
	case result.Outcome == ingest.Same:
		s.printf("Nothing to store: the %s of %s has this file already.", name, enclave)
	case dryRun:
		s.printf("Dry run: nothing is stored. The %s of %s would have %s.", name, enclave, what)
	default:
		s.printf("The %s of %s has %s now.", name, enclave, what)
	}
}
