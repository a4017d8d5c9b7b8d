package main

import (
	"context"
	"maps"
	"math"
	"slices"
	"time"

	"splitline/geo"
	"splitline/internal/ingest"
	"splitline/internal/ingest/report"
	"splitline/internal/store"
)

type importCmd struct {
	Series             string            `arg:"" name:"ENCLAVE/SERIES" help:"The series to import into."`
	Files              []string          `arg:"" name:"FILE" type:"existingfile" help:"GeoJSON files."`
	Controller         string            `help:"Controller that holds the areas." placeholder:"ID"`
	ControllerProperty string            `name:"controller-property" help:"Property that names the controller of a feature." placeholder:"NAME"`
	ControllerMap      map[string]string `name:"controller-map" mapsep:"none" help:"What a value of that property stands for; may be repeated." placeholder:"VALUE=ID"`
	Remainder          string            `help:"State the whole enclave: what the areas leave uncovered goes to this controller." placeholder:"ID"`
	CloseToBoundary    float64           `name:"close-to-boundary" help:"Give strips of remainder along the boundary narrower than this many metres to their neighbour." placeholder:"METRES"`
	Note               string            `help:"Note for every update." placeholder:"TEXT"`
	DryRun             bool              `name:"dry-run" help:"Show what would change and store nothing."`
	datingFlags
	sourceFlags
	assessmentFlags
	limitFlags
}

// datingFlags say where the times of features come from.
type datingFlags struct {
	ValidFrom         string `name:"valid-from" help:"From when the features hold." placeholder:"T"`
	ValidFromProperty string `name:"valid-from-property" help:"Property that has a feature's start." placeholder:"NAME"`
	ValidFromFilename bool   `name:"valid-from-filename" help:"Take the start from the date in the file's name."`
	ValidTo           string `name:"valid-to" help:"Until when the features hold." placeholder:"T"`
	ValidToProperty   string `name:"valid-to-property" help:"Property that has a feature's end." placeholder:"NAME"`
}

func (f datingFlags) dating() (dating ingest.Dating, err error) {
	dating = ingest.Dating{
		ValidFromProperty: f.ValidFromProperty, ValidFromFilename: f.ValidFromFilename, ValidToProperty: f.ValidToProperty,
	}
	if dating.ValidFrom, err = optionalMoment("--valid-from", f.ValidFrom); err != nil {
		return dating, err
	}
	dating.ValidTo, err = optionalMoment("--valid-to", f.ValidTo)
	return dating, err
}

// Run imports the files, all or nothing for each of them.
func (c *importCmd) Run(s *session) error {
	ref, err := geo.ParseSeriesRef(c.Series)
	if err != nil {
		return usageError{err}
	}
	if err := c.check(); err != nil {
		return err
	}
	return s.withWorkshop(func(w *workshop) error {
		zone, err := w.zoneOf(s.ctx, ref.Enclave)
		if err != nil {
			return err
		}
		options, err := c.options(zone)
		if err != nil {
			return err
		}
		result, err := w.ingest.Import(s.ctx, ref, inputs(c.Files), options, s.importProgress())
		s.printReport(result.Report)
		if err == nil {
			s.printImport(ref, result, c.DryRun, zone)
		}
		return err
	})
}

// check returns a usage error if a flag is missing or cannot be meant.
func (c *importCmd) check() error {
	switch {
	case c.ValidFrom == "" && c.ValidFromProperty == "" && !c.ValidFromFilename:
		return usagef("valid from: must be given by --valid-from, --valid-from-property or --valid-from-filename")
	case c.Controller == "" && c.ControllerProperty == "":
		return usagef("controller: must be given by --controller or --controller-property")
	case !(c.CloseToBoundary >= 0) || math.IsInf(c.CloseToBoundary, 0):
		return usagef("--close-to-boundary: %g must be a number of metres, 0 or more", c.CloseToBoundary)
	}
	return nil
}

func (c *importCmd) options(zone *time.Location) (ingest.Options, error) {
	dating, err := c.dating()
	if err != nil {
		return ingest.Options{}, err
	}
	source, err := c.source(zone)
	if err != nil {
		return ingest.Options{}, err
	}
	limits, err := c.limits()
	if err != nil {
		return ingest.Options{}, err
	}
	mapped := make(map[string]geo.ControllerID, len(c.ControllerMap))
	for value, id := range c.ControllerMap {
		mapped[value] = geo.ControllerID(id)
	}
	return ingest.Options{
		Dating: dating, Controller: geo.ControllerID(c.Controller), ControllerProperty: c.ControllerProperty,
		ControllerMap: mapped, Remainder: geo.ControllerID(c.Remainder), CloseToBoundaryM: c.CloseToBoundary,
		Source: source, Assessment: c.assessment(), Note: c.Note, DryRun: c.DryRun, Limits: limits,
	}, nil
}

func inputs(files []string) []ingest.Input {
	list := make([]ingest.Input, len(files))
	for i, file := range files {
		list[i] = ingest.FileInput(file)
	}
	return list
}

// zoneOf returns the time zone of an enclave.
func (w *workshop) zoneOf(ctx context.Context, id geo.EnclaveID) (zone *time.Location, err error) {
	err = w.store.Read(ctx, func(r store.Reader) error {
		enclave, err := r.Enclave(ctx, id, time.Time{})
		if err == nil {
			zone, err = enclave.Location()
		}
		return err
	})
	return zone, err
}

// importProgress shows one progress for each stage.
func (s *session) importProgress() ingest.Progress {
	names := map[ingest.Stage]string{ingest.Reading: "reading files", ingest.Folding: "folding updates"}
	shown := make(map[ingest.Stage]func(done, total int))
	return func(stage ingest.Stage, done, total int) {
		if shown[stage] == nil {
			shown[stage] = progress(s.stderr, names[stage])
		}
		shown[stage](done, total)
	}
}

func (s *session) printImport(ref geo.SeriesRef, result ingest.Result, dryRun bool, zone *time.Location) {
	same := 0
	for _, file := range result.Files {
		if file.Outcome == ingest.Same {
			same++
		}
	}
	if same > 0 {
		s.printf("%d of %d files were imported before and are left as they are.", same, len(result.Files))
	}
	switch {
	case dryRun:
		s.printEffects(result.Effects, zone)
		s.printf("Dry run: nothing is stored. It would be %s, %s of zones, %d closed.",
			report.Count(result.Updates, "update"), report.Count(result.Added, "new row"), result.Closed)
	case result.Stored:
		s.printf("Imported %s into %s as %s: revision %d, %s of zones, %d closed.",
			report.Count(result.Polygons, "polygon"), ref, report.Count(result.Updates, "update"), result.Revision,
			report.Count(result.Added, "new row"), result.Closed)
	default:
		s.printf("Nothing to store: %s stays at revision %d.", ref, result.Revision)
	}
}

// maxEffects is how many dates a dry run spells out.
const maxEffects = 20

func (s *session) printEffects(effects []ingest.Effect, zone *time.Location) {
	for i, effect := range effects {
		if i == maxEffects {
			s.printf("… and %d more dates", len(effects)-maxEffects)
			return
		}
		s.printf("%s (later dates that change: %d)", effect.At.In(zone).Format(time.DateTime), effect.LaterDates)
		controllers := maps.Clone(effect.Before)
		maps.Copy(controllers, effect.After)
		for _, id := range slices.Sorted(maps.Keys(controllers)) {
			s.printf("  %-16s %12s → %12s", id, km2(effect.Before[id]), km2(effect.After[id]))
		}
	}
}
