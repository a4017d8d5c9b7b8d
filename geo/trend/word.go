package trend

import "time"

// Word is the trend in one word.
type Word string

// The words, in the order in which they are tried.
const (
	NotObserved Word = "not observed"
	Frozen      Word = "frozen"
	Splitting   Word = "splitting"
	Rejoining   Word = "rejoining"
	Moving      Word = "moving"
	// Unknown stands where nothing can be said: nothing has moved of late, but it was not watched throughout.
	Unknown Word = "unknown"
)

// Comparison is how a value is held against its threshold.
type Comparison string

// The comparisons. A value within 1e-9 of its threshold is taken to be equal to it.
const (
	AtLeast Comparison = "at least"
	AtMost  Comparison = "at most"
	Above   Comparison = "above"
)

// Trend is whether the line moves, with every condition. Its JSON is the wire form.
type Trend struct {
	Word Word `json:"word"`
	// Headline says the word in plain English.
	Headline string `json:"headline"`
	// Since is the beginning of the period that the word speaks of, in UTC: since when the line is frozen, or stands still,
	// or was not observed, or from when on it was compared. It is zero if nobody ever looked.
	Since time.Time `json:"since,omitzero"`
	// Days are the whole days from Since to the instant asked about; nil if Since is zero.
	Days *int `json:"days,omitempty"`
	// LastObserved is the latest time at which a source looked, LastUpdate the latest start of an update, both at or before
	// the instant asked about; zero if there is none.
	LastObserved time.Time `json:"last_observed,omitzero"`
	LastUpdate   time.Time `json:"last_update,omitzero"`
	// Gains is who gained most ground, net, in the period of the word moving, and GainedShare how much of the enclave;
	// empty and nil if nobody did.
	Gains       string   `json:"gains,omitempty"`
	GainedShare *float64 `json:"gained_share,omitempty"`
	// Signs are what made the word splitting or rejoining.
	Signs []Sign `json:"signs,omitempty"`
	// Conditions stand in the order of the words. All those of frozen must pass, and one of splitting or rejoining.
	Conditions []Condition `json:"conditions"`
}

// Condition is one condition of a word, with what was measured.
type Condition struct {
	Word Word   `json:"word"`
	Name string `json:"name"`
	// Value is nil where there is nothing to measure, as the time since an observation that was never made, and where
	// schematic shapes bear no figure.
	Value      *float64   `json:"value,omitempty"`
	Comparison Comparison `json:"comparison"`
	Threshold  float64    `json:"threshold"`
	Pass       bool       `json:"pass"`
}

// SignKind says what a sign is of.
type SignKind string

// The kinds of signs.
const (
	// MainPartSign is the second side's main part, as a share of the ground of all sides.
	MainPartSign SignKind = "main_part"
	// NeckSign is the width of the neck of a side in metres.
	NeckSign SignKind = "neck_m"
	// PartsSign is the number of parts that count for a cut.
	PartsSign SignKind = "parts"
)

// Sign is a figure that tells of splitting or rejoining, as it was at the beginning of the period and as it is.
type Sign struct {
	Kind SignKind `json:"kind"`
	// Holder is whose it is; "" for parts, which are counted over all.
	Holder string  `json:"holder,omitempty"`
	From   float64 `json:"from"`
	To     float64 `json:"to"`

	label string
}
