package geo_test

import (
	"encoding/json"
	"errors"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"splitline/geo"
)

func quarters() geo.ReferenceSet {
	source := geo.Source{Title: "Atlas", Grade: geo.NotJudged}
	return geo.ReferenceSet{
		Enclave: "strip", Kind: geo.ReferenceAreas, ID: "quarters", Source: source, Digest: "abc",
		Columns: []geo.ReferenceColumn{{Name: "population", Unit: "people", At: time.Unix(0, 0), Precision: geo.ToDay, Source: source}},
	}
}

func quarter() geo.NamedArea {
	return geo.NamedArea{
		Enclave: "strip", Set: "quarters", Code: "P1", Name: geo.English("Quarter"), AreaM2: 1,
		Geometry: orb.MultiPolygon{{{{34, 31}, {34.1, 31}, {34.1, 31.1}, {34, 31}}}}, Properties: json.RawMessage(`{"a":[1]}`),
	}
}

func TestReferencesThatKeepTheRules(t *testing.T) {
	if err := errors.Join(quarters().Validate(), quarter().Validate()); err != nil {
		t.Error(err)
	}
	if err := (geo.ReferenceValues{"population": 0}).Check(quarters()); err != nil {
		t.Error(err)
	}
}

func TestReferencesThatBreakARuleAreNamed(t *testing.T) {
	set := func(change func(*geo.ReferenceSet)) error {
		s := quarters()
		change(&s)
		return s.Validate()
	}
	area := func(change func(*geo.NamedArea)) error {
		a := quarter()
		change(&a)
		return a.Validate()
	}
	force := geo.DefaultControllers()[2]
	force.Force = true
	place := geo.Place{Enclave: "strip", Name: geo.English("Town"), Rank: 1, Code: "P1"}
	tests := []struct {
		says string
		err  error
	}{
		{"kind", set(func(s *geo.ReferenceSet) { s.Kind = "lines" })},
		{"set", set(func(s *geo.ReferenceSet) { s.ID = "Quarters" })},
		{"digest", set(func(s *geo.ReferenceSet) { s.Digest = "" })},
		{"overlap_m2", set(func(s *geo.ReferenceSet) { s.OverlapM2 = math.NaN() })},
		{"stands twice", set(func(s *geo.ReferenceSet) { s.Columns = append(s.Columns, s.Columns[0]) })},
		{"columns[0].unit", set(func(s *geo.ReferenceSet) { s.Columns[0].Unit = "" })},
		{"columns[0].at", set(func(s *geo.ReferenceSet) { s.Columns[0].At = time.Time{} })},
		{"columns[0].source.title", set(func(s *geo.ReferenceSet) { s.Columns[0].Source.Title = "" })},
		{"name", area(func(a *geo.NamedArea) { a.Name = nil })},
		{"geometry", area(func(a *geo.NamedArea) { a.Geometry = nil })},
		{"area_m2", area(func(a *geo.NamedArea) { a.AreaM2 = 0 })},
		{"properties", area(func(a *geo.NamedArea) { a.Properties = json.RawMessage(`[1]`) })},
		{"properties", area(func(a *geo.NamedArea) { a.Properties = json.RawMessage(`null`) })},
		{"not a column", geo.ReferenceValues{"camels": 1}.Check(quarters())},
		{"finite", geo.ReferenceValues{"population": math.Inf(-1)}.Check(quarters())},
		{"a force must not be contested", force.Validate()},
		{"must be of a set", place.Validate()},
	}
	for _, tt := range tests {
		if !errors.Is(tt.err, geo.ErrInvalid) || !strings.Contains(tt.err.Error(), tt.says) {
			t.Errorf("error %v, want one that says %q", tt.err, tt.says)
		}
	}
}
