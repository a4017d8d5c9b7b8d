package main

import (
	"fmt"
	"slices"
	"time"

	"splitline/geo"
	"splitline/internal/store"
	"splitline/internal/store/spatialite"
)

type controllerCmd struct {
	Add  controllerAddCmd  `cmd:"" help:"Add a controller to the legend of an enclave."`
	Set  controllerSetCmd  `cmd:"" help:"Change a controller of the legend of an enclave."`
	List controllerListCmd `cmd:"" help:"List the legend of an enclave."`
}

type controllerAddCmd struct {
	Enclave    string   `arg:"" name:"ENCLAVE" help:"The enclave."`
	ID         string   `arg:"" name:"ID" help:"Id of the controller: a-z, 0-9 and -."`
	Label      []string `required:"" sep:"none" help:"Label; repeat as he=… for another language." placeholder:"LABEL"`
	Definition []string `required:"" sep:"none" help:"What evidence qualifies; repeat as he=…" placeholder:"TEXT"`
	Contested  bool     `help:"Ground of this controller belongs to no side."`
	Force      bool     `help:"It is an international force that a plan sends."`
}

// Run puts the next version of the settings with the controller added.
func (c *controllerAddCmd) Run(s *session) error {
	added := geo.Controller{
		ID: geo.ControllerID(c.ID), Label: textOf(c.Label), Definition: textOf(c.Definition), Contested: c.Contested,
		Force: c.Force,
	}
	return s.withStore(func(db *spatialite.Store) error {
		return db.Write(s.ctx, func(w store.Writer) error {
			settings, err := w.Settings(s.ctx, geo.EnclaveID(c.Enclave), time.Time{})
			if err != nil {
				return err
			}
			settings.Controllers = append(settings.Controllers, added)
			version, err := w.PutSettings(s.ctx, settings)
			if err == nil {
				s.printf("Added controller %s to %s: settings version %d.", added.ID, c.Enclave, version)
			}
			return err
		})
	})
}

type controllerSetCmd struct {
	Enclave    string   `arg:"" name:"ENCLAVE" help:"The enclave."`
	ID         string   `arg:"" name:"ID" help:"The controller."`
	Label      []string `sep:"none" help:"Label; repeat as he=… for another language." placeholder:"LABEL"`
	Definition []string `sep:"none" help:"What evidence qualifies; repeat as he=…" placeholder:"TEXT"`
	Force      *bool    `negatable:"" help:"It is an international force that a plan sends."`
}

// Run puts the next version of the settings with the controller changed.
func (c *controllerSetCmd) Run(s *session) error {
	return s.withStore(func(db *spatialite.Store) error {
		return db.Write(s.ctx, func(w store.Writer) error {
			settings, err := w.Settings(s.ctx, geo.EnclaveID(c.Enclave), time.Time{})
			if err != nil {
				return err
			}
			at := slices.IndexFunc(settings.Controllers, func(of geo.Controller) bool { return string(of.ID) == c.ID })
			if at < 0 {
				return fmt.Errorf("controller %q of %s: %w", c.ID, c.Enclave, store.ErrNotFound)
			}
			settings.Controllers = slices.Clone(settings.Controllers)
			c.onto(&settings.Controllers[at])
			version, err := w.PutSettings(s.ctx, settings)
			if err == nil {
				s.printf("Changed controller %s of %s: settings version %d.", c.ID, c.Enclave, version)
			}
			return err
		})
	})
}

// onto sets what the flags give.
func (c *controllerSetCmd) onto(controller *geo.Controller) {
	if len(c.Label) > 0 {
		controller.Label = textOf(c.Label)
	}
	if len(c.Definition) > 0 {
		controller.Definition = textOf(c.Definition)
	}
	if c.Force != nil {
		controller.Force = *c.Force
	}
}

type controllerListCmd struct {
	Enclave string `arg:"" name:"ENCLAVE" help:"The enclave."`
}

// Run lists the legend.
func (c *controllerListCmd) Run(s *session) error {
	return s.withReader(func(db *spatialite.Store) error {
		return db.Read(s.ctx, func(r store.Reader) error {
			settings, err := r.Settings(s.ctx, geo.EnclaveID(c.Enclave), time.Time{})
			for _, controller := range settings.Controllers {
				s.printf("%s\t%s\t%s", controller.ID, controller.Label.In("en"), controller.Definition.In("en"))
			}
			return err
		})
	})
}
