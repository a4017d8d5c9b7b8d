package main

import (
	"time"

	"splitline/geo"
	"splitline/internal/ingest"
	"splitline/internal/store"
	"splitline/internal/store/spatialite"
)

type boundaryCmd struct {
	Add  boundaryAddCmd  `cmd:"" help:"Add a boundary, put it in use and fold every series over it anew."`
	List boundaryListCmd `cmd:"" help:"List the boundaries of an enclave."`
}

type boundaryAddCmd struct {
	Enclave    string  `arg:"" name:"ENCLAVE" help:"The enclave."`
	File       string  `arg:"" name:"FILE" type:"existingfile" help:"GeoJSON of the outline, or of areas to dissolve into it."`
	BoundaryID string  `name:"boundary-id" help:"Id of the boundary; made of the file's name if not given." placeholder:"ID"`
	CloseGaps  float64 `name:"close-gaps" default:"20" help:"Fill inner gaps narrower than this many metres." placeholder:"METRES"`
	sourceFlags
	limitFlags
}

// Run adds the boundary.
func (c *boundaryAddCmd) Run(s *session) error {
	limits, err := c.limits()
	if err != nil {
		return err
	}
	return s.withWorkshop(func(w *workshop) error {
		zone, err := w.zoneOf(s.ctx, geo.EnclaveID(c.Enclave))
		if err != nil {
			return err
		}
		source, err := c.source(zone)
		if err != nil {
			return err
		}
		ref, about, err := w.ingest.NewBoundary(s.ctx, ingest.NewEnclave{
			Enclave: geo.Enclave{ID: geo.EnclaveID(c.Enclave)}, Boundary: ingest.FileInput(c.File),
			BoundaryID: c.BoundaryID, CloseGapsM: c.CloseGaps, Source: source, Limits: limits,
		}, s.importProgress())
		s.printReport(about)
		if err == nil {
			s.printf("Boundary %s version %d is in use for %s.", ref.ID, ref.Version, c.Enclave)
		}
		return err
	})
}

type boundaryListCmd struct {
	Enclave string `arg:"" name:"ENCLAVE" help:"The enclave."`
}

// Run lists every version of every boundary.
func (c *boundaryListCmd) Run(s *session) error {
	return s.withReader(func(db *spatialite.Store) error {
		return db.Read(s.ctx, func(r store.Reader) error {
			if _, err := r.Enclave(s.ctx, geo.EnclaveID(c.Enclave), time.Time{}); err != nil {
				return err
			}
			boundaries, err := r.Boundaries(s.ctx, geo.EnclaveID(c.Enclave), time.Time{})
			for _, b := range boundaries {
				s.printf("%s\tversion %d\t%s\t%s", b.Ref.ID, b.Ref.Version, km2(b.AreaM2), b.Source.Title)
			}
			return err
		})
	})
}
