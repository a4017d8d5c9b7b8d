package ingest

import (
	"encoding/json"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"splitline/geo"
	"splitline/internal/ingest/geojson"
	"splitline/internal/ingest/report"
)

// member is what a feature says of itself besides its shape.
type member struct {
	code       string
	name       geo.Text
	values     geo.ReferenceValues
	properties json.RawMessage
}

// memberReader reads features as members of a set.
type memberReader struct {
	options ReferenceOptions
	log     report.Log
	// owner is the feature that bears a code.
	owner map[string]string
	// missing counts the features without a value of each column.
	missing map[string]int
	codes   int
	read    int
}

// mostPropertyBytes is how large the properties of one feature may be.
const mostPropertyBytes = 64 << 10

// newMemberReader refuses the file if a property that was named stands in no feature.
func newMemberReader(options ReferenceOptions, features []geojson.Feature, log report.Log) *memberReader {
	r := &memberReader{options: options, log: log, owner: make(map[string]string), missing: make(map[string]int)}
	named := []string{options.CodeProperty}
	for _, property := range options.NameProperties {
		named = append(named, property)
	}
	for _, c := range options.Columns {
		named = append(named, c.Property)
	}
	slices.Sort(named)
	for _, property := range slices.Compact(named) {
		if property != "" && !slices.ContainsFunc(features, func(f geojson.Feature) bool {
			_, present := f.Properties[property]
			return present
		}) {
			log.Refusef(report.RuleReference, nil, "no feature has a property %q", geojson.Cut(property))
		}
	}
	return r
}

// of reads one feature. What it has wrong refuses the file.
func (r *memberReader) of(f geojson.Feature) member {
	r.read++
	log := r.log.About(f.String())
	m := member{code: r.code(f, log), values: r.values(f, log)}
	m.name = r.name(f, m.code)
	properties, err := propertiesOf(f)
	switch {
	case err != nil:
		log.Refusef(report.RuleReference, nil, "%s", err.Error())
	case len(properties) > mostPropertyBytes:
		log.Refusef(report.RuleSize, nil, "its properties are larger than the %d bytes that are kept", mostPropertyBytes)
	default:
		m.properties = properties
	}
	return m
}

func (r *memberReader) name(f geojson.Feature, code string) geo.Text {
	name := make(geo.Text)
	for language, property := range r.options.NameProperties {
		if text, present := f.Text(property); present && strings.TrimSpace(text) != "" {
			name[language] = text
		}
	}
	switch {
	case len(name) > 0:
		return name
	case f.Name() != "":
		return geo.English(f.Name())
	case code != "":
		return geo.English(code)
	}
	return geo.English(f.Number())
}

func (r *memberReader) code(f geojson.Feature, log report.Log) string {
	code, present := f.Text(r.options.CodeProperty)
	if r.options.CodeProperty == "" || !present || code == "" {
		return ""
	}
	r.codes++
	if owner, taken := r.owner[code]; taken {
		log.Refusef(report.RuleReference, nil, "the code %q is that of %s too", geojson.Cut(code), owner)
	}
	r.owner[code] = f.String()
	return code
}

func (r *memberReader) values(f geojson.Feature, log report.Log) geo.ReferenceValues {
	values := make(geo.ReferenceValues)
	for _, c := range r.options.Columns {
		value, known, err := numberOf(f, c.Property)
		switch {
		case err != nil:
			log.Refusef(report.RuleColumn, nil, "column %s: %s", c.Name, err.Error())
		case known:
			values[c.Name] = value
		default:
			r.missing[c.Name]++
		}
	}
	if len(values) == 0 {
		return nil
	}
	return values
}

var plainNumber = regexp.MustCompile(`^-?[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]+)?$`)

// numberOf returns a property as a number, and whether it has one: a missing property, null and an empty text have not.
// Digits may stand in quotes, but not with marks between thousands, which elsewhere stand before decimals.
func numberOf(f geojson.Feature, property string) (value float64, known bool, err error) {
	raw, present := f.Properties[property]
	if !present || len(raw) == 0 || raw[0] == 'n' {
		return 0, false, nil
	}
	text, plain := f.Text(property)
	if text = strings.TrimSpace(text); plain && text == "" {
		return 0, false, nil
	}
	value, err = strconv.ParseFloat(text, 64)
	if !plainNumber.MatchString(text) || err != nil || math.IsInf(value, 0) {
		return 0, false, fmt.Errorf("%s under %q is not a plain number", geojson.Cut(string(raw)), geojson.Cut(property))
	}
	return value, true, nil
}

// finish notes what features lack.
func (r *memberReader) finish() {
	if r.options.CodeProperty != "" && r.codes < r.read {
		r.log.Notef(report.RuleReference, "%d of %d features have no code under %q", r.read-r.codes, r.read, geojson.Cut(r.options.CodeProperty))
	}
	for _, c := range r.options.Columns {
		if n := r.missing[c.Name]; n > 0 {
			r.log.Notef(report.RuleColumn, "%d of %d features have no number for %s under %q", n, r.read, c.Name, geojson.Cut(c.Property))
		}
	}
}
