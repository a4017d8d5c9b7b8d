package main

import (
	"fmt"
	"strings"
	"time"

	"splitline/geo"
	"splitline/internal/answer"
	"splitline/internal/store"
	"splitline/internal/store/spatialite"
)

type enclaveShowCmd struct {
	ID   string `arg:"" help:"Id of the enclave."`
	JSON bool   `name:"json" help:"Print the enclave as JSON, as the API gives it."`
}

// Run prints an enclave with its settings, the thresholds among them.
func (c *enclaveShowCmd) Run(s *session) error {
	if c.JSON {
		return s.withAnswers(func(answers *answer.Service) error { return c.printJSON(s, answers) })
	}
	return s.withReader(func(db *spatialite.Store) error {
		return db.Read(s.ctx, func(r store.Reader) error {
			enclave, err := r.Enclave(s.ctx, geo.EnclaveID(c.ID), time.Time{})
			if err != nil {
				return err
			}
			settings, err := r.Settings(s.ctx, enclave.ID, time.Time{})
			if err == nil {
				s.printEnclave(enclave, settings)
			}
			return err
		})
	})
}

func (c *enclaveShowCmd) printJSON(s *session, answers *answer.Service) error {
	all, err := answers.Enclaves(s.ctx)
	if err != nil {
		return err
	}
	for _, e := range all.Enclaves {
		if string(e.ID) == c.ID {
			return s.printJSON(e)
		}
	}
	return answer.NotFoundf("enclave", "There is no enclave %q.", c.ID)
}

func (s *session) printEnclave(enclave geo.Enclave, settings geo.Settings) {
	s.printf("%s: %s, time zone %s", enclave.ID, enclave.Name.In("en"), enclave.TimeZone)
	s.printf("settings version %d of %s", settings.Version, settings.Recorded.From.UTC().Format(time.RFC3339))
	s.printf("boundary in use: %s version %d", settings.Boundary.ID, settings.Boundary.Version)
	if settings.DefaultSeries != "" {
		s.printf("default series: %s (%s)", settings.DefaultSeries, settings.DefaultSeriesReason.In("en"))
	}
	for _, c := range settings.Controllers {
		s.printf("controller %s: %s", c.ID, c.Label.In("en"))
	}
	for _, side := range settings.Sides {
		s.printf("side %s: %s (%s)", side.ID, side.Label.In("en"), joinedIDs(side.Controllers))
	}
	values, defaults := thresholdValues(settings.Thresholds), thresholdValues(geo.DefaultThresholds())
	for _, name := range thresholdNames() {
		line := fmt.Sprintf("threshold %s = %g", name, values[name])
		if values[name] != defaults[name] {
			line += fmt.Sprintf(" (by default %g)", defaults[name])
		}
		s.printf("%s", line)
	}
}

func joinedIDs(ids []geo.ControllerID) string {
	words := make([]string, len(ids))
	for i, id := range ids {
		words[i] = string(id)
	}
	return strings.Join(words, ", ")
}
