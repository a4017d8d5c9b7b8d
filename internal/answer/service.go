package answer

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"github.com/paulmach/orb"

	"splitline/geo"
	"splitline/geo/change"
	"splitline/geo/split"
	"splitline/internal/memo"
	"splitline/internal/store"
)

// Config is what a [Service] needs. Store and Metric must be given.
type Config struct {
	Store store.Store
	// Metric returns the geometry library in the metric reference system that fits the bounds of a boundary.
	Metric func(orb.Bound) split.Metric
	// Clock gives the time that "now" means; time.Now if nil.
	Clock func() time.Time
	// Logger gets what goes wrong behind an answer that could be given all the same; none if nil.
	Logger *slog.Logger
	// StateBytes bounds the memory of kept states, 256 MiB if 0.
	StateBytes int64
	// Version names the build of the program; measures that another build computed are computed anew.
	Version string
	// Patience bounds the making of one state or of the measures of one snapshot, 2 minutes if 0.
	Patience time.Duration
	// Wait bounds how long an answer waits for what may be left out of it as long as it is not measured; an hour if 0.
	Wait time.Duration
	// Pause is called before each piece of work that goes on when nobody waits for it; an error of it ends the work. It
	// may be nil.
	Pause func(context.Context) error
}

// Service answers readers. It is safe for use by many goroutines.
type Service struct {
	store       store.Store
	metric      func(orb.Bound) split.Metric
	clock       func() time.Time
	logger      *slog.Logger
	version     string
	heads       *memo.Memo[headKey, present]
	states      *memo.Memo[stateKey, *State]
	areas       *memo.Memo[stateKey, *statements]
	measures    *shelf[split.Answer]
	steps       *shelf[step]
	laid        *shelf[laid]
	told        *memo.Memo[toldKey, *told]
	comparisons *memo.Memo[comparisonKey, change.Answer]
	// completing measures what is missing of states, paths what is missing of the steps between two changes; they keep
	// nothing.
	completing *memo.Memo[stateKey, struct{}]
	paths      *memo.Memo[pathKey, struct{}]
	wait       time.Duration
	pause      func(context.Context) error
	outlooks   *outlooks
	keeper     keeper
	working    chan struct{} // one token for each snapshot measured at the same time
	// newestMade is, of each series, the newest revision whose state was made.
	newestMade struct {
		sync.Mutex
		of map[geo.SeriesRef]geo.Revision
	}
}

const (
	defaultStateBytes = 256 << 20
	defaultPatience   = 2 * time.Minute
	defaultWait       = time.Hour
	// headsKept is the number of series whose newest head stays in memory.
	headsKept = 1000
	// measuresKept is the number of snapshots whose measures stay in memory.
	measuresKept = 20_000
	// toldBytes bounds the timelines that the next ones take over what did not change from.
	toldBytes = 64 << 20
	// measuredAtOnce bounds how many snapshots are measured at the same time: it is heavy work for all processors.
	measuredAtOnce = 2
)

// New returns a service.
func New(config Config) *Service {
	if config.Clock == nil {
		config.Clock = time.Now
	}
	if config.Logger == nil {
		config.Logger = slog.New(slog.DiscardHandler)
	}
	if config.StateBytes == 0 {
		config.StateBytes = defaultStateBytes
	}
	if config.Patience == 0 {
		config.Patience = defaultPatience
	}
	if config.Wait == 0 {
		config.Wait = defaultWait
	}
	s := &Service{
		store: config.Store, metric: config.Metric, clock: config.Clock, logger: config.Logger,
		version: config.Version,
		heads:   memo.New[headKey](headsKept, config.Patience, func(present) int64 { return 1 }),
		states:  memo.New[stateKey](config.StateBytes, config.Patience, (*State).bytes),
		areas:   memo.New[stateKey](config.StateBytes, config.Patience, (*statements).bytes),
		told:    memo.New[toldKey](toldBytes, config.Patience, (*told).bytes),
		working: make(chan struct{}, measuredAtOnce),
		wait:    config.Wait, pause: config.Pause,
		comparisons: memo.New[comparisonKey](comparisonBytes, config.Patience, sizeOf),
		completing:  memo.New[stateKey](0, config.Patience, one[struct{}]),
		paths:       memo.New[pathKey](0, config.Patience, one[struct{}]),
	}
	s.measures, s.steps = newShelf(s, config, measuresKept, one[split.Answer]), newShelf(s, config, measuresKept, one[step])
	s.outlooks = newOutlooks(s, config)
	s.laid = newShelf(s, config, laidBytes, laid.cost)
	s.newestMade.of = make(map[geo.SeriesRef]geo.Revision)
	return s
}

// Now is the present second in UTC.
func (s *Service) Now() time.Time { return s.clock().UTC().Truncate(time.Second) }

// Enclave returns the enclave, or a fault of kind store.ErrNotFound.
func (s *Service) Enclave(ctx context.Context, id geo.EnclaveID) (enclave geo.Enclave, err error) {
	err = s.of(ctx, id, func(r store.Reader) error {
		enclave, err = r.Enclave(ctx, id, time.Time{})
		return err
	})
	return enclave, err
}

func readEnclaveOf(ctx context.Context, r store.Reader, id geo.EnclaveID, asOf time.Time) (geo.Enclave, error) {
	enclave, err := r.Enclave(ctx, id, asOf)
	return enclave, explain(err, "enclave", "There is no enclave %q.", id)
}

// clip cuts a foreign word to a length fit for a message.
func clip(word string) string {
	const longest = 60
	if len(word) <= longest {
		return word
	}
	return word[:longest] + "…"
}

// Series lists every series of every enclave.
func (s *Service) Series(ctx context.Context) (list []geo.Series, err error) {
	err = s.store.Read(ctx, func(r store.Reader) error {
		enclaves, err := r.Enclaves(ctx)
		if err != nil {
			return err
		}
		for _, e := range enclaves {
			series, err := r.SeriesOf(ctx, e.ID)
			if err != nil {
				return err
			}
			list = append(list, series...)
		}
		return nil
	})
	return list, err
}

// Close cancels what is being prepared, waits for it to end, and for measures that are being kept; the service answers
// no more.
func (s *Service) Close() {
	s.completing.Close()
	s.paths.Close()
	s.comparisons.Close()
	s.outlooks.close()
	s.steps.memory.Close()
	s.laid.memory.Close()
	s.measures.memory.Close()
	s.keeper.close()
	s.told.Close()
	s.areas.Close()
	s.states.Close()
	s.heads.Close()
}

// Stats returns the counts of the kept states.
func (s *Service) Stats() memo.Stats { return s.states.Stats() }
