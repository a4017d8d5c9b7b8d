package answer

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"slices"
	"time"

	"splitline/geo"
	"splitline/internal/store"
)

// State is all that one revision of a series holds under one version of the settings. It is immutable.
type State struct {
	Series   geo.Series
	Revision geo.Revision
	// RecordedAt is when the revision was recorded; zero before the first.
	RecordedAt time.Time
	Enclave    geo.Enclave
	// Zone is the enclave's time zone.
	Zone     *time.Location
	Settings geo.Settings
	Boundary geo.Boundary
	// Changes are the instants of valid time at which the zones change, ascending.
	Changes []time.Time
	// Zones are the rows of every interval, by (valid from, id).
	Zones []geo.Zone
	// Updates are in the order of the fold, without geometry.
	Updates      []geo.Update
	Observations []geo.Observation

	moments    []time.Time         // at which zones or observations change
	digests    [][sha256.Size]byte // of ground and label of each zone
	hashes     []string            // of the snapshot at each change
	parameters string              // hash of what measures depend on besides the snapshot
	chain      *chain
	shared     bool      // the content belongs to another state, which counts its bytes
	pin        store.Pin // what was asked for, zero in states that are kept
}

// stateKey names a state: what it names never changes. Settings version and enclave are zero in the key of a state
// under the settings of when its revision was recorded.
type stateKey struct {
	enclave  geo.EnclaveID
	series   geo.SeriesID
	revision geo.Revision
	settings geo.SettingsVersion
	// boundary is set where it is not the one of the settings.
	boundary   geo.BoundaryRef
	enclaveSet int64 // when the enclave's name and time zone were recorded, in microseconds
	seriesSet  int64 // when the title of the series was
}

// present is the newest or an earlier head together with the enclave as of then, read in one transaction.
type present struct {
	head    store.Head
	enclave geo.Enclave
}

// BeforeFirst is the index of no change: the time before the first update.
const BeforeFirst = -1

// State returns the state of a series that a pin names. It is a fault of kind store.ErrNotFound if there is no such
// enclave, series or revision.
//
// A state pinned by its revision is found without a look at the database once it is in memory.
func (s *Service) State(ctx context.Context, ref geo.SeriesRef, pin store.Pin) (*State, error) {
	st, err := s.state(ctx, ref, pin)
	if err != nil {
		return nil, err
	}
	return st.pinned(pin), nil
}

// pinned returns the state with what was asked for.
func (st *State) pinned(pin store.Pin) *State {
	if st.pin == pin {
		return st
	}
	asked := *st
	asked.pin = pin
	return &asked
}

func (s *Service) state(ctx context.Context, ref geo.SeriesRef, pin store.Pin) (*State, error) {
	if err := ref.Validate(); err != nil {
		return nil, NotFoundf("series", "There is no series %q.", clip(ref.String()))
	}
	if pin.Revision != 0 {
		return s.pinned(ctx, ref, pin.Revision)
	}
	now, err := s.newest(ctx, ref, pin)
	if err != nil {
		return nil, err
	}
	key := stateKey{
		enclave: ref.Enclave, series: ref.Series, revision: now.head.Revision, settings: now.head.Settings,
		enclaveSet: now.enclave.Recorded.From.UnixMicro(), seriesSet: now.head.Series.Recorded.From.UnixMicro(),
	}
	return s.states.Do(ctx, key, func(ctx context.Context) (*State, error) { return s.under(ctx, ref, now) })
}

// pinned returns the state of a revision under the settings of when it was recorded.
func (s *Service) pinned(ctx context.Context, ref geo.SeriesRef, revision geo.Revision) (*State, error) {
	key := stateKey{enclave: ref.Enclave, series: ref.Series, revision: revision}
	return s.states.Do(ctx, key, func(ctx context.Context) (*State, error) {
		then, err := s.present(ctx, ref, store.Pin{Revision: revision})
		if err != nil {
			return nil, err
		}
		state, err := s.make(ctx, key, then)
		if err == nil {
			s.latest(state)
		}
		return state, err
	})
}

// under returns the state of a revision under the settings of a later time; it shares what the revision holds.
func (s *Service) under(ctx context.Context, ref geo.SeriesRef, now present) (*State, error) {
	if now.head.Revision == 0 {
		return s.load(ctx, ref, now)
	}
	base, err := s.pinned(ctx, ref, now.head.Revision)
	if err != nil {
		return nil, err
	}
	state := *base
	state.shared = true
	state.Series = now.head.Series
	state.Series.Ref = ref
	err = s.store.Read(ctx, func(r store.Reader) error { return state.readEnclave(ctx, r, now) })
	state.parameters, state.chain = parametersHash(state.Boundary, state.Settings), new(chain)
	return &state, err
}

// Index returns the index of the change in force at an instant, or [BeforeFirst].
func (st *State) Index(at time.Time) int {
	return indexAt(st.Changes, at)
}

// Interval returns the interval of a change: until the next, or open.
func (st *State) Interval(index int) geo.Interval {
	interval := geo.Interval{From: st.Changes[index]}
	if index+1 < len(st.Changes) {
		interval.To = st.Changes[index+1]
	}
	return interval
}

// Snapshot returns all zones at a change.
func (st *State) Snapshot(index int) geo.Snapshot {
	at := st.Changes[index]
	snapshot := geo.Snapshot{
		Series: st.Series.Ref, At: at, AsOf: st.AsOf(), Revision: st.Revision, Boundary: st.Boundary.Ref, Since: at,
	}
	for _, z := range st.Zones {
		if z.Valid.From.After(at) {
			break
		}
		if z.Valid.Contains(at) {
			snapshot.Zones = append(snapshot.Zones, z)
		}
	}
	return snapshot
}

// AsOf is the recorded time of the state: when the later of its revision and its settings was recorded. The same
// question as of then has the same answer.
func (st *State) AsOf() time.Time {
	if st.Settings.Recorded.From.After(st.RecordedAt) {
		return st.Settings.Recorded.From
	}
	return st.RecordedAt
}

// LastUpdate is the latest instant from which an update is valid; zero if there is none.
func (st *State) LastUpdate() (latest time.Time) {
	for _, u := range st.Updates {
		if u.Valid.From.After(latest) {
			latest = u.Valid.From
		}
	}
	return latest
}

// LastObserved is the latest time at which a source of any update looked; zero if none says.
func (st *State) LastObserved() (latest time.Time) {
	for _, u := range st.Updates {
		if at := u.ObservedAt(); at.After(latest) {
			latest = at
		}
	}
	return latest
}

// bytes is what a state adds to the memory in use: little if its content belongs to another.
func (st *State) bytes() int64 {
	if st.shared {
		return frame
	}
	return st.Bytes()
}

const frame = 4096

// Bytes estimates the memory that the content of a state takes.
func (st *State) Bytes() int64 {
	const row, update, vertex = 432, 600, 16
	size := int64(len(st.Zones)*row+len(st.Updates)*update) + frame
	for _, z := range st.Zones {
		for _, ring := range z.Polygon {
			size += int64(len(ring)) * vertex
		}
	}
	return size
}

// newest returns the head of a pin that is not a revision. The newest head is kept by the version of the database: the
// version is read before the head, so a head kept under it is never older than it says, and whoever reads a later
// version reads a later head.
func (s *Service) newest(ctx context.Context, ref geo.SeriesRef, pin store.Pin) (present, error) {
	if pin != (store.Pin{}) {
		return s.present(ctx, ref, pin)
	}
	version, err := s.store.DataVersion(ctx)
	if err != nil {
		return present{}, err
	}
	return s.heads.Do(ctx, headKey{ref, version}, func(ctx context.Context) (present, error) {
		return s.present(ctx, ref, store.Pin{})
	})
}

// headKey names the newest head of a series in a version of the database.
type headKey struct {
	ref     geo.SeriesRef
	version int64
}

func (s *Service) present(ctx context.Context, ref geo.SeriesRef, pin store.Pin) (now present, err error) {
	err = s.store.Read(ctx, func(r store.Reader) error {
		if now.head, err = readHead(ctx, r, ref, pin); err != nil {
			return err
		}
		now.enclave, err = readEnclaveOf(ctx, r, ref.Enclave, now.head.AsOf)
		return err
	})
	return now, err
}

func readHead(ctx context.Context, r store.Reader, ref geo.SeriesRef, pin store.Pin) (store.Head, error) {
	head, err := r.Head(ctx, ref, pin)
	if !errors.Is(err, store.ErrNotFound) {
		return head, err
	}
	if _, err := readEnclaveOf(ctx, r, ref.Enclave, time.Time{}); err != nil {
		return head, err
	}
	series, listErr := r.SeriesOf(ctx, ref.Enclave)
	if listErr != nil {
		return head, listErr
	}
	known := slices.ContainsFunc(series, func(s geo.Series) bool { return s.Ref == ref })
	switch {
	case !known:
		return head, NotFoundf("series", "Enclave %q has no series %q.", ref.Enclave, ref.Series)
	case pin.Revision != 0:
		return head, NotFoundf("revision", "Series %q has no revision %d.", ref, pin.Revision)
	case !pin.AsOf.IsZero():
		return head, NotFoundf("as-of", "Nothing was recorded of series %q by then.", ref)
	}
	return head, err
}

// load reads the state that a head names. Zones are asked for as of the recorded time of the revision and never as of
// the head's own time: a write that began before and commits after would otherwise slip in under the older revision.
func (s *Service) load(ctx context.Context, ref geo.SeriesRef, now present) (*State, error) {
	state := &State{Series: now.head.Series, Revision: now.head.Revision, RecordedAt: now.head.RecordedAt}
	state.Series.Ref = ref
	err := s.store.Read(ctx, func(r store.Reader) (err error) {
		if err = state.readEnclave(ctx, r, now); err != nil {
			return err
		}
		if state.Boundary, err = r.Boundary(ctx, ref.Enclave, now.head.Boundary); err != nil {
			return err
		}
		return state.readContent(ctx, r)
	})
	if err != nil {
		return nil, err
	}
	state.derive()
	return state, nil
}

// derive computes what follows from the content of a state.
func (st *State) derive() {
	st.moments = momentsOf(st)
	if st.digests == nil {
		st.digests = digestsOf(st.Zones)
	}
	st.hashes, st.parameters = snapshotHashes(st), parametersHash(st.Boundary, st.Settings)
	st.chain = new(chain)
}

// readEnclave reads the settings of a head. If they have changed since the head was read it returns an error of kind
// store.ErrConflict.
func (st *State) readEnclave(ctx context.Context, r store.Reader, now present) (err error) {
	st.Enclave = now.enclave
	if st.Zone, err = now.enclave.Location(); err != nil {
		return err
	}
	if st.Settings, err = r.Settings(ctx, now.enclave.ID, now.head.AsOf); err != nil {
		return err
	}
	if st.Settings.Version != now.head.Settings {
		return fmt.Errorf("settings of %s: %w", now.enclave.ID, store.ErrConflict)
	}
	return nil
}

func (st *State) readContent(ctx context.Context, r store.Reader) (err error) {
	if st.Revision == 0 {
		return nil
	}
	ref := st.Series.Ref
	if st.Changes, err = r.Changes(ctx, ref, st.RecordedAt); err != nil {
		return err
	}
	if st.Zones, err = r.Zones(ctx, store.ZoneQuery{Series: ref, AsOf: st.RecordedAt}); err != nil {
		return err
	}
	st.Updates, err = r.Updates(ctx, store.UpdateQuery{
		Enclave: ref.Enclave, Series: ref.Series, AsOf: st.RecordedAt, NoGeometry: true,
	})
	if err != nil {
		return err
	}
	st.Observations, err = r.Observations(ctx, ref.Enclave, st.RecordedAt)
	return err
}

// At returns the index of the change in force at an instant, or a fault of kind store.ErrNotFound that names the first
// date if there is none by then.
func (st *State) At(at time.Time) (int, error) {
	index := st.Index(at)
	if index == BeforeFirst {
		return index, st.beforeFirst(at)
	}
	return index, nil
}
