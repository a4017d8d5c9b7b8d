package answer

import "time"

// Time is an instant as the wire writes it: RFC 3339 in UTC with Z, and as many decimals of a second as it has. The
// zero value is unknown or open and is left out by omitzero.
type Time struct{ time.Time }

// At returns the instant for the wire.
func At(t time.Time) Time { return Time{t} }

// MarshalJSON writes the instant in UTC.
func (t Time) MarshalJSON() ([]byte, error) {
	const longest = len(`"2006-01-02T15:04:05.999999999Z"`)
	text := append(make([]byte, 0, longest), '"')
	return append(t.UTC().AppendFormat(text, time.RFC3339Nano), '"'), nil
}

// UnmarshalJSON reads what MarshalJSON writes.
func (t *Time) UnmarshalJSON(data []byte) error { return t.Time.UnmarshalJSON(data) }
