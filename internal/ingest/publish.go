package ingest

import (
	"context"
	"errors"
	"fmt"

	"splitline/geo"
	"splitline/internal/store"
)

// publishAttempts is how often a publication is folded anew because the series has moved meanwhile.
const publishAttempts = 5

// Published is what a publication did.
type Published struct {
	// Revision is the one that was made, or the newest if nothing was published.
	Revision geo.Revision
	// Updates have the ids they were published under.
	Updates []geo.Update
	// Added and Closed count rows of zones.
	Added, Closed int
}

// Publish folds updates into a series and records them with the zones they make as one revision. The updates have no
// ids yet; sources, assessment and valid time must be there. It returns an error of kind [ErrRefused] that names the
// update the fold cannot take in, of kind geo.ErrInvalid for an update that breaks a rule, store.ErrNotFound for a
// target or predecessor that is not in force, and store.ErrConflict if the series kept moving.
func (s *Service) Publish(
	ctx context.Context, ref geo.SeriesRef, updates []geo.Update, edition geo.Edition, progress Progress,
) (Published, error) {
	if len(updates) == 0 {
		return Published{}, fmt.Errorf("publish %s: there must be at least one update: %w", ref, geo.ErrInvalid)
	}
	done, err := s.publish(ctx, ref, edition, progress, func(seriesState) ([]geo.Update, error) { return updates, nil })
	return done.published, err
}

// Withdraw takes an update out of the fold from now on in recorded time.
func (s *Service) Withdraw(
	ctx context.Context, ref geo.SeriesRef, target geo.UpdateID, source geo.Source, note string, progress Progress,
) (Published, error) {
	u := geo.Update{Series: ref, Kind: geo.Withdraw, Target: target, Sources: []geo.Source{source}, Note: note}
	edition := geo.Edition{Title: fmt.Sprintf("Withdrawal of update %d", target)}
	return s.Publish(ctx, ref, []geo.Update{u}, edition, progress)
}

// Supersede puts a correction in the place of an update.
func (s *Service) Supersede(
	ctx context.Context, ref geo.SeriesRef, predecessor geo.UpdateID, correction geo.Update, progress Progress,
) (Published, error) {
	correction.Supersedes = predecessor
	edition := geo.Edition{Title: fmt.Sprintf("Correction of update %d", predecessor)}
	return s.Publish(ctx, ref, []geo.Update{correction}, edition, progress)
}

// publication is a publication that was made, with the fold it came of.
type publication struct {
	folded    folded
	published Published
}

// publish reads the series, asks for the updates to publish in that state, folds and commits; and does so again if the
// series has moved meanwhile. No updates is nothing to publish and no error.
func (s *Service) publish(
	ctx context.Context, ref geo.SeriesRef, edition geo.Edition, progress Progress,
	choose func(seriesState) ([]geo.Update, error),
) (publication, error) {
	var conflict error
	for range publishAttempts {
		f, err := s.foldNow(ctx, ref, progress, choose)
		if err != nil || len(f.updates) == 0 {
			return publication{folded: f, published: Published{Revision: f.state.head.Revision}}, err
		}
		revision, err := s.commit(ctx, f, edition)
		if errors.Is(err, store.ErrConflict) {
			conflict = err
			continue
		}
		if err != nil {
			return publication{}, err
		}
		return publication{folded: f, published: Published{
			Revision: revision, Updates: f.updates, Added: len(f.added), Closed: len(f.closed),
		}}, nil
	}
	return publication{}, fmt.Errorf("gave up after %d attempts: %w", publishAttempts, conflict)
}

// foldNow folds the newest state of a series together with the updates chosen in that state, outside any transaction.
func (s *Service) foldNow(
	ctx context.Context, ref geo.SeriesRef, progress Progress, choose func(seriesState) ([]geo.Update, error),
) (folded, error) {
	state, err := s.seriesNow(ctx, ref)
	if err != nil {
		return folded{state: state}, err
	}
	updates, err := choose(state)
	if err != nil || len(updates) == 0 {
		return folded{state: state}, err
	}
	if err := validate(updates, ref, state.settings); err != nil {
		return folded{state: state}, err
	}
	return s.fold(ctx, state, updates, state.boundary.Geometry, progress)
}

func (s *Service) commit(ctx context.Context, f folded, edition geo.Edition) (geo.Revision, error) {
	var revision geo.Revision
	err := s.store.Write(ctx, func(w store.Writer) (err error) {
		if revision, err = w.Publish(ctx, f.publication(edition)); err != nil {
			return err
		}
		return f.keepLinework(ctx, w)
	})
	return revision, err
}

// validate checks updates before they are folded.
func validate(updates []geo.Update, ref geo.SeriesRef, settings geo.Settings) error {
	for i, u := range updates {
		if u.Series != ref {
			return fmt.Errorf("updates[%d]: is of %s, not of %s: %w", i, u.Series, ref, geo.ErrInvalid)
		}
		if err := u.Validate(); err != nil {
			return fmt.Errorf("updates[%d]: %w", i, err)
		}
		if u.Remainder != "" && !inLegend(settings.Controllers, u.Remainder) {
			return unknownController(fmt.Sprintf("updates[%d]: remainder", i), u.Remainder, settings.Controllers)
		}
		for _, a := range u.Areas {
			if !inLegend(settings.Controllers, a.Controller) {
				return unknownController(fmt.Sprintf("updates[%d]: area %q", i, a.Name), a.Controller, settings.Controllers)
			}
		}
	}
	return nil
}
