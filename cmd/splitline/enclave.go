package main

import (
	"maps"
	"strings"
	"time"

	"splitline/geo"
	"splitline/internal/ingest"
	"splitline/internal/store"
	"splitline/internal/store/spatialite"
)

type enclaveCmd struct {
	Add  enclaveAddCmd  `cmd:"" help:"Add an enclave with its first boundary."`
	Set  enclaveSetCmd  `cmd:"" help:"Change the name, time zone, default series or thresholds of an enclave."`
	Show enclaveShowCmd `cmd:"" help:"Print an enclave with its settings and thresholds."`
	List enclaveListCmd `cmd:"" help:"List the enclaves."`
}

type enclaveAddCmd struct {
	ID         string   `arg:"" help:"Id of the enclave: a-z, 0-9 and -."`
	Name       []string `required:"" sep:"none" help:"Name; repeat as he=… for another language." placeholder:"NAME"`
	Boundary   string   `required:"" type:"existingfile" help:"GeoJSON of the outline, or of areas to dissolve into it." placeholder:"FILE"`
	BoundaryID string   `name:"boundary-id" help:"Id of the boundary; made of the file's name if not given." placeholder:"ID"`
	TimeZone   string   `name:"time-zone" default:"UTC" help:"IANA time zone in which dates without a time are read." placeholder:"TZ"`
	CloseGaps  float64  `name:"close-gaps" default:"20" help:"Fill inner gaps narrower than this many metres." placeholder:"METRES"`
	sourceFlags
	limitFlags
}

// Run adds the enclave and says what was repaired.
func (c *enclaveAddCmd) Run(s *session) error {
	enclave := geo.Enclave{ID: geo.EnclaveID(c.ID), Name: textOf(c.Name), TimeZone: c.TimeZone}
	if err := enclave.Validate(); err != nil {
		return usageError{err}
	}
	zone, err := enclave.Location()
	if err != nil {
		return usageError{err}
	}
	source, err := c.source(zone)
	if err != nil {
		return err
	}
	limits, err := c.limits()
	if err != nil {
		return err
	}
	s.creates = true
	return s.withWorkshop(func(w *workshop) error {
		boundary, about, err := w.ingest.AddEnclave(s.ctx, ingest.NewEnclave{
			Enclave: enclave, Boundary: ingest.FileInput(c.Boundary), BoundaryID: c.BoundaryID,
			CloseGapsM: c.CloseGaps, Source: source, Limits: limits,
		})
		s.printReport(about)
		if err != nil {
			return err
		}
		s.printf("Added enclave %s: boundary %s version %d, %s.", enclave.ID, boundary.Ref.ID, boundary.Ref.Version, km2(boundary.AreaM2))
		return nil
	})
}

type enclaveSetCmd struct {
	ID            string   `arg:"" help:"Id of the enclave."`
	Name          []string `sep:"none" help:"Name; repeat as he=… for another language." placeholder:"NAME"`
	TimeZone      string   `name:"time-zone" help:"IANA time zone in which dates without a time are read." placeholder:"TZ"`
	DefaultSeries string   `name:"default-series" help:"Series that is shown first." placeholder:"SERIES"`
	Reason        []string `sep:"none" help:"Why that series is shown first; repeat as he=… for another language." placeholder:"TEXT"`
	Threshold     []string `sep:"none" help:"Threshold of the verdict, the trend or a plan, as epsilon_m=50; may be repeated. enclave show lists them." placeholder:"NAME=VALUE"`
}

// Run changes the enclave in one transaction.
func (c *enclaveSetCmd) Run(s *session) error {
	if len(c.Name) == 0 && c.TimeZone == "" && c.DefaultSeries == "" && len(c.Threshold) == 0 {
		return usagef("nothing to set: give --name, --time-zone, --default-series or --threshold")
	}
	if _, err := withThresholds(geo.DefaultThresholds(), c.Threshold); err != nil {
		return err
	}
	return s.withStore(func(db *spatialite.Store) error {
		return db.Write(s.ctx, func(w store.Writer) error {
			if err := c.setEnclave(s, w); err != nil {
				return err
			}
			return c.setSettings(s, w)
		})
	})
}

// setSettings puts the next version of the settings, if something of them is given.
func (c *enclaveSetCmd) setSettings(s *session, w store.Writer) error {
	id := geo.EnclaveID(c.ID)
	if len(c.Threshold) == 0 {
		if c.DefaultSeries == "" {
			return nil
		}
		return setDefaultSeries(s, w, id, geo.SeriesID(c.DefaultSeries), c.Reason)
	}
	settings, err := w.Settings(s.ctx, id, time.Time{})
	if err != nil {
		return err
	}
	if settings.Thresholds, err = withThresholds(settings.Thresholds, c.Threshold); err != nil {
		return err
	}
	if c.DefaultSeries != "" {
		if len(c.Reason) == 0 {
			return errNoReason()
		}
		settings.DefaultSeries, settings.DefaultSeriesReason = geo.SeriesID(c.DefaultSeries), textOf(c.Reason)
	}
	version, err := w.PutSettings(s.ctx, settings)
	if err == nil {
		s.printf("Set %s of %s: settings version %d.", strings.Join(c.Threshold, ", "), id, version)
	}
	return err
}

// errNoReason is the error of a default series without a reason.
func errNoReason() error {
	return usagef("a default series must be given with --reason, which the page shows")
}

func (c *enclaveSetCmd) setEnclave(s *session, w store.Writer) error {
	enclave, err := w.Enclave(s.ctx, geo.EnclaveID(c.ID), time.Time{})
	if err != nil || (len(c.Name) == 0 && c.TimeZone == "") {
		return err
	}
	enclave.Name = maps.Clone(enclave.Name)
	maps.Copy(enclave.Name, textOf(c.Name))
	if c.TimeZone != "" {
		enclave.TimeZone = c.TimeZone
	}
	return w.SetEnclave(s.ctx, enclave)
}

// setDefaultSeries puts the next version of the settings with another default series.
func setDefaultSeries(s *session, w store.Writer, enclave geo.EnclaveID, series geo.SeriesID, reason []string) error {
	if len(reason) == 0 {
		return errNoReason()
	}
	settings, err := w.Settings(s.ctx, enclave, time.Time{})
	if err != nil {
		return err
	}
	settings.DefaultSeries, settings.DefaultSeriesReason = series, textOf(reason)
	version, err := w.PutSettings(s.ctx, settings)
	if err == nil {
		s.printf("Default series of %s is %s from settings version %d on.", enclave, series, version)
	}
	return err
}

type enclaveListCmd struct{}

// Run lists the enclaves with their series.
func (enclaveListCmd) Run(s *session) error {
	return s.withReader(func(db *spatialite.Store) error {
		return db.Read(s.ctx, func(r store.Reader) error {
			enclaves, err := r.Enclaves(s.ctx)
			for _, e := range enclaves {
				s.printf("%s\t%s\t%s", e.ID, e.Name.In("en"), e.TimeZone)
			}
			return err
		})
	})
}
