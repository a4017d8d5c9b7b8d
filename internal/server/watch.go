package server

import (
	"context"
	"errors"

	"splitline/geo"
	"splitline/internal/store"
)

// watch looks for commits of this and of other processes, tells the streams of every series that has a new revision,
// and asks for its measures to be prepared. It returns nil when ctx ends.
func (s *Server) watch(ctx context.Context) error {
	ticker := s.config.Ticker(watchEvery)
	defer ticker.Stop()
	known := make(map[geo.SeriesRef]geo.Revision)
	version := int64(-1)
	for first := true; ; first = false {
		version = s.look(ctx, version, known, !first)
		select {
		case <-ctx.Done():
			return nil
		case <-ticker.C():
		}
	}
}

// look compares the revisions of all series with the known ones if the database has changed, and returns its version.
// What cannot be read now is looked at again at the next tick.
func (s *Server) look(ctx context.Context, version int64, known map[geo.SeriesRef]geo.Revision, tell bool) int64 {
	newest, err := s.config.Store.DataVersion(ctx)
	if err != nil || newest == version {
		s.warn(ctx, "the database cannot be watched", err)
		return version
	}
	list, err := s.answers.Series(ctx)
	if err != nil {
		s.warn(ctx, "the database cannot be watched", err)
		return version
	}
	for _, series := range list {
		before, there := known[series.Ref]
		if there && before == series.Revision {
			continue
		}
		known[series.Ref] = series.Revision
		s.wake(series.Ref)
		if tell {
			s.metrics.events.Inc()
			s.events.publish(revised{series.Ref.Enclave, series.Ref.Series, series.Revision})
		}
	}
	return newest
}

// wake asks for the measures of a series to be prepared. If the queue is full the first reader waits for them instead.
func (s *Server) wake(ref geo.SeriesRef) {
	select {
	case s.queue <- ref:
	default:
	}
}

// prepare compresses the files of the web app and then measures the snapshots of series in the order they were asked
// for, so that no reader waits for either. It returns nil when ctx ends.
func (s *Server) prepare(ctx context.Context) error {
	s.warn(ctx, "the web app cannot be compressed", s.compressFiles(ctx))
	for {
		select {
		case <-ctx.Done():
			return nil
		case ref := <-s.queue:
			state, err := s.answers.State(ctx, ref, store.Pin{})
			if err == nil {
				err = s.answers.Prepare(ctx, state)
			}
			s.warn(ctx, "measures of "+ref.String()+" cannot be prepared", err)
		}
	}
}

func (s *Server) warn(ctx context.Context, what string, err error) {
	if err != nil && !errors.Is(err, context.Canceled) {
		s.logger.WarnContext(ctx, what, "error", err)
	}
}
