package server

import (
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net/netip"
	"net/url"
	"time"

	"github.com/paulmach/orb"

	"splitline/geo"
	"splitline/geo/split"
	"splitline/internal/store"
)

// Config is what a [Server] needs. Store and Metric must be given; the zero value of every other field is a default.
type Config struct {
	Store store.Store
	// Metric returns the geometry library of the measures, in the metric reference system that fits the bounds of a
	// boundary.
	Metric func(orb.Bound) split.Metric
	// Web is the built web app, index.html at its root. Without that file / says how to build it.
	Web fs.FS
	// Surroundings returns the GeoJSON of the neighbours' land for the backdrop of an enclave, if there is one.
	Surroundings func(geo.EnclaveID) ([]byte, bool)
	// Logger gets one record for each request and everything that goes wrong; none if nil.
	Logger *slog.Logger
	// PublicURL is the address the server is reached at, for absolute links; by default they follow the request.
	PublicURL string
	// Hosts are the Host headers that are answered, one without a port for every port; by default all are.
	Hosts []string
	// TrustedProxies are the addresses whose X-Forwarded-* headers are believed.
	TrustedProxies []netip.Prefix
	// FrameAncestors are the origins that may show the page in a frame, as in a Content-Security-Policy; by default
	// the page's own alone.
	FrameAncestors string
	// Clock gives the time that "now" means; time.Now if nil.
	Clock func() time.Time
	// Ticker makes the tickers the server watches the database and keeps connections alive by; [NewTicker] if nil.
	Ticker func(time.Duration) Ticker
	// RequestID makes the id of a request that brings none; random digits and a count if nil.
	RequestID func() string
	// DatabaseBytes returns the size of the database's files, for the metrics; it may be nil.
	DatabaseBytes func() (int64, error)
	// Version is told in the API document.
	Version string
	Limits  Limits
}

// Limits bound what clients can ask of the server. A zero field is the default in its comment.
type Limits struct {
	ReadHeader time.Duration // 5 s
	// Read bounds the whole of a request and, as net/http has it, the time until its answer begins: 1 min.
	Read  time.Duration
	Write time.Duration // 60 s
	Idle  time.Duration // 2 min
	// Handle bounds the preparation of one answer, 30 s.
	Handle time.Duration
	// Measure bounds how long a timeline, a comparison or a spread waits for what it may leave out as long as it is not
	// measured, 1 s.
	Measure time.Duration
	// Stop bounds the graceful stop, 10 s.
	Stop time.Duration
	// HeaderBytes and BodyBytes bound a request, 16 KiB and 64 KiB.
	HeaderBytes int
	BodyBytes   int64
	// CacheBytes bounds the encoded bytes kept in memory, 128 MiB; StateBytes the states of series, 256 MiB.
	CacheBytes int64
	StateBytes int64
	// URLBytes bounds the URLs of answers kept in memory, 16 MiB.
	URLBytes int64
	// Streams bounds the open /events connections, 1000; Connections all open ones, 4096.
	Streams     int
	Connections int
	// Waiting bounds the tiles, exports and histories that wait to be made, 1000; Analyses the comparisons and spreads, 100.
	Waiting  int
	Analyses int
	// URL bounds the length of a URL, 8 KiB.
	URL int
}

// Ticker is a source of ticks.
type Ticker interface {
	C() <-chan time.Time
	Stop()
}

type clockTicker struct{ *time.Ticker }

// NewTicker returns a ticker of the system's clock.
func NewTicker(every time.Duration) Ticker { return clockTicker{time.NewTicker(every)} }

// C returns the channel of the ticks.
func (t clockTicker) C() <-chan time.Time { return t.Ticker.C }

// withDefaults returns the configuration with every zero field set, or an error that names what is wrong.
func (c Config) withDefaults() (Config, error) {
	if c.Store == nil || c.Metric == nil {
		return c, errors.New("server: a store and a metric must be given")
	}
	if err := checkPublicURL(c.PublicURL); err != nil {
		return c, err
	}
	if c.Logger == nil {
		c.Logger = slog.New(slog.DiscardHandler)
	}
	if c.Clock == nil {
		c.Clock = time.Now
	}
	if c.Ticker == nil {
		c.Ticker = NewTicker
	}
	if c.RequestID == nil {
		c.RequestID = requestIDs(randomID())
	}
	if c.FrameAncestors == "" {
		c.FrameAncestors = "'self'"
	}
	if c.Surroundings == nil {
		c.Surroundings = func(geo.EnclaveID) ([]byte, bool) { return nil, false }
	}
	c.Limits = c.Limits.withDefaults()
	return c, nil
}

func (l Limits) withDefaults() Limits {
	orDefault(&l.ReadHeader, 5*time.Second)
	orDefault(&l.Read, time.Minute)
	orDefault(&l.Write, time.Minute)
	orDefault(&l.Idle, 2*time.Minute)
	orDefault(&l.Handle, 30*time.Second)
	orDefault(&l.Measure, time.Second)
	orDefault(&l.Stop, 10*time.Second)
	orDefault(&l.HeaderBytes, 16<<10)
	orDefault(&l.BodyBytes, 64<<10)
	orDefault(&l.CacheBytes, 128<<20)
	orDefault(&l.StateBytes, 256<<20)
	orDefault(&l.URLBytes, 16<<20)
	orDefault(&l.Streams, 1000)
	orDefault(&l.Connections, 4096)
	orDefault(&l.Waiting, 1000)
	orDefault(&l.Analyses, 100)
	orDefault(&l.URL, 8<<10)
	return l
}

func orDefault[T comparable](field *T, value T) {
	var zero T
	if *field == zero {
		*field = value
	}
}

func checkPublicURL(address string) error {
	if address == "" {
		return nil
	}
	u, err := url.Parse(address)
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" || u.RawQuery != "" || u.Fragment != "" {
		return fmt.Errorf("public URL %q must be an absolute http or https address", address)
	}
	return nil
}
