package ingest

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/paulmach/orb"

	"splitline/geo"
	"splitline/geo/coverage"
	"splitline/internal/store"
)

// folded is a series folded with new updates: what a publication writes.
type folded struct {
	state   seriesState
	updates []geo.Update
	// recorded are the rows that do not end before the first date that was folded.
	recorded []geo.Zone
	closed   []geo.Zone
	added    []geo.Zone
	// linework is to be kept for folds that follow, by its key.
	linework map[string][]byte
}

// fold folds the updates in force together with new ones, which must have no ids yet, over an outline. It folds no more
// than the dates that can change. An error names the update that the fold cannot take in.
func (s *Service) fold(
	ctx context.Context, state seriesState, added []geo.Update, outline orb.MultiPolygon, progress Progress,
) (folded, error) {
	f := folded{state: state, updates: numbered(added, state.head.NextUpdate)}
	inForce, err := together(state.updates, f.updates)
	if err != nil {
		return f, err
	}
	if onlyAffirms(added) {
		return f, nil
	}
	basis := coverage.Basis{
		Updates: state.updates, Next: state.head.NextZone, Anew: !outline.Equal(state.boundary.Geometry),
	}
	record := archive{s.store, state.head.Series.Ref}
	done, err := coverage.Refold(ctx, outline, basis, inForce, record, progress.folding())
	if err != nil {
		return f, fmt.Errorf("fold %s: %w", state.head.Series.Ref, f.naming(err))
	}
	f.recorded, f.closed, f.added, f.linework = done.Recorded, done.Closed, done.Added, done.Linework
	return f, f.check(ctx, outline)
}

// folding tells of each date that is folded.
func (p Progress) folding() func(done, total int) {
	return func(done, total int) { p.tell(Folding, done, total) }
}

// wanted returns the rows as they are to be from the first date that was folded on, ordered by their start.
func (f folded) wanted() []geo.Zone {
	type name struct {
		id   geo.ZoneID
		from int64
	}
	closed := make(map[name]bool, len(f.closed))
	for _, z := range f.closed {
		closed[name{z.ID, z.Valid.From.Unix()}] = true
	}
	wanted := slices.DeleteFunc(slices.Clone(f.recorded), func(z geo.Zone) bool { return closed[name{z.ID, z.Valid.From.Unix()}] })
	wanted = append(wanted, f.added...)
	slices.SortStableFunc(wanted, func(a, b geo.Zone) int { return a.Valid.From.Compare(b.Valid.From) })
	return wanted
}

// check holds the rows that are to be written against the invariants of a coverage once more, where they meet rows that
// stay: at the first date that changes and the last, and where the last row that ends gives way to what is recorded. The
// fold has checked every date between.
func (f folded) check(ctx context.Context, outline orb.MultiPolygon) error {
	seams := f.changedDates()
	if len(seams) == 0 {
		return nil
	}
	seams = []time.Time{seams[0], seams[len(seams)-1]}
	for _, z := range f.added {
		if z.Valid.To.After(seams[len(seams)-1]) {
			seams = append(seams[:2:2], z.Valid.To)
		}
	}
	checker, err := coverage.NewChecker(outline)
	if err != nil {
		return err
	}
	sweep := newSweep(f.wanted())
	for _, at := range slices.CompactFunc(seams, time.Time.Equal) {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := checker.Check(sweep.at(at)); err != nil {
			return fmt.Errorf("fold %s: zones at %s: %w: %w", f.state.head.Series.Ref, at.Format(time.RFC3339), ErrRefused, err)
		}
	}
	return nil
}

// onlyAffirms reports whether there are updates, and none that could move a zone.
func onlyAffirms(updates []geo.Update) bool {
	for _, u := range updates {
		if u.Kind != geo.Affirm || u.Supersedes != 0 {
			return false
		}
	}
	return len(updates) > 0
}

// numbered returns the updates with the ids they will have.
func numbered(updates []geo.Update, next geo.UpdateID) []geo.Update {
	numbered := slices.Clone(updates)
	for i := range numbered {
		numbered[i].ID = next + geo.UpdateID(i)
	}
	return numbered
}

// together returns the updates that are in force once new ones are published, in the order of the fold: by start, then
// by place. A correction takes the place of its predecessor; a withdrawn update is gone.
func together(current, added []geo.Update) ([]geo.Update, error) {
	places := make(map[geo.UpdateID]int64)
	var last int64
	for _, u := range current {
		places[u.ID] = u.Place
		last = max(last, u.Place)
	}
	gone, err := ended(places, added)
	if err != nil {
		return nil, err
	}
	inForce := slices.DeleteFunc(slices.Clone(current), func(u geo.Update) bool { return gone[u.ID] })
	for _, u := range added {
		last++
		u.Place = last
		if u.Supersedes != 0 {
			u.Place = places[u.Supersedes]
		}
		inForce = append(inForce, u)
	}
	slices.SortStableFunc(inForce, func(a, b geo.Update) int {
		return cmp.Or(a.Valid.From.Compare(b.Valid.From), cmp.Compare(a.Place, b.Place))
	})
	return inForce, nil
}

// ended returns the updates that new ones supersede or withdraw. It returns an error of kind store.ErrNotFound for one
// that is not in force.
func ended(inForce map[geo.UpdateID]int64, added []geo.Update) (map[geo.UpdateID]bool, error) {
	gone := make(map[geo.UpdateID]bool)
	for _, u := range added {
		for _, target := range []geo.UpdateID{u.Supersedes, u.Target} {
			if target == 0 {
				continue
			}
			if _, known := inForce[target]; !known || gone[target] {
				return nil, fmt.Errorf("update %d, which is to be superseded or withdrawn, is not in force: %w", target, store.ErrNotFound)
			}
			gone[target] = true
		}
	}
	return gone, nil
}

// publication returns what the store is to write.
func (f folded) publication(edition geo.Edition) store.Publication {
	p := store.Publication{Head: f.state.head, Edition: edition, Updates: f.updates, Added: f.added}
	for _, z := range f.closed {
		p.Closed = append(p.Closed, store.ZoneKey{ID: z.ID, ValidFrom: z.Valid.From, RecordedFrom: z.Recorded.From})
	}
	return p
}

// naming turns the error of a fold into one that names the new update, if it was one.
func (f folded) naming(err error) error {
	var refusal *coverage.FoldError
	if !errors.As(err, &refusal) {
		return err
	}
	for _, u := range f.updates {
		if u.ID == refusal.Update {
			return &UpdateError{Update: u, Err: refusal.Err}
		}
	}
	return err
}
