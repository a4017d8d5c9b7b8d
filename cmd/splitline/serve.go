package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net"
	"net/netip"
	"os"
	"slices"
	"time"

	"golang.org/x/sync/errgroup"

	"splitline/data"
	"splitline/geo"
	"splitline/internal/server"
	"splitline/internal/server/logging"
	"splitline/internal/store"
	"splitline/internal/store/regain"
	"splitline/internal/store/spatialite"
	"splitline/static"
)

type serveCmd struct {
	Addr         string   `default:"127.0.0.1:8080" help:"Address to listen on; port 0 takes a free one." placeholder:"HOST:PORT"`
	PublicURL    string   `name:"public-url" help:"Address the server is reached at, for absolute links." placeholder:"URL"`
	TrustedProxy []string `name:"trusted-proxy" help:"Address or network whose X-Forwarded headers are believed; may be repeated." placeholder:"CIDR"`
	Host         []string `help:"Host name that is answered, with or without a port; may be repeated. By default all are." placeholder:"NAME"`
	NoSample     bool     `name:"no-sample" help:"Do not load the sample enclave into an empty database."`
	LogLevel     string   `name:"log-level" enum:"debug,info,warn,error" default:"info" help:"Least level that is logged: debug, info, warn or error."`
	LogFormat    string   `name:"log-format" enum:"text,json" default:"text" help:"Form of the log's lines: text or json."`
}

// Run serves until the session's context is done.
func (c *serveCmd) Run(s *session) error {
	proxies, err := parsePrefixes(c.TrustedProxy)
	if err != nil {
		return err
	}
	log, err := c.log(s)
	if err != nil {
		return err
	}
	defer func() { _ = log.Close() }() // also on a panic; a log that cannot be written has nowhere to say so
	return s.withServed(c.Addr, func(w *workshop) (err error) {
		if err := c.loadSample(s, w); err != nil {
			return err
		}
		web, err := static.Files()
		if err != nil {
			return err
		}
		served := s.regaining(w.store, slog.New(log))
		defer func() { err = errors.Join(err, served.Close()) }()
		srv, err := server.New(server.Config{
			Store: served, Metric: w.metric, Web: web, Surroundings: data.Surroundings, Logger: slog.New(log),
			PublicURL: c.PublicURL, TrustedProxies: proxies, Hosts: c.Host, Version: version,
			DatabaseBytes: func() (int64, error) { return databaseBytes(s.db) },
		})
		if err != nil {
			return usageError{err}
		}
		return c.listen(s, srv, served)
	})
}

// log returns the log on standard error.
func (c *serveCmd) log(s *session) (*logging.Handler, error) {
	var level slog.Level
	if err := level.UnmarshalText([]byte(c.LogLevel)); err != nil {
		return nil, usagef("log level: %v", err)
	}
	log, err := logging.New(s.stderr, logging.Format(c.LogFormat), level)
	if err != nil {
		return nil, usageError{err}
	}
	return log, nil
}

// listen opens the address, prints it and serves.
func (c *serveCmd) listen(s *session, srv *server.Server, served *regain.Store) error {
	listener, err := new(net.ListenConfig).Listen(s.ctx, "tcp", c.Addr)
	if err != nil {
		return fmt.Errorf("listen on %s: %s", c.Addr, plainListen(err))
	}
	s.printf("Splitline serves http://%s (stop with Ctrl-C)", listener.Addr())
	group, ctx := errgroup.WithContext(s.ctx)
	stopping, stop := context.WithCancel(ctx)
	group.Go(func() error {
		ticker := time.NewTicker(tryRoomEvery)
		defer ticker.Stop()
		return served.Watch(stopping, ticker.C)
	})
	group.Go(func() error {
		defer stop()
		return srv.Serve(ctx, listener)
	})
	return group.Wait()
}

// tryRoomEvery is how often it is tried whether a database that had no room to grow has some again.
const tryRoomEvery = 5 * time.Second

// regaining returns the store of a server: one that was opened to be read alone for want of room is opened anew once
// there is some.
func (s *session) regaining(db *spatialite.Store, logger *slog.Logger) *regain.Store {
	return regain.New(regain.Config{
		Store: db, Reading: s.full, Logger: logger,
		Open: func(ctx context.Context) (store.Store, error) { return spatialite.Open(ctx, s.db, s.options()) },
	})
}

// databaseBytes returns the size of a database with its write-ahead log.
func databaseBytes(path string) (int64, error) {
	database, err := os.Stat(path)
	if err != nil {
		return 0, err
	}
	waiting, err := os.Stat(path + "-wal")
	if errors.Is(err, fs.ErrNotExist) {
		return database.Size(), nil
	}
	if err != nil {
		return 0, err
	}
	return database.Size() + waiting.Size(), nil
}

// loadSample puts the sample enclave into a database that has no enclave, or completes it where a first start was
// interrupted.
func (c *serveCmd) loadSample(s *session, w *workshop) error {
	if c.NoSample {
		return nil
	}
	wanted, err := wantsSample(s.ctx, w.store)
	if err != nil || !wanted {
		return err
	}
	s.notef("Loading the sample enclave into %s.", s.db)
	return w.loadBundle(s.ctx, data.Sample())
}

// wantsSample reports whether there is no enclave, or a series of the sample without a revision.
func wantsSample(ctx context.Context, db *spatialite.Store) (wanted bool, err error) {
	err = db.Read(ctx, func(r store.Reader) error {
		enclaves, err := r.Enclaves(ctx)
		if err != nil || len(enclaves) == 0 {
			wanted = true
			return err
		}
		series, err := r.SeriesOf(ctx, data.SampleID)
		wanted = slices.ContainsFunc(series, func(s geo.Series) bool { return s.Revision == 0 })
		return err
	})
	return wanted, err
}

func parsePrefixes(texts []string) ([]netip.Prefix, error) {
	var prefixes []netip.Prefix
	for _, text := range texts {
		prefix, err := netip.ParsePrefix(text)
		if err != nil {
			address, addressErr := netip.ParseAddr(text)
			if addressErr != nil {
				return nil, usagef("--trusted-proxy %q must be an address or a network such as 10.0.0.0/8", text)
			}
			prefix = netip.PrefixFrom(address, address.BitLen())
		}
		prefixes = append(prefixes, prefix)
	}
	return prefixes, nil
}
