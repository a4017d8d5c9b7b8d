package main

import "splitline/internal/ingest/geojson"

// limitFlags bound what one file may have, so that a bomb is refused before it takes the memory of the machine.
type limitFlags struct {
	MaxBytes     int64 `name:"max-bytes" default:"67108864" help:"Refuse a file of more bytes." placeholder:"N"`
	MaxFeatures  int   `name:"max-features" default:"50000" help:"Refuse a file of more features." placeholder:"N"`
	MaxPositions int   `name:"max-positions" default:"500000" help:"Refuse a file of more positions." placeholder:"N"`
}

// limits returns the bounds, or a usage error if one is not positive.
func (f limitFlags) limits() (geojson.Limits, error) {
	if f.MaxBytes < 1 || f.MaxFeatures < 1 || f.MaxPositions < 1 {
		return geojson.Limits{}, usagef("--max-bytes, --max-features and --max-positions must be 1 or more")
	}
	return geojson.Limits{Bytes: f.MaxBytes, Features: f.MaxFeatures, Positions: f.MaxPositions}, nil
}
