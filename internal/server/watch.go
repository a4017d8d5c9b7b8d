package server

import (
	"context"
	"errors"
	"time"

	"github.com/paulmach/orb"

	"splitline/geo"
	"splitline/internal/answer"
	"splitline/internal/server/encoding"
	"splitline/internal/store"
	"splitline/tiles"
)

// watch looks for commits of this and of other processes, tells the streams of every series that has a new revision,
// and asks for it to be prepared. It returns nil when ctx ends.
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
			s.metrics.revisions.Inc()
			s.events.publish(revised{series.Ref.Enclave, series.Ref.Series, series.Revision})
		}
	}
	return newest
}

// wake asks for a series to be prepared. If the queue is full the first reader waits instead.
func (s *Server) wake(ref geo.SeriesRef) {
	s.preparing.Add(1)
	select {
	case s.queue <- ref:
	default:
		s.preparing.Add(-1)
	}
}

// prepare warms the server up, compresses the files of the web app and then prepares series in the order they were asked
// for, so that no reader waits for them. It returns nil when ctx ends.
func (s *Server) prepare(ctx context.Context, w *warming) error {
	s.preparing.Add(1)
	s.warn(ctx, "what the map begins with cannot be prepared", s.warmUp(ctx, w))
	s.warn(ctx, "the web app cannot be compressed", s.compressFiles(ctx))
	for {
		s.preparing.Add(-1)
		select {
		case <-ctx.Done():
			return nil
		case ref := <-s.queue:
			s.warn(ctx, "series "+ref.String()+" cannot be prepared", s.prepareSeries(ctx, ref))
		}
	}
}

// prepareSeries measures the snapshots of the newest state of a series and the steps between them, and draws the zooms
// that a map of it begins with. Of a long series, which takes minutes to measure, the zooms come first.
func (s *Server) prepareSeries(ctx context.Context, ref geo.SeriesRef) error {
	state, err := s.answers.State(ctx, ref, store.Pin{})
	if err != nil {
		return err
	}
	s.metrics.head(ref, state.Revision, state.RecordedAt)
	long := len(state.Changes) > warmDates
	if long {
		if err := s.prepareTiles(ctx, state); err != nil {
			return err
		}
	}
	if err := s.prepareMeasures(ctx, state); err != nil || long {
		return err
	}
	return s.prepareTiles(ctx, state)
}

// preparedAtATime is how long one series is measured while others wait to be prepared.
const preparedAtATime = 2 * time.Second

// errTurnOver is the error of a series that was measured for as long as it may while others wait.
var errTurnOver = errors.New("others wait to be prepared")

// prepareMeasures measures a series and writes its timeline. If that takes long and others wait, they come first, and
// the series is asked for again behind them.
func (s *Server) prepareMeasures(ctx context.Context, state *answer.State) error {
	turn, cancel := context.WithTimeout(ctx, preparedAtATime)
	defer cancel()
	return s.prepareMeasuresUntil(ctx, turn, state)
}

// prepareMeasuresUntil is prepareMeasures with a turn that is over when its context ends.
func (s *Server) prepareMeasuresUntil(ctx, turn context.Context, state *answer.State) error {
	err := s.answers.Prepare(ctx, state, func(ctx context.Context) error {
		if turn.Err() != nil && len(s.queue) > 0 {
			return errTurnOver
		}
		return s.pace.pause(ctx)
	})
	if errors.Is(err, errTurnOver) {
		s.wake(state.Series.Ref)
		return nil
	}
	if err != nil {
		return err
	}
	return s.prepareTimeline(ctx, state)
}

// prepareTimeline writes the timeline in the coding that browsers ask for: the first of all readers is the page that
// was just told of the new revision.
func (s *Server) prepareTimeline(ctx context.Context, state *answer.State) error {
	_, err := s.coded(ctx, stateKey(kindTimeline, state), encoding.Brotli, s.timelineOf(state))
	return err
}

// zoomsPrepared is the number of zooms that are drawn before anybody asks, from one above the one that shows the whole
// enclave.
const zoomsPrepared = 4

func (s *Server) prepareTiles(ctx context.Context, state *answer.State) error {
	centre := tiles.Describe("", "", "", state.Boundary.Geometry.Bound()).Center
	first := max(tiles.Zoom(centre[2]), 1) - 1
	for zoom := first; zoom < first+zoomsPrepared && zoom <= tiles.MaxZoom; zoom++ {
		if err := s.pace.pause(ctx); err != nil {
			return err
		}
		if err := s.prepareZoom(ctx, state, zoom); err != nil {
			return err
		}
	}
	return nil
}

// prepareZoom draws the tile in the middle of a zoom, and with it all that the zoom prepares.
func (s *Server) prepareZoom(ctx context.Context, state *answer.State, zoom tiles.Zoom) error {
	centre := tiles.Describe("", "", "", state.Boundary.Geometry.Bound()).Center
	_, err := s.encodeTile(ctx, state, tiles.AddressAt(orb.Point{centre[0], centre[1]}, zoom), tiles.AllDates())
	return err
}

func (s *Server) warn(ctx context.Context, what string, err error) {
	if err != nil && !errors.Is(err, context.Canceled) {
		s.logger.WarnContext(ctx, what, "error", err)
	}
}
