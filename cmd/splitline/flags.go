package main

import (
	"regexp"
	"time"

	"splitline/geo"
)

// sourceFlags describe where something comes from.
type sourceFlags struct {
	SourceTitle string `name:"source-title" help:"Title of the source; the file's name if not given." placeholder:"T"`
	SourceURL   string `name:"source-url" help:"Address of the source." placeholder:"U"`
	ArchiveURL  string `name:"archive-url" help:"Address of an archived copy." placeholder:"U"`
	Publisher   string `help:"Who published it." placeholder:"P"`
	Affiliation string `help:"Controller the publisher belongs to." placeholder:"ID"`
	ObservedAt  string `name:"observed-at" help:"When somebody looked." placeholder:"T"`
	PublishedAt string `name:"published-at" help:"When it was published." placeholder:"T"`
	Licence     string `help:"Licence of the content." placeholder:"L"`
	Language    string `help:"Language of the source's own text, as a BCP 47 tag." placeholder:"TAG"`
	Grade       string `help:"Admiralty grade, A1 to F6." placeholder:"G"`
}

// source returns the source the flags describe; dates are read in the time zone, as the first second of the day.
func (f sourceFlags) source(zone *time.Location) (geo.Source, error) {
	source := geo.Source{
		Title: f.SourceTitle, Publisher: f.Publisher, Affiliation: geo.ControllerID(f.Affiliation),
		URL: f.SourceURL, ArchiveURL: f.ArchiveURL, Grade: geo.Grade(f.Grade), Licence: f.Licence, Language: f.Language,
	}
	var err error
	if source.ObservedAt, err = optionalTime("--observed-at", f.ObservedAt, zone); err != nil {
		return source, err
	}
	if source.PublishedAt, err = optionalTime("--published-at", f.PublishedAt, zone); err != nil {
		return source, err
	}
	return source, f.check(source)
}

// check returns a usage error if a flag of the source is malformed. What is not given is given later.
func (f sourceFlags) check(source geo.Source) error {
	source.Title = "the file's name"
	if source.Grade == "" {
		source.Grade = geo.NotJudged
	}
	if err := source.Validate(); err != nil {
		return usagef("source: %w", err)
	}
	return nil
}

// assessmentFlags say how sure a statement is.
type assessmentFlags struct {
	Assessment      string  `enum:"confirmed,assessed,reported,claimed" default:"reported" help:"How sure: confirmed, assessed, reported or claimed."`
	AccuracyM       float64 `name:"accuracy-m" help:"Distance in metres within which lines lie of their true place." placeholder:"M"`
	GeometryQuality string  `name:"geometry-quality" enum:"surveyed,traced,schematic" default:"traced" help:"How the shape came to be: surveyed, traced or schematic."`
}

func (f assessmentFlags) assessment() geo.Assessment {
	return geo.Assessment{
		Level: geo.AssessmentLevel(f.Assessment), AccuracyM: f.AccuracyM, Quality: geo.GeometryQuality(f.GeometryQuality),
	}
}

// optionalTime reads a date or an instant as a start; no text is the zero time.
func optionalTime(flag, text string, zone *time.Location) (time.Time, error) {
	moment, err := optionalMoment(flag, text)
	if moment == nil {
		return time.Time{}, err
	}
	return moment.Start(zone), nil
}

// optionalMoment reads a date or an instant; no text is nil.
func optionalMoment(flag, text string) (*geo.Moment, error) {
	if text == "" {
		return nil, nil //nolint:nilnil // no text is no moment, and no fault
	}
	moment, err := geo.ParseMoment(text)
	if err != nil {
		return nil, usagef("%s: %w", flag, err)
	}
	return &moment, nil
}

var languagePrefix = regexp.MustCompile(`^([a-z]{2,3})=(.+)$`)

// textOf makes a text of words given on the command line: "he=…" is Hebrew, words without a language are English.
func textOf(words []string) geo.Text {
	text := make(geo.Text)
	for _, word := range words {
		if parts := languagePrefix.FindStringSubmatch(word); parts != nil {
			text[parts[1]] = parts[2]
			continue
		}
		text["en"] = word
	}
	return text
}
