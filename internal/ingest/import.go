package ingest

import (
	"context"
	"fmt"

	"splitline/geo"
	"splitline/internal/ingest/report"
)

// Result is what an import did, or with DryRun would do.
type Result struct {
	Report report.Report
	Files  []FileResult
	// Revision is the newest of the series.
	Revision geo.Revision
	// Stored tells whether a revision was published.
	Stored bool
	// Polygons counts those of the files that were taken; Updates what they made; Added and Closed rows of zones.
	Polygons, Updates, Added, Closed int
	// Effects are what changes at the start of each update.
	Effects []Effect
	// Strips are narrow parts of the remainder along the boundary.
	Strips []Strip
}

// FileResult is what became of a file.
type FileResult struct {
	Name    string
	Outcome FileOutcome
	Updates int
}

// FileOutcome says what became of a file.
type FileOutcome string

// The outcomes of a file.
const (
	// Taken: its updates are published, or with DryRun would be.
	Taken FileOutcome = "taken"
	// Same: it was imported before with the same meaning, so that nothing is to be done.
	Same FileOutcome = "same"
	// RefusedFile: it has a fault, and nothing of it is stored.
	RefusedFile FileOutcome = "refused"
)

// Import takes the areas of files as updates of a series. All files that can be taken are folded at once and published
// as one revision. If a file is refused the others are taken all the same, and the error, of kind [ErrRefused], names
// every fault of it. If all files were imported before, nothing is stored and there is no error. Other errors are those
// of [Service.Publish], and of kind geo.ErrInvalid for options that contradict each other or name an unknown
// controller.
func (s *Service) Import(
	ctx context.Context, ref geo.SeriesRef, inputs []Input, options Options, progress Progress,
) (Result, error) {
	state, err := s.seriesNow(ctx, ref)
	if err != nil {
		return Result{}, err
	}
	options = options.withDefaults()
	if err := options.validate(state.settings.Controllers); err != nil {
		return Result{}, fmt.Errorf("import into %s: %w", ref, err)
	}
	run := newImportRun(s, state, options)
	if err := run.readAll(ctx, inputs, progress); err != nil {
		return run.result, err
	}
	if err := run.publish(ctx, progress); err != nil {
		return run.result, err
	}
	return run.result, run.result.Report.Err()
}
