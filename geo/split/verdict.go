package split

import (
	"time"

	"splitline/geo"
)

// Word is the verdict on a snapshot.
type Word string

// The words of rule v1, in the order in which they are tried; the first that holds is the word.
const (
	Unresolved Word = "unresolved"
	OneHolder  Word = "one-holder"
	Belt       Word = "belt"
	Several    Word = "several"
	Cut        Word = "cut"
	TwoZone    Word = "two-zone"
	Mixed      Word = "mixed"
	// Unknown stands where there is no statement to judge: before the first update of a series.
	Unknown Word = "unknown"
)

// Verdict is the word for a snapshot, with every condition of the rule.
type Verdict struct {
	Word Word `json:"word"`
	// Headline says the word in plain English, with whole percentages.
	Headline string `json:"headline"`
	// Since is the earliest instant from which the word is unchanged, in UTC; see [Chain].
	Since time.Time `json:"since,omitzero"`
	// Conditions stand in the order of the rule, those of words after the one that holds among them.
	Conditions []Condition `json:"conditions"`
	// Cuts say whose ground is cut and where; they are listed whatever the word is.
	Cuts []CutGround `json:"cuts,omitempty"`
}

// Condition is one condition of a word, with what was measured.
type Condition struct {
	Word Word   `json:"word"`
	Name string `json:"name"`
	// Value is nil where there is nothing to measure, as the smaller side of an enclave with one holder; the
	// condition then fails.
	Value      *float64   `json:"value,omitempty"`
	Comparison Comparison `json:"comparison"`
	Threshold  float64    `json:"threshold"`
	Pass       bool       `json:"pass"`
}

// Comparison is how a value is held against its threshold.
type Comparison string

// The comparisons. A value within 1e-9 of its threshold is taken to be equal to it.
const (
	AtLeast Comparison = "at least"
	Below   Comparison = "below"
	Exactly Comparison = "exactly"
)

// CutGround is ground of one side that falls into several parts which each count for a cut.
type CutGround struct {
	Side  geo.SideID `json:"side"`
	Parts int        `json:"parts"`
	// Places lie midway between neighbouring parts along the stretch where these come closest, one fewer than there are
	// parts.
	Places []Place `json:"places"`
	// Corridors are the ground of others at each place, in the same order; nil on schematic shapes.
	Corridors []Corridor `json:"corridors,omitempty"`
}

// Place is a point in degrees, to two decimals: about a kilometre.
type Place struct {
	Lon float64 `json:"lon"`
	Lat float64 `json:"lat"`
}
