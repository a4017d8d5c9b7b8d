package main

import (
	"context"
	"time"

	"splitline/geo"
	"splitline/internal/answer"
	"splitline/internal/store"
)

// seriesFlags name the state of a series that a reading command is about.
type seriesFlags struct {
	Series   string `arg:"" name:"ENCLAVE/SERIES" help:"The series."`
	AsOf     string `name:"as-of" help:"Answer with what was recorded by this date or instant." placeholder:"T"`
	Revision int64  `help:"Answer as of this revision." placeholder:"N"`
}

// state returns the state that the flags name.
func (f seriesFlags) state(ctx context.Context, answers *answer.Service) (*answer.State, error) {
	ref, err := geo.ParseSeriesRef(f.Series)
	if err != nil {
		return nil, usageError{err}
	}
	pin, err := f.pin(ctx, answers, ref.Enclave)
	if err != nil {
		return nil, err
	}
	return answers.State(ctx, ref, pin)
}

// instantFlags name the state of a series and an instant of valid time.
type instantFlags struct {
	seriesFlags
	Datetime string `help:"Date or instant to answer for; now if not given." placeholder:"T"`
}

// ask calls a function with the state and the instant that the flags name.
func (f instantFlags) ask(s *session, do func(*answer.Service, *answer.State, time.Time) error) error {
	return s.withAnswers(func(answers *answer.Service) error {
		state, err := f.state(s.ctx, answers)
		if err != nil {
			return err
		}
		at := answers.Now()
		if f.Datetime != "" {
			if at, err = askedAt("--datetime", f.Datetime, state.Zone); err != nil {
				return err
			}
		}
		return do(answers, state, at)
	})
}

func (f seriesFlags) pin(ctx context.Context, answers *answer.Service, enclave geo.EnclaveID) (store.Pin, error) {
	if f.AsOf != "" && f.Revision != 0 {
		return store.Pin{}, usagef("--as-of and --revision cannot be given together")
	}
	pin := store.Pin{Revision: geo.Revision(f.Revision)}
	if f.AsOf == "" {
		return pin, nil
	}
	e, err := answers.Enclave(ctx, enclave)
	if err != nil {
		return pin, err
	}
	zone, err := e.Location()
	if err != nil {
		return pin, err
	}
	pin.AsOf, err = askedAt("--as-of", f.AsOf, zone)
	return pin, err
}

// askedAt reads a date or an instant given as a question on the command line.
func askedAt(flag, text string, zone *time.Location) (time.Time, error) {
	moment, err := geo.ParseMoment(text)
	if err != nil {
		return time.Time{}, usagef("%s: %w", flag, err)
	}
	return moment.Asked(zone), nil
}
