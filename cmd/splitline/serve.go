package main

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"net/netip"
	"slices"

	"splitline/data"
	"splitline/geo"
	"splitline/internal/server"
	"splitline/internal/store"
	"splitline/internal/store/spatialite"
	"splitline/static"
)

type serveCmd struct {
	Addr         string   `default:"127.0.0.1:8080" help:"Address to listen on; port 0 takes a free one." placeholder:"HOST:PORT"`
	PublicURL    string   `name:"public-url" help:"Address the server is reached at, for absolute links." placeholder:"URL"`
	TrustedProxy []string `name:"trusted-proxy" help:"Address or network whose X-Forwarded headers are believed; may be repeated." placeholder:"CIDR"`
	NoSample     bool     `name:"no-sample" help:"Do not load the sample enclave into an empty database."`
	LogLevel     string   `name:"log-level" enum:"debug,info,warn,error" default:"info" help:"Least level that is logged: debug, info, warn or error."`
}

// Run serves until the session's context is done.
func (c *serveCmd) Run(s *session) error {
	proxies, err := parsePrefixes(c.TrustedProxy)
	if err != nil {
		return err
	}
	var level slog.Level
	if err := level.UnmarshalText([]byte(c.LogLevel)); err != nil {
		return usagef("log level: %v", err)
	}
	s.creates = true
	logger := slog.New(slog.NewTextHandler(s.stderr, &slog.HandlerOptions{Level: level}))
	return s.withWorkshop(func(w *workshop) error {
		if err := c.loadSample(s, w); err != nil {
			return err
		}
		web, err := static.Files()
		if err != nil {
			return err
		}
		srv, err := server.New(server.Config{
			Store: w.store, Metric: w.metric, Web: web, Surroundings: data.Surroundings, Logger: logger,
			PublicURL: c.PublicURL, TrustedProxies: proxies, Version: version,
		})
		if err != nil {
			return usageError{err}
		}
		return c.listen(s, srv)
	})
}

// listen opens the address, prints it and serves.
func (c *serveCmd) listen(s *session, srv *server.Server) error {
	listener, err := new(net.ListenConfig).Listen(s.ctx, "tcp", c.Addr)
	if err != nil {
		return fmt.Errorf("listen on %s: %s", c.Addr, plainListen(err))
	}
	s.printf("Splitline serves http://%s (stop with Ctrl-C)", listener.Addr())
	return srv.Serve(s.ctx, listener)
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
