package bundle

import (
	"time"

	"splitline/geo"
)

// sourceFile is a source as files write it: its times may be dates.
type sourceFile struct {
	Title       string           `json:"title"`
	Publisher   string           `json:"publisher"`
	Affiliation geo.ControllerID `json:"affiliation"`
	URL         string           `json:"url"`
	ArchiveURL  string           `json:"archive_url"`
	Grade       geo.Grade        `json:"grade"`
	ObservedAt  string           `json:"observed_at"`
	PublishedAt string           `json:"published_at"`
	RetrievedAt string           `json:"retrieved_at"`
	Licence     string           `json:"licence"`
	Language    string           `json:"language"`
}

// source reads a source; a date is the first second of its day in the zone.
func (s sourceFile) source(zone *time.Location) (geo.Source, error) {
	source := geo.Source{
		Title: s.Title, Publisher: s.Publisher, Affiliation: s.Affiliation, URL: s.URL, ArchiveURL: s.ArchiveURL,
		Grade: s.Grade, Licence: s.Licence, Language: s.Language,
	}
	times := []struct {
		name, text string
		at         *time.Time
	}{
		{"observed_at", s.ObservedAt, &source.ObservedAt},
		{"published_at", s.PublishedAt, &source.PublishedAt},
		{"retrieved_at", s.RetrievedAt, &source.RetrievedAt},
	}
	for _, t := range times {
		if t.text == "" {
			continue
		}
		moment, err := geo.ParseMoment(t.text)
		if err != nil {
			return source, in(err, "source.%s", t.name)
		}
		*t.at = moment.Start(zone)
	}
	return source, in(source.Validate(), "source")
}

// sources reads a list of sources.
func sources(files []sourceFile, zone *time.Location) ([]geo.Source, error) {
	list := make([]geo.Source, len(files))
	for i, f := range files {
		var err error
		if list[i], err = f.source(zone); err != nil {
			return nil, in(err, "sources[%d]", i)
		}
	}
	return list, nil
}

// start reads the start of something: the instant, and the precision that is stated or that the text implies.
func start(text string, stated geo.Precision, zone *time.Location) (time.Time, geo.Precision, error) {
	moment, err := geo.ParseMoment(text)
	if err != nil {
		return time.Time{}, "", err
	}
	if stated == "" {
		stated = moment.Precision()
	}
	return moment.Start(zone), stated, nil
}

// interval reads an interval of valid time; a date as its end belongs to it. An empty end is open.
func interval(from, to string, stated geo.Precision, zone *time.Location) (geo.Interval, geo.Precision, error) {
	begin, precision, err := start(from, stated, zone)
	if err != nil {
		return geo.Interval{}, "", in(err, "valid_from")
	}
	var end time.Time
	if to != "" {
		moment, err := geo.ParseMoment(to)
		if err != nil {
			return geo.Interval{}, "", in(err, "valid_to")
		}
		end = moment.End(zone)
	}
	valid, err := geo.ValidInterval(begin, end)
	return valid, precision, in(err, "valid")
}
