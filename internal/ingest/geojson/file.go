package geojson

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"github.com/paulmach/orb"
)

// Limits bound what is read from one file.
type Limits struct {
	Bytes     int64
	Features  int
	Positions int
}

// DefaultLimits returns what one file may have: 64 MiB, 50,000 features, 500,000 positions. Drawings of fronts have some
// thousand positions and the finest boundaries of countries some hundred thousand; what is larger takes minutes and
// gigabytes to fold.
func DefaultLimits() Limits {
	return Limits{Bytes: 64 << 20, Features: 50_000, Positions: 500_000}
}

// File is the content of a GeoJSON file.
type File struct {
	Name     string
	Features []Feature
	// CRS is the EPSG code that the file declares, or 0 if it declares none or one of longitude and latitude on
	// WGS 84.
	CRS int
}

// Feature is one feature of a file. A bare geometry is a feature without properties.
type Feature struct {
	// Index counts the features of a file from 0.
	Index int
	// ID is the id as text, or "".
	ID string
	// Geometry is nil where the file has null, and without coordinates where the file has none.
	Geometry orb.Geometry
	// Properties are the members of properties, undecoded.
	Properties map[string]json.RawMessage
}

// nameProperties are the properties that name a feature for people, in the order looked for.
var nameProperties = [...]string{"name:en", "name", "Name", "NAME", "title", "label"}

// String names the feature for people: its place in the file, its id and its name.
func (f Feature) String() string {
	var known []string
	if f.ID != "" {
		known = append(known, "id "+Cut(f.ID))
	}
	if name := f.Name(); name != "" {
		known = append(known, strconv.Quote(Cut(name)))
	}
	if len(known) == 0 {
		return fmt.Sprintf("feature %d", f.Index)
	}
	return fmt.Sprintf("feature %d (%s)", f.Index, strings.Join(known, ", "))
}

// longestWord is how many characters of a foreign text a message repeats.
const longestWord = 120

// Cut returns a text for a message, cut short.
func Cut(text string) string {
	if len(text) <= longestWord {
		return text
	}
	n := 0
	for i := range text {
		if n == longestWord {
			return text[:i] + "…"
		}
		n++
	}
	return text
}

// Name returns the name the feature bears for people, or "".
func (f Feature) Name() string {
	for _, property := range nameProperties {
		if name, ok := f.Text(property); ok && name != "" {
			return name
		}
	}
	return ""
}

// Number returns the id, or without one the place in the file counted from 1.
func (f Feature) Number() string {
	if f.ID != "" {
		return f.ID
	}
	return strconv.Itoa(f.Index + 1)
}

// Text returns a property as text: a string as it is, a number or boolean as it is written. It reports false if the
// property is missing, null, a list or an object.
func (f Feature) Text(property string) (string, bool) {
	raw, present := f.Properties[property]
	if !present || len(raw) == 0 {
		return "", false
	}
	switch raw[0] {
	case 'n', '[', '{':
		return "", false
	case '"':
		var s string
		if err := json.Unmarshal(raw, &s); err != nil {
			return "", false
		}
		return s, true
	}
	return string(raw), true
}
