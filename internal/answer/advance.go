package answer

import (
	"cmp"
	"context"
	"crypto/sha256"
	"errors"
	"slices"
	"time"

	"splitline/geo"
	"splitline/internal/store"
)

// errNotTold is the kind of error of a store that cannot tell what two states differ in.
var errNotTold = errors.New("the store tells no differences")

// latest remembers of a series the newest revision whose state was made, from which the next is made.
func (s *Service) latest(st *State) {
	s.newestMade.Lock()
	defer s.newestMade.Unlock()
	if s.newestMade.of[st.Series.Ref] < st.Revision {
		s.newestMade.of[st.Series.Ref] = st.Revision
	}
}

// earlier returns a state of an earlier revision than the one wanted, if there is one in memory.
func (s *Service) earlier(key stateKey) *State {
	s.newestMade.Lock()
	key.revision, key.settings = s.newestMade.of[geo.SeriesRef{Enclave: key.enclave, Series: key.series}], 0
	s.newestMade.Unlock()
	st, found := s.states.Get(key)
	if !found {
		return nil
	}
	return st
}

// make returns the state of a revision under the settings of when it was recorded: from the state of an earlier revision
// and what was recorded since, or read whole where there is none in memory.
func (s *Service) make(ctx context.Context, key stateKey, then present) (*State, error) {
	ref := geo.SeriesRef{Enclave: key.enclave, Series: key.series}
	if before := s.earlier(key); before != nil && before.Revision < key.revision {
		if state, err := s.advance(ctx, before, then); !errors.Is(err, errNotTold) {
			return state, err
		}
	}
	return s.load(ctx, ref, then)
}

// advance returns the state of a later revision than that of before. It equals the state that is read whole.
func (s *Service) advance(ctx context.Context, before *State, then present) (*State, error) {
	state := &State{
		Series: then.head.Series, Revision: then.head.Revision, RecordedAt: then.head.RecordedAt, Observations: before.Observations,
	}
	ref := before.Series.Ref
	state.Series.Ref = ref
	var d store.Difference
	err := s.store.Read(ctx, func(r store.Reader) (err error) {
		teller, tells := r.(store.DifferenceReader)
		if !tells {
			return errNotTold
		}
		if err = state.readEnclave(ctx, r, then); err != nil {
			return err
		}
		if state.Boundary, err = r.Boundary(ctx, ref.Enclave, then.head.Boundary); err != nil {
			return err
		}
		if d, err = teller.Difference(ctx, ref, before.RecordedAt, state.RecordedAt); err != nil || !d.Observed {
			return err
		}
		state.Observations, err = r.Observations(ctx, ref.Enclave, state.RecordedAt)
		return err
	})
	if err != nil {
		return nil, err
	}
	state.takeZones(before, d)
	state.takeUpdates(before, d)
	state.Changes = changesOf(state.Zones)
	state.derive()
	return state, nil
}

// takeZones puts the rows of a difference among those of the state before, each with its digest.
func (st *State) takeZones(before *State, d store.Difference) {
	ended := make(map[rowKey]bool, len(d.Ended))
	for _, key := range d.Ended {
		ended[rowKey{key.ID, key.ValidFrom.Unix()}] = true
	}
	digests := digestsOf(d.Zones)
	size := len(before.Zones) - len(d.Ended) + len(d.Zones)
	st.Zones, st.digests = make([]geo.Zone, 0, size), make([][sha256.Size]byte, 0, size)
	next := 0
	take := func(until *geo.Zone) {
		for ; next < len(d.Zones) && (until == nil || byTimeAndID(&d.Zones[next], until) < 0); next++ {
			st.Zones, st.digests = append(st.Zones, d.Zones[next]), append(st.digests, digests[next])
		}
	}
	for i := range before.Zones {
		z := &before.Zones[i]
		if ended[rowKey{z.ID, z.Valid.From.Unix()}] {
			continue
		}
		take(z)
		st.Zones, st.digests = append(st.Zones, *z), append(st.digests, before.digests[i])
	}
	take(nil)
}

// rowKey names a row among those of one state.
type rowKey struct {
	id   geo.ZoneID
	from int64
}

func byTimeAndID(a, b *geo.Zone) int {
	return cmp.Or(a.Valid.From.Compare(b.Valid.From), cmp.Compare(a.ID, b.ID))
}

// takeUpdates puts the updates of a difference among those of the state before, in the order of the fold.
func (st *State) takeUpdates(before *State, d store.Difference) {
	st.Updates = make([]geo.Update, 0, len(before.Updates)+len(d.Updates))
	for _, u := range before.Updates {
		if !slices.Contains(d.EndedUpdates, u.ID) {
			st.Updates = append(st.Updates, u)
		}
	}
	st.Updates = append(st.Updates, d.Updates...)
	inOrder(st.Updates)
}

// inOrder sorts updates in the order of the fold and returns them.
func inOrder(updates []geo.Update) []geo.Update {
	slices.SortFunc(updates, func(a, b geo.Update) int {
		return cmp.Or(a.Valid.From.Compare(b.Valid.From), cmp.Compare(a.Place, b.Place), cmp.Compare(a.ID, b.ID))
	})
	return updates
}

// changesOf returns the instants at which zones begin or end, ascending. The zones are in the order of a state.
func changesOf(zones []geo.Zone) []time.Time {
	changes := make([]time.Time, 0, 2*len(zones))
	add := func(at time.Time) {
		if n := len(changes); n == 0 || !changes[n-1].Equal(at) {
			changes = append(changes, at)
		}
	}
	for i := range zones {
		add(zones[i].Valid.From)
	}
	for i := range zones {
		if !zones[i].Valid.Open() {
			add(zones[i].Valid.To)
		}
	}
	slices.SortFunc(changes, time.Time.Compare)
	return slices.CompactFunc(changes, time.Time.Equal)
}
