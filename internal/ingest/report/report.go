// Package report says what happened to the content of a file on its way in: what was repaired, left out, noted or
// refused, each named by file, feature and rule. A file with a refusal is refused whole; see [Report.Err].
package report

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/paulmach/orb"
)

// ErrRefused is the kind of error of a file that is refused: nothing of it is stored.
var ErrRefused = errors.New("refused")

// Outcome says what became of the thing an entry is about.
type Outcome string

// The outcomes.
const (
	// Noted: taken as it is, and worth knowing.
	Noted Outcome = "noted"
	// Repaired: changed so that it keeps a rule.
	Repaired Outcome = "repaired"
	// Dropped: left out; the rest of the file is taken.
	Dropped Outcome = "dropped"
	// Refused: the file is not taken.
	Refused Outcome = "refused"
)

// Rule names what was kept or broken.
type Rule string

// The rules.
const (
	RuleJSON        Rule = "json"
	RuleGeoJSON     Rule = "geojson"
	RuleSize        Rule = "size"
	RuleCRS         Rule = "crs"
	RuleOrder       Rule = "lon-lat-order"
	RulePlace       Rule = "place"
	RuleHeight      Rule = "height"
	RuleNoGeometry  Rule = "no-geometry"
	RuleNotAnArea   Rule = "not-an-area"
	RuleWinding     Rule = "winding"
	RuleClosure     Rule = "closure"
	RuleDuplicate   Rule = "duplicate-point"
	RuleDegenerate  Rule = "degenerate-ring"
	RuleCrossing    Rule = "self-crossing"
	RuleTime        Rule = "time"
	RuleController  Rule = "controller"
	RuleGap         Rule = "gap"
	RuleDissolve    Rule = "dissolve"
	RuleStrip       Rule = "boundary-strip"
	RuleOutside     Rule = "outside-boundary"
	RuleTiny        Rule = "tiny-area"
	RuleSame        Rule = "same-file"
	RuleObservation Rule = "observation"
	RuleReference   Rule = "reference"
	RuleColumn      Rule = "column"
	RuleOverlap     Rule = "overlap"
)

// Entry is one thing worth saying about a file.
type Entry struct {
	// File is the name of the file as it was given.
	File string
	// Feature names the feature, or is "" where the entry is about the file.
	Feature string
	Rule    Rule
	Outcome Outcome
	// What says in one clause what was found and what was done.
	What string
	// Where is the place in degrees, longitude before latitude, or nil.
	Where *orb.Point
}

// String returns the entry as one line: file: feature: outcome (rule): what, at place.
func (e Entry) String() string {
	var b strings.Builder
	for _, part := range []string{e.File, e.Feature} {
		if part != "" {
			b.WriteString(part + ": ")
		}
	}
	fmt.Fprintf(&b, "%s (%s): %s", e.Outcome, e.Rule, e.What)
	if e.Where != nil {
		b.WriteString(", at " + coordinate(e.Where[0]) + ", " + coordinate(e.Where[1]))
	}
	return b.String()
}

// coordinate writes degrees, or metres that were taken for degrees, to five decimals; what is neither, briefly.
func coordinate(value float64) string {
	const farthest = 1e8
	if math.Abs(value) < farthest {
		return strconv.FormatFloat(value, 'f', 5, 64)
	}
	return strconv.FormatFloat(value, 'g', 6, 64)
}

// Report is what there is to say about one or more files, in the order found. The zero value is empty and ready.
type Report struct {
	Entries []Entry
}

// Add appends an entry.
func (r *Report) Add(e Entry) { r.Entries = append(r.Entries, e) }

// Merge appends the entries of another report.
func (r *Report) Merge(other Report) { r.Entries = append(r.Entries, other.Entries...) }

// Of returns the entries with an outcome.
func (r Report) Of(outcome Outcome) []Entry {
	var found []Entry
	for _, e := range r.Entries {
		if e.Outcome == outcome {
			found = append(found, e)
		}
	}
	return found
}

// About returns the entries of a rule.
func (r Report) About(rule Rule) []Entry {
	var found []Entry
	for _, e := range r.Entries {
		if e.Rule == rule {
			found = append(found, e)
		}
	}
	return found
}

// maxNamed is how many refusals an error spells out.
const maxNamed = 10

// Err returns nil if nothing was refused, else an error of kind [ErrRefused] that names the refusals.
func (r Report) Err() error {
	refused := r.Of(Refused)
	if len(refused) == 0 {
		return nil
	}
	lines := make([]string, 0, len(refused))
	for i, e := range refused {
		if i == maxNamed {
			lines = append(lines, fmt.Sprintf("and %d more", len(refused)-maxNamed))
			break
		}
		lines = append(lines, e.String())
	}
	return refusal{text: strings.Join(lines, "\n")}
}

// refusal is an error of kind [ErrRefused] whose lines say so already.
type refusal struct{ text string }

// Error returns one line for each refusal.
func (r refusal) Error() string { return r.text }

// Is reports kind [ErrRefused].
func (r refusal) Is(target error) bool { return target == ErrRefused }

// Area writes an area for people: small ones in square metres, others in square kilometres.
func Area(areaM2 float64) string {
	const largestInM2 = 100_000
	if areaM2 < largestInM2 {
		return fmt.Sprintf("%.0f m²", areaM2)
	}
	return fmt.Sprintf("%.2f km²", areaM2/1e6)
}

// Count writes a number of things for people: "1 ring", "2 rings".
func Count(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}
