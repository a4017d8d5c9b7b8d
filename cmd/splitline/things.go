package main

import (
	"errors"
	"fmt"
	"io"
	"time"

	"splitline/geo"
	"splitline/internal/ingest"
	"splitline/internal/ingest/bundle"
	"splitline/internal/store"
	"splitline/internal/store/spatialite"
)

// thingsFile names a file of things to add to an enclave.
type thingsFile struct {
	Enclave string `arg:"" name:"ENCLAVE" help:"The enclave."`
	File    string `arg:"" name:"FILE" type:"existingfile" help:"File in the form that data/schemas describes."`
}

// add decodes the file and stores what of it the enclave does not have yet, all or nothing.
func (f thingsFile) add(s *session, decode func(bundle.Scope, []byte) (bundle.Things, error)) error {
	content, err := readBounded(f.File)
	if err != nil {
		return err
	}
	id := geo.EnclaveID(f.Enclave)
	return s.withStore(func(db *spatialite.Store) error {
		return db.Write(s.ctx, func(w store.Writer) error {
			enclave, err := w.Enclave(s.ctx, id, time.Time{})
			if err != nil {
				return err
			}
			settings, err := w.Settings(s.ctx, id, time.Time{})
			if err != nil {
				return err
			}
			scope, err := bundle.NewScope(enclave, settings)
			if err != nil {
				return err
			}
			things, err := decode(scope, content)
			if err != nil {
				return fmt.Errorf("%s: %w", f.File, err)
			}
			counts, err := bundle.AddThings(s.ctx, w, id, things)
			if err == nil {
				s.printf("Added %d to %s; what was there already is left as it is.", counts.Sum(), id)
			}
			return err
		})
	})
}

// maxThingsBytes is how large a file of things may be, as that of a bundle.
const maxThingsBytes = 64 << 20

// readBounded returns a file of things, which must be a regular file and no larger than allowed.
func readBounded(path string) (content []byte, err error) {
	file, err := ingest.FileInput(path).Open()
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	content, err = io.ReadAll(io.LimitReader(file, maxThingsBytes+1))
	if err == nil && len(content) > maxThingsBytes {
		err = fmt.Errorf("%s: is larger than %d MiB: %w", path, maxThingsBytes>>20, geo.ErrInvalid)
	}
	return content, err
}

type figureCmd struct {
	Import figureImportCmd `cmd:"" help:"Import published figures from JSON."`
	List   figureListCmd   `cmd:"" help:"List the figures of an enclave."`
}

type figureImportCmd struct{ thingsFile }

// Run imports figures.
func (c *figureImportCmd) Run(s *session) error {
	return c.add(s, func(scope bundle.Scope, data []byte) (things bundle.Things, err error) {
		things.Figures, err = bundle.DecodeFigures(scope, data)
		return things, err
	})
}

type milestoneCmd struct {
	Import milestoneImportCmd `cmd:"" help:"Import milestones from JSON."`
	List   milestoneListCmd   `cmd:"" help:"List the milestones of an enclave."`
}

type milestoneImportCmd struct{ thingsFile }

// Run imports milestones.
func (c *milestoneImportCmd) Run(s *session) error {
	return c.add(s, func(scope bundle.Scope, data []byte) (things bundle.Things, err error) {
		things.Milestones, err = bundle.DecodeMilestones(scope, data)
		return things, err
	})
}

type placesCmd struct {
	Import placesImportCmd `cmd:"" help:"Import named places from GeoJSON points."`
	List   placesListCmd   `cmd:"" help:"List the places of an enclave."`
}

type placesImportCmd struct {
	thingsFile
	Set  string `help:"Import GeoJSON points of any kind as a set, which another file of it replaces: a-z, 0-9 and -." placeholder:"NAME"`
	Rank int    `help:"Rank of the places of the set on the map, 1 first; 6 if not given." placeholder:"N"`
	referenceFlags
}

// Run imports places: those of a set, or in the form that data/schemas describes.
func (c *placesImportCmd) Run(s *session) error {
	if c.Set != "" {
		if c.Rank < 0 {
			return usagef("--rank: %d must be 1 or more", c.Rank)
		}
		return s.importReferences(c.Enclave, c.File, c.Set, c.referenceFlags, c.Rank, (*ingest.Service).ImportPlaces)
	}
	if len(c.NameProperty)+len(c.Column) > 0 || c.CodeProperty != "" || c.Rank != 0 || c.DryRun {
		return usagef("--set: must be given for points in a form of their own")
	}
	return c.add(s, func(scope bundle.Scope, data []byte) (things bundle.Things, err error) {
		things.Places, err = bundle.DecodePlaces(scope, data)
		return things, err
	})
}

type observationCmd struct {
	Import observationImportCmd `cmd:"" help:"Import points, lines and areas that are not control from GeoJSON."`
	List   observationListCmd   `cmd:"" help:"List the observations of an enclave."`
}

type observationImportCmd struct {
	Enclave       string   `arg:"" name:"ENCLAVE" help:"The enclave."`
	Files         []string `arg:"" name:"FILE" type:"existingfile" help:"GeoJSON files."`
	Kind          string   `help:"What is observed: marker, position, crossing, planned-sector, order." placeholder:"KIND"`
	KindProperty  string   `name:"kind-property" help:"Property that has the kind." placeholder:"NAME"`
	TitleProperty string   `name:"title-property" help:"Property that has the title." placeholder:"NAME"`
	DryRun        bool     `name:"dry-run" help:"Show what would be taken and store nothing."`
	datingFlags
	sourceFlags
	assessmentFlags
	limitFlags
}

// Run imports observations, all or nothing for each file.
func (c *observationImportCmd) Run(s *session) error {
	id := geo.EnclaveID(c.Enclave)
	dating, err := c.dating()
	if err != nil {
		return err
	}
	limits, err := c.limits()
	if err != nil {
		return err
	}
	return s.withWorkshop(func(w *workshop) error {
		zone, err := w.zoneOf(s.ctx, id)
		if err != nil {
			return err
		}
		source, err := c.source(zone)
		if err != nil {
			return err
		}
		result, err := w.ingest.ImportObservations(s.ctx, id, inputs(c.Files), ingest.ObservationOptions{
			Dating: dating, Kind: c.Kind, KindProperty: c.KindProperty, TitleProperty: c.TitleProperty,
			Source: source, Assessment: c.assessment(), DryRun: c.DryRun, Limits: limits,
		}, s.importProgress())
		s.printReport(result.Report)
		if err == nil {
			s.printf("%d observations taken.", len(result.Observations))
		}
		return err
	})
}
