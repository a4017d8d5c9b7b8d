package answer

import (
	"encoding/json"
	"time"
)

// Time is an instant as the wire writes it: RFC 3339 in UTC with Z, and as many decimals of a second as it has. The
// zero value is unknown or open and is left out by omitzero.
type Time struct{ time.Time }

// At returns the instant for the wire.
func At(t time.Time) Time { return Time{t} }

// MarshalJSON writes the instant in UTC.
func (t Time) MarshalJSON() ([]byte, error) {
	return json.Marshal(t.UTC().Format(time.RFC3339Nano))
}

// UnmarshalJSON reads what MarshalJSON writes.
func (t *Time) UnmarshalJSON(data []byte) error { return t.Time.UnmarshalJSON(data) }
