package main

import (
	"fmt"
	"time"

	"splitline/geo"
	"splitline/internal/store"
	"splitline/internal/store/spatialite"
)

// listOf names the enclave whose things are listed.
type listOf struct {
	Enclave string `arg:"" name:"ENCLAVE" help:"The enclave."`
}

// read runs f on the enclave, in its time zone.
func (l listOf) read(s *session, f func(r store.Reader, id geo.EnclaveID, zone *time.Location) error) error {
	return s.withReader(func(db *spatialite.Store) error {
		return db.Read(s.ctx, func(r store.Reader) error {
			enclave, err := r.Enclave(s.ctx, geo.EnclaveID(l.Enclave), time.Time{})
			if err != nil {
				return err
			}
			zone, err := enclave.Location()
			if err != nil {
				return err
			}
			return f(r, enclave.ID, zone)
		})
	})
}

type figureListCmd struct{ listOf }

// Run lists figures by date.
func (c *figureListCmd) Run(s *session) error {
	return c.read(s, func(r store.Reader, id geo.EnclaveID, zone *time.Location) error {
		figures, err := r.Figures(s.ctx, id, time.Time{})
		for _, f := range figures {
			s.printf("%s\t%.1f %%\t%s\t%s\t%s", f.At.In(zone).Format(time.DateOnly), 100*f.Share, f.Kind, f.Controller, f.Source.Title)
		}
		return err
	})
}

type milestoneListCmd struct{ listOf }

// Run lists milestones by date.
func (c *milestoneListCmd) Run(s *session) error {
	return c.read(s, func(r store.Reader, id geo.EnclaveID, zone *time.Location) error {
		milestones, err := r.Milestones(s.ctx, id, time.Time{})
		for _, m := range milestones {
			s.printf("%s\t%s\t%s", m.At.In(zone).Format(time.DateOnly), m.Title.In("en"), m.Source.Title)
		}
		return err
	})
}

type observationListCmd struct{ listOf }

// Run lists observations by date.
func (c *observationListCmd) Run(s *session) error {
	return c.read(s, func(r store.Reader, id geo.EnclaveID, zone *time.Location) error {
		observations, err := r.Observations(s.ctx, id, time.Time{})
		for _, o := range observations {
			s.printf("%s\t%s\t%s\t%s", o.Valid.From.In(zone).Format(time.DateOnly), o.Kind, o.Title.In("en"), o.Source.Title)
		}
		return err
	})
}

type placesListCmd struct{ listOf }

// Run lists places by id.
func (c *placesListCmd) Run(s *session) error {
	return c.read(s, func(r store.Reader, id geo.EnclaveID, _ *time.Location) error {
		places, err := r.Places(s.ctx, id, time.Time{})
		for _, p := range places {
			line := fmt.Sprintf("%d\t%s\t%.4f, %.4f", p.Rank, p.Name.In("en"), p.Point[0], p.Point[1])
			if p.Set != "" {
				line += fmt.Sprintf("\t%s\t%s", p.Set, p.Code)
			}
			s.printf("%s", line)
		}
		return err
	})
}
