package ingest

import (
	"context"
	"errors"
	"fmt"
	"time"

	"splitline/geo"
	"splitline/internal/ingest/report"
)

// importRun is one import under way.
type importRun struct {
	service *Service
	state   seriesState
	options Options
	planner planner
	place   placer
	outside outsideFinder
	strips  *stripFinder
	// known are the digests that the series has.
	known map[string]bool
	// seen are the files of this run by their digests.
	seen    map[string]string
	updates []geo.Update
	result  Result
}

func newImportRun(s *Service, state seriesState, options Options) *importRun {
	ref := state.head.Series.Ref
	return &importRun{
		service: s, state: state, options: options,
		planner: planner{series: ref, zone: state.zone, legend: state.settings.Controllers, options: options, now: s.now()},
		place:   newPlacer(state.boundary.Geometry.Bound(), s.geos),
		outside: newOutsideFinder(s.geos, state.boundary.Geometry),
		strips:  newStripFinder(s.geos, state.boundary.Geometry, options.CloseToBoundaryM),
		known:   digests(state.updates), seen: make(map[string]string),
		result: Result{Revision: state.head.Revision},
	}
}

// now is the time of the clock in whole seconds.
func (s *Service) now() time.Time { return s.clock().UTC().Truncate(time.Second) }

func digests(updates []geo.Update) map[string]bool {
	all := make(map[string]bool)
	for _, u := range updates {
		if u.Digest != "" {
			all[u.Digest] = true
		}
	}
	return all
}

func (r *importRun) readAll(ctx context.Context, inputs []Input, progress Progress) error {
	for i, input := range inputs {
		if err := r.readOne(ctx, input); err != nil {
			return err
		}
		progress.tell(Reading, i+1, len(inputs))
	}
	return nil
}

// readOne turns a file into updates, and keeps them if the file is not refused and not known.
func (r *importRun) readOne(ctx context.Context, input Input) error {
	var about report.Report
	content, err := read(ctx, input, r.options.Limits, r.place, &about)
	if err != nil {
		return err
	}
	digest, err := digest(content, r.options, r.state.zone)
	if err != nil {
		return err
	}
	file := FileResult{Name: input.Name, Outcome: RefusedFile}
	if about.Err() == nil && (r.known[digest] || r.seen[digest] != "") {
		about = report.Report{}
		report.NewLog(&about, input.Name).Notef(report.RuleSame, "imported before with the same meaning; nothing to do")
		file.Outcome = Same
	} else {
		updates := r.planner.updates(content, digest, &about)
		if about.Err() == nil {
			if err := r.take(ctx, content, updates, &about); err != nil {
				return err
			}
			file.Outcome, file.Updates = Taken, len(updates)
			r.seen[digest] = input.Name
		}
	}
	r.result.Files = append(r.result.Files, file)
	r.result.Report.Merge(about)
	return nil
}

// take keeps the updates of a file, with the strips of their remainder and what lies outside the boundary looked for.
func (r *importRun) take(ctx context.Context, c content, updates []geo.Update, about *report.Report) error {
	log := report.NewLog(about, c.input.Name)
	for i := range updates {
		if err := r.outside.note(ctx, updates[i], log); err != nil {
			return fmt.Errorf("%s: measure what lies outside the boundary: %w", c.input.Name, err)
		}
		strips, err := r.strips.find(ctx, &updates[i], log)
		if err != nil {
			return fmt.Errorf("%s: look for strips along the boundary: %w", c.input.Name, err)
		}
		r.result.Strips = append(r.result.Strips, strips...)
	}
	r.updates = append(r.updates, updates...)
	r.result.Polygons += polygonsIn(c.file.Features)
	return nil
}

// publish folds what was taken and, unless the run is dry, commits it.
func (r *importRun) publish(ctx context.Context, progress Progress) error {
	if len(r.updates) == 0 {
		return nil
	}
	ref := r.state.head.Series.Ref
	var f folded
	var err error
	if r.options.DryRun {
		f, err = r.service.fold(ctx, r.state, r.updates, r.state.boundary.Geometry, progress)
	} else {
		var done publication
		done, err = r.service.publish(ctx, ref, geo.Edition{Title: r.editionTitle()}, progress, r.unknown)
		f = done.folded
		r.result.Revision, r.result.Stored = done.published.Revision, len(done.published.Updates) > 0
	}
	if err != nil {
		return fmt.Errorf("import into %s: %w", ref, r.naming(err))
	}
	r.result.Updates, r.result.Added, r.result.Closed = len(f.updates), len(f.added), len(f.closed)
	r.result.Effects = f.effects()
	return nil
}

// naming says of which file the update is that a fold refused.
func (r *importRun) naming(err error) error {
	var refusal *UpdateError
	if !errors.As(err, &refusal) {
		return err
	}
	return fmt.Errorf("%s: %w", r.seen[refusal.Update.Digest], err)
}

// unknown returns the updates whose file another import has not brought in meanwhile.
func (r *importRun) unknown(state seriesState) ([]geo.Update, error) {
	known := digests(state.updates)
	var updates []geo.Update
	for _, u := range r.updates {
		if !known[u.Digest] {
			updates = append(updates, u)
		}
	}
	return updates, nil
}

func (r *importRun) editionTitle() string {
	if r.options.EditionTitle != "" {
		return r.options.EditionTitle
	}
	var taken []string
	for _, f := range r.result.Files {
		if f.Outcome == Taken {
			taken = append(taken, Input{Name: f.Name}.base())
		}
	}
	if len(taken) == 1 {
		return "Import of " + taken[0]
	}
	return fmt.Sprintf("Import of %d files, %s to %s", len(taken), taken[0], taken[len(taken)-1])
}
