package store

import (
	"context"
	"time"

	"splitline/geo"
)

// Store keeps enclaves and everything about them. It is safe for use by many goroutines.
type Store interface {
	// Read runs f on one consistent state of the database. The Reader is not valid after f returns. Reads within reads
	// can exhaust the readers: f should use its Reader alone.
	Read(ctx context.Context, f func(Reader) error) error
	// Write runs f in the one write transaction and commits if it returns nil. Everything written gets the same
	// recorded time, [Writer.Now]. The Writer is not valid after f returns. f must not call Write, which would
	// wait for itself.
	Write(ctx context.Context, f func(Writer) error) error
	// DataVersion returns a number that changes whenever anybody, this process or another, commits to the database.
	DataVersion(ctx context.Context) (int64, error)
	// Close releases the store.
	Close() error
}

// Pin names the state of recorded knowledge a reader wants of a series: the newest (the zero value), the one at a
// recorded time, or the one of a revision. At most one of the two is set.
type Pin struct {
	AsOf     time.Time
	Revision geo.Revision
}

// Head is the state of a series that a pin names.
type Head struct {
	Series geo.Series
	// Revision is 0 before the first publication.
	Revision geo.Revision
	// RecordedAt is when the revision was recorded; what the series held then is what held As of then.
	RecordedAt time.Time
	// AsOf is the recorded time to ask zones, updates and settings for: RecordedAt for a revision, the pin's time for
	// an as-of. For the newest it is the recorded time of the last transaction of the whole store, so that what was
	// answered now is answered the same for ever; within a writing transaction it is [Writer.Now].
	AsOf time.Time
	// Boundary is the boundary in use.
	Boundary geo.BoundaryRef
	Settings geo.SettingsVersion
	// NextZone and NextUpdate are the ids the next publication must begin with; they are set for the newest state
	// alone.
	NextZone   geo.ZoneID
	NextUpdate geo.UpdateID
}

// ZoneQuery asks for zones of a series. The zero value of a field does not restrict.
type ZoneQuery struct {
	Series geo.SeriesRef
	// AsOf is the recorded time; zero is the newest state.
	AsOf time.Time
	// Valid restricts to zones that answer the question.
	Valid *geo.Question
	// BBox is west, south, east, north in degrees; zones whose bounds touch it answer.
	BBox       *[4]float64
	Controller geo.ControllerID
}

// UpdateQuery asks for updates. The zero value of a field does not restrict.
type UpdateQuery struct {
	Enclave geo.EnclaveID
	// Series restricts to one series of the enclave.
	Series geo.SeriesID
	// AsOf is the recorded time; zero is the newest state.
	AsOf time.Time
	// All includes updates that were superseded or withdrawn at AsOf.
	All bool
	// Digest restricts to updates of an imported content.
	Digest string
	// NoGeometry leaves the areas' geometry out, for lists.
	NoGeometry bool
}

// Reader reads one state of the database. Methods that take asOf answer with what was recorded then, to the letter: a
// recorded end that lies after asOf was not known and is open. A zero asOf is the newest state. A thing that is not
// there is [ErrNotFound]; a list of nothing is empty and no error. Lists have a stable order: by id, updates by (valid
// from, place), zones by (valid from, id), dated things by (time, id).
type Reader interface {
	// Enclaves returns every enclave as it is named now.
	Enclaves(ctx context.Context) ([]geo.Enclave, error)
	Enclave(ctx context.Context, id geo.EnclaveID, asOf time.Time) (geo.Enclave, error)
	// Settings returns the settings in force.
	Settings(ctx context.Context, enclave geo.EnclaveID, asOf time.Time) (geo.Settings, error)
	// Boundaries returns every version of every boundary of the enclave.
	Boundaries(ctx context.Context, enclave geo.EnclaveID, asOf time.Time) ([]geo.Boundary, error)
	Boundary(ctx context.Context, enclave geo.EnclaveID, ref geo.BoundaryRef) (geo.Boundary, error)
	SeriesOf(ctx context.Context, enclave geo.EnclaveID) ([]geo.Series, error)
	// Head resolves a pin. An unknown revision is [ErrNotFound].
	Head(ctx context.Context, series geo.SeriesRef, pin Pin) (Head, error)
	Zones(ctx context.Context, query ZoneQuery) ([]geo.Zone, error)
	// Changes returns the instants of valid time at which the zones of the series change, ascending.
	Changes(ctx context.Context, series geo.SeriesRef, asOf time.Time) ([]time.Time, error)
	Updates(ctx context.Context, query UpdateQuery) ([]geo.Update, error)
	Update(ctx context.Context, id geo.UpdateID) (geo.Update, error)
	Editions(ctx context.Context, series geo.SeriesRef) ([]geo.Edition, error)
	Figures(ctx context.Context, enclave geo.EnclaveID, asOf time.Time) ([]geo.Figure, error)
	Observations(ctx context.Context, enclave geo.EnclaveID, asOf time.Time) ([]geo.Observation, error)
	Milestones(ctx context.Context, enclave geo.EnclaveID, asOf time.Time) ([]geo.Milestone, error)
	Places(ctx context.Context, enclave geo.EnclaveID, asOf time.Time) ([]geo.Place, error)
	// ReferenceSets returns the sets of areas and of places, by kind and id, without their members.
	ReferenceSets(ctx context.Context, enclave geo.EnclaveID, asOf time.Time) ([]geo.ReferenceSet, error)
	// Areas returns the areas of a reference set, or of every set if it is "".
	Areas(ctx context.Context, enclave geo.EnclaveID, set geo.ReferenceID, asOf time.Time) ([]geo.NamedArea, error)
	// Measures returns what was kept under the key, or [ErrNotFound].
	Measures(ctx context.Context, key string) ([]byte, error)
	// MeasuresOf returns, in one query, what was kept under each of the keys; keys without measures are left out.
	MeasuresOf(ctx context.Context, keys []string) (map[string][]byte, error)
}

// Writer writes within one transaction and reads what it has written. Every method validates what it is given and
// returns an error of kind geo.ErrInvalid, [ErrExists] or [ErrNotFound] without writing.
type Writer interface {
	Reader
	// Now is the recorded time of everything this transaction writes.
	Now() time.Time
	// AddEnclave adds an enclave with its first boundary and its settings; it gives the boundary its version 1, the
	// settings version 1, and puts the boundary in use.
	AddEnclave(ctx context.Context, enclave geo.Enclave, boundary geo.Boundary, settings geo.Settings) error
	// SetEnclave changes the name or time zone of an enclave.
	SetEnclave(ctx context.Context, enclave geo.Enclave) error
	// AddBoundary adds a boundary, as the next version of its id, and returns its reference. It does not put it in
	// use: that is PutSettings together with a publication for each series.
	AddBoundary(ctx context.Context, boundary geo.Boundary) (geo.BoundaryRef, error)
	// PutSettings adds the next version of the settings. The boundary and the default series must be there, the
	// default series must not be a claimed one, and a controller that holds ground now must stay in the legend. If it
	// puts another boundary in use, every series that has a revision must be published over it before the commit.
	PutSettings(ctx context.Context, settings geo.Settings) (geo.SettingsVersion, error)
	AddSeries(ctx context.Context, series geo.Series) error
	// SetSeries changes the title, kind or description of a series.
	SetSeries(ctx context.Context, series geo.Series) error
	// Publish records updates and the zones they make as the next revision of the series. One transaction can publish
	// a series once. Valid times are cut to whole seconds.
	Publish(ctx context.Context, publication Publication) (geo.Revision, error)
	// AddFigures, AddObservations, AddMilestones and AddPlaces give a thing of id 0 the next id. Observations are in the
	// tiles: each series of the enclave that has a revision gets another with the commit.
	AddFigures(ctx context.Context, figures []geo.Figure) error
	AddObservations(ctx context.Context, observations []geo.Observation) error
	AddMilestones(ctx context.Context, milestones []geo.Milestone) error
	AddPlaces(ctx context.Context, places []geo.Place) error
	// PutAreas and PutPlaces put a reference set with its members in the place of the set of that kind and id, if there
	// is one, whose recorded time ends. Enclave and set of the members are those of the set; they get new ids.
	PutAreas(ctx context.Context, set geo.ReferenceSet, areas []geo.NamedArea) error
	PutPlaces(ctx context.Context, set geo.ReferenceSet, places []geo.Place) error
	// KeepMeasures keeps what was computed under a key that names its inputs; keeping the same key again is no error.
	KeepMeasures(ctx context.Context, key string, measures []byte) error
}

// ZoneKey names a row of zones.
type ZoneKey struct {
	ID           geo.ZoneID
	ValidFrom    time.Time
	RecordedFrom time.Time
}

// Publication is one revision of a series.
type Publication struct {
	// Head is the state the fold started from; Publish returns [ErrConflict] if its revision, boundary, next update or
	// next zone is no longer the newest state's.
	Head Head
	// Edition gives title, note and cut-off; its id, revision and times are set by the store.
	Edition geo.Edition
	// Updates have their ids set, counting up from Head.NextUpdate, and otherwise no field that the store sets. An
	// update that supersedes or withdraws another closes the other's recorded time.
	Updates []geo.Update
	// Closed are rows whose recorded time ends now; Added are rows whose recorded time begins now.
	Closed []ZoneKey
	Added  []geo.Zone
}
