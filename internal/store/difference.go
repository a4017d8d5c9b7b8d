package store

import (
	"context"
	"time"

	"splitline/geo"
)

// Difference is what two states of a series differ in, those of two recorded times of which the second is later.
type Difference struct {
	// Zones are the rows that hold at the second time and not at the first, by (valid from, id); Ended are those that
	// hold at the first and not at the second.
	Zones []geo.Zone
	Ended []ZoneKey
	// Updates are those in force at the second time and not at the first, by (valid from, place), without geometry;
	// EndedUpdates are those in force at the first and not at the second.
	Updates      []geo.Update
	EndedUpdates []geo.UpdateID
	// Observed says that the observations of the enclave differ.
	Observed bool
}

// DifferenceReader is what a [Reader] can be besides: one that tells what changed without reading what did not.
type DifferenceReader interface {
	// Difference returns what the state of a series as of until differs in from the one as of after. Rows are as
	// [Reader.Zones] and [Reader.Updates] return them as of until.
	Difference(ctx context.Context, series geo.SeriesRef, after, until time.Time) (Difference, error)
}
