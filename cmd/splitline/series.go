package main

import (
	"maps"
	"time"

	"splitline/geo"
	"splitline/internal/store"
	"splitline/internal/store/spatialite"
)

type seriesCmd struct {
	Add  seriesAddCmd  `cmd:"" help:"Add a series to an enclave."`
	Set  seriesSetCmd  `cmd:"" help:"Change the title, description or kind of a series."`
	List seriesListCmd `cmd:"" help:"List the series of an enclave."`
}

// seriesAbout says what a series is.
type seriesAbout struct {
	Title       []string `sep:"none" help:"Title; repeat as he=… for another language." placeholder:"TITLE"`
	Description []string `sep:"none" help:"Who gives the account and how it is made; repeat as he=…" placeholder:"TEXT"`
	Kind        string   `enum:",assessed,reported,claimed,planned" default:"" help:"Whose account: assessed, reported, claimed or planned." placeholder:"KIND"`
	Default     bool     `help:"Show this series first; needs --reason."`
	Reason      []string `sep:"none" help:"Why this series is shown first; repeat as he=…" placeholder:"TEXT"`
}

// onto changes a series to what is given.
func (a seriesAbout) onto(series geo.Series) geo.Series {
	series.Title, series.Description = merged(series.Title, a.Title), merged(series.Description, a.Description)
	if a.Kind != "" {
		series.Kind = geo.SeriesKind(a.Kind)
	}
	return series
}

// makeDefault puts the series first if that is asked for.
func (a seriesAbout) makeDefault(s *session, w store.Writer, ref geo.SeriesRef) error {
	if !a.Default {
		return nil
	}
	return setDefaultSeries(s, w, ref.Enclave, ref.Series, a.Reason)
}

func merged(old geo.Text, words []string) geo.Text {
	text := make(geo.Text)
	maps.Copy(text, old)
	maps.Copy(text, textOf(words))
	return text
}

type seriesAddCmd struct {
	Series string `arg:"" name:"ENCLAVE/SERIES" help:"The series to add."`
	seriesAbout
}

// Run adds the series; without a title it is called by its id, without a kind it is reported.
func (c *seriesAddCmd) Run(s *session) error {
	ref, err := geo.ParseSeriesRef(c.Series)
	if err != nil {
		return usageError{err}
	}
	series := c.onto(geo.Series{Ref: ref, Title: geo.English(string(ref.Series)), Kind: geo.ReportedSeries})
	return s.withStore(func(db *spatialite.Store) error {
		err := db.Write(s.ctx, func(w store.Writer) error {
			if err := w.AddSeries(s.ctx, series); err != nil {
				return err
			}
			return c.makeDefault(s, w, ref)
		})
		if err == nil {
			s.printf("Added series %s (%s).", ref, series.Kind)
		}
		return err
	})
}

type seriesSetCmd struct {
	Series string `arg:"" name:"ENCLAVE/SERIES" help:"The series to change."`
	seriesAbout
}

// Run changes the series.
func (c *seriesSetCmd) Run(s *session) error {
	ref, err := geo.ParseSeriesRef(c.Series)
	if err != nil {
		return usageError{err}
	}
	return s.withStore(func(db *spatialite.Store) error {
		return db.Write(s.ctx, func(w store.Writer) error {
			head, err := w.Head(s.ctx, ref, store.Pin{})
			if err != nil {
				return err
			}
			if err := w.SetSeries(s.ctx, c.onto(head.Series)); err != nil {
				return err
			}
			return c.makeDefault(s, w, ref)
		})
	})
}

type seriesListCmd struct {
	Enclave string `arg:"" name:"ENCLAVE" help:"The enclave."`
}

// Run lists the series of an enclave.
func (c *seriesListCmd) Run(s *session) error {
	return s.withReader(func(db *spatialite.Store) error {
		return db.Read(s.ctx, func(r store.Reader) error {
			if _, err := r.Enclave(s.ctx, geo.EnclaveID(c.Enclave), time.Time{}); err != nil {
				return err
			}
			list, err := r.SeriesOf(s.ctx, geo.EnclaveID(c.Enclave))
			for _, series := range list {
				s.printf("%s\t%s\trevision %d\t%s", series.Ref, series.Kind, series.Revision, series.Title.In("en"))
			}
			return err
		})
	})
}
