package server

import (
	"context"
	"sync/atomic"
	"time"
)

// pace lets what is prepared in the background wait while clients wait for answers: on a small machine the two would
// share the same processors. It is looked at between one piece of work and the next, and a piece takes milliseconds: a
// date is measured, a file is compressed; the largest is to prepare a zoom of a long series.
type pace struct {
	waiting atomic.Int64 // requests being answered
}

// How long work in the background waits for a moment without requests, so that it goes on under steady load too, and
// how often it looks.
const (
	longestPause = 50 * time.Millisecond
	lookEvery    = time.Millisecond
)

// attend counts a request until done is called, unless it is one that lasts or that asks about the server itself.
func (p *pace) attend(r *route) {
	if !r.aside {
		p.waiting.Add(1)
	}
}

func (p *pace) done(r *route) {
	if !r.aside {
		p.waiting.Add(-1)
	}
}

// pause returns as soon as no request is being answered, or when it has waited for long enough. It returns the error of
// ctx if that ends first.
func (p *pace) pause(ctx context.Context) error {
	if p.waiting.Load() == 0 {
		return ctx.Err()
	}
	longest := time.NewTimer(longestPause)
	defer longest.Stop()
	look := time.NewTicker(lookEvery)
	defer look.Stop()
	for p.waiting.Load() > 0 {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-longest.C:
			return nil
		case <-look.C:
		}
	}
	return ctx.Err()
}
