package geo_test

import (
	"errors"
	"math"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"splitline/geo"
)

// refusal is one change that makes a valid word invalid, and what the message must name.
type refusal[T any] struct {
	name   string
	change func(*T)
	names  string
}

// refuses checks that the word is valid as it is and invalid after each change.
func refuses[T any](t *testing.T, valid func() T, validate func(T) error, refusals []refusal[T]) {
	t.Helper()
	if err := validate(valid()); err != nil {
		t.Fatalf("the word must be valid to begin with: %v", err)
	}
	for _, r := range refusals {
		t.Run(r.name, func(t *testing.T) {
			word := valid()
			r.change(&word)
			err := validate(word)
			if !errors.Is(err, geo.ErrInvalid) || !strings.Contains(err.Error(), r.names) {
				t.Errorf("must be refused naming %q, got %v", r.names, err)
			}
		})
	}
}

func validSource() geo.Source {
	return geo.Source{Title: "A map", Affiliation: geo.IsraeliHeld, URL: "https://example.org/map", Grade: "B2", Language: "he"}
}

func validAssessment() geo.Assessment {
	return geo.Assessment{Level: geo.Reported, AccuracyM: 100, Quality: geo.Traced}
}

func validUpdate() geo.Update {
	return geo.Update{
		Series: geo.SeriesRef{Enclave: "gaza", Series: "reported"}, Kind: geo.Paint, Valid: span(0, -1),
		FromPrecision: geo.ToDay, Assessment: validAssessment(), Sources: []geo.Source{validSource()},
		Areas: []geo.Area{{Controller: geo.IsraeliHeld, Geometry: orb.MultiPolygon{{box(34, 31, 35, 32)}}}},
	}
}

func TestSourceValidate(t *testing.T) {
	refuses(t, validSource, geo.Source.Validate, []refusal[geo.Source]{
		{"a source without a title", func(s *geo.Source) { s.Title = "" }, "title"},
		{"an affiliation that is no id", func(s *geo.Source) { s.Affiliation = "The Army" }, "affiliation"},
		{"an address without a scheme", func(s *geo.Source) { s.URL = "example.org/map" }, "url"},
		{"an address that runs a script", func(s *geo.Source) { s.URL = "javascript:alert(1)" }, "url"},
		{"an archive address of a file", func(s *geo.Source) { s.ArchiveURL = "file:///etc/passwd" }, "archive_url"},
		{"a language that is no tag", func(s *geo.Source) { s.Language = "Hebrew!" }, "language"},
		{"no grade", func(s *geo.Source) { s.Grade = "" }, "grade"},
		{"a grade beyond the scale", func(s *geo.Source) { s.Grade = "G7" }, "grade"},
	})
}

func TestUpdateValidate(t *testing.T) {
	refuses(t, validUpdate, geo.Update.Validate, []refusal[geo.Update]{
		{"a series that is no id", func(u *geo.Update) { u.Series.Series = "Reported" }, "series"},
		{"an unknown kind", func(u *geo.Update) { u.Kind = "erase" }, "kind"},
		{"a paint without areas", func(u *geo.Update) { u.Areas = nil }, "areas"},
		{"a paint with a remainder", func(u *geo.Update) { u.Remainder = geo.HamasHeld }, "remainder"},
		{"a replace without a remainder", func(u *geo.Update) { u.Kind = geo.Replace }, "remainder"},
		{"an end before the start", func(u *geo.Update) { u.Valid = span(5, 2) }, "valid.to"},
		{"no precision", func(u *geo.Update) { u.FromPrecision = "" }, "valid_from_precision"},
		{"an area without a polygon", func(u *geo.Update) { u.Areas[0].Geometry = nil }, "areas[0]"},
		{"an area without a controller", func(u *geo.Update) { u.Areas[0].Controller = "" }, "areas[0].controller"},
		{"an unknown assessment", func(u *geo.Update) { u.Assessment.Level = "sure" }, "assessment"},
		{"an unknown quality", func(u *geo.Update) { u.Assessment.Quality = "drawn" }, "geometry_quality"},
		{"a negative accuracy", func(u *geo.Update) { u.Assessment.AccuracyM = -1 }, "accuracy_m"},
		{"an accuracy that is no number", func(u *geo.Update) { u.Assessment.AccuracyM = math.NaN() }, "accuracy_m"},
		{"no source", func(u *geo.Update) { u.Sources = nil }, "sources"},
		{"a malformed source", func(u *geo.Update) { u.Sources[0].Grade = "" }, "sources[0].grade"},
		{"an affirm with areas", func(u *geo.Update) { u.Kind = geo.Affirm; u.Sources[0].ObservedAt = at(1) }, "areas"},
		{"an affirm that nobody observed", func(u *geo.Update) { u.Kind = geo.Affirm; u.Areas = nil }, "observed_at"},
		{"a withdraw without a target", func(u *geo.Update) { u.Kind = geo.Withdraw; u.Areas = nil }, "target"},
		{"a withdraw with areas", func(u *geo.Update) { u.Kind = geo.Withdraw; u.Target = 1 }, "areas"},
	})
}

func TestUpdatesThatKindsAllow(t *testing.T) {
	for name, change := range map[string]func(*geo.Update){
		"a paint with an end":          func(u *geo.Update) { u.Valid = span(0, 5) },
		"a replace":                    func(u *geo.Update) { u.Kind = geo.Replace; u.Remainder = geo.HamasHeld },
		"a replace of nothing but one": func(u *geo.Update) { u.Kind = geo.Replace; u.Remainder = geo.HamasHeld; u.Areas = nil },
		"an affirm":                    func(u *geo.Update) { u.Kind = geo.Affirm; u.Areas = nil; u.Sources[0].ObservedAt = at(1) },
		"a withdraw":                   func(u *geo.Update) { u.Kind = geo.Withdraw; u.Areas = nil; u.Target = 1 },
	} {
		u := validUpdate()
		change(&u)
		if err := u.Validate(); err != nil {
			t.Errorf("%s must be valid, got %v", name, err)
		}
		if u.Folds() != (u.Kind == geo.Paint || u.Kind == geo.Replace) {
			t.Errorf("%s: folds is %t", name, u.Folds())
		}
	}
}

func TestAnUpdateWasObservedWhenItsLatestSourceLooked(t *testing.T) {
	u := validUpdate()
	if !u.ObservedAt().IsZero() {
		t.Errorf("no source says when it looked, got %s", u.ObservedAt())
	}
	u.Sources = append(u.Sources, geo.Source{ObservedAt: at(5)}, geo.Source{ObservedAt: at(3)})
	if !u.ObservedAt().Equal(at(5)) {
		t.Errorf("got %s, want %s", u.ObservedAt(), at(5))
	}
}

func TestEnclaveAndSeriesValidate(t *testing.T) {
	enclave := func() geo.Enclave {
		return geo.Enclave{ID: "gaza", Name: geo.English("Gaza Strip"), TimeZone: "Asia/Gaza"}
	}
	refuses(t, enclave, geo.Enclave.Validate, []refusal[geo.Enclave]{
		{"an id in capitals", func(e *geo.Enclave) { e.ID = "Gaza" }, "enclave"},
		{"an id of 41 characters", func(e *geo.Enclave) { e.ID = geo.EnclaveID(strings.Repeat("a", 41)) }, "enclave"},
		{"no name", func(e *geo.Enclave) { e.Name = nil }, "name"},
		{"an empty name in one language", func(e *geo.Enclave) { e.Name = geo.Text{"en": "Gaza", "he": ""} }, "name"},
		{"a time zone that is no place", func(e *geo.Enclave) { e.TimeZone = "Asia/Nowhere" }, "time_zone"},
		{"the machine's own time zone", func(e *geo.Enclave) { e.TimeZone = "Local" }, "time_zone"},
		{"a time zone out of the folder", func(e *geo.Enclave) { e.TimeZone = "../../etc/passwd" }, "time_zone"},
	})
	series := func() geo.Series {
		return geo.Series{Ref: geo.SeriesRef{Enclave: "gaza", Series: "plan"}, Title: geo.English("The plan"), Kind: geo.PlannedSeries}
	}
	refuses(t, series, geo.Series.Validate, []refusal[geo.Series]{
		{"a series without an enclave", func(s *geo.Series) { s.Ref.Enclave = "" }, "enclave"},
		{"a series without a title", func(s *geo.Series) { s.Title = nil }, "title"},
		{"a kind beyond the list", func(s *geo.Series) { s.Kind = "guessed" }, "kind"},
	})
	boundary := func() geo.Boundary {
		return geo.Boundary{
			Ref: geo.BoundaryRef{ID: "osm"}, Enclave: "gaza", Geometry: orb.MultiPolygon{{box(34, 31, 35, 32)}}, Source: validSource(),
		}
	}
	refuses(t, boundary, geo.Boundary.Validate, []refusal[geo.Boundary]{
		{"a boundary without an enclave", func(b *geo.Boundary) { b.Enclave = "" }, "enclave"},
		{"a boundary without an id", func(b *geo.Boundary) { b.Ref.ID = "" }, "boundary"},
		{"a boundary without a polygon", func(b *geo.Boundary) { b.Geometry = nil }, "geometry"},
		{"a boundary without a source", func(b *geo.Boundary) { b.Source = geo.Source{} }, "source.title"},
	})
}

func TestDatedThingsValidate(t *testing.T) {
	figure := func() geo.Figure {
		return geo.Figure{Enclave: "gaza", Kind: "control", Share: 0.53, At: at(0), Precision: geo.ToDay, Controller: geo.IsraeliHeld, Source: validSource()}
	}
	refuses(t, figure, geo.Figure.Validate, []refusal[geo.Figure]{
		{"a figure without an enclave", func(f *geo.Figure) { f.Enclave = "" }, "enclave"},
		{"a figure of nothing", func(f *geo.Figure) { f.Kind = "" }, "kind"},
		{"a share in per cent", func(f *geo.Figure) { f.Share = 53 }, "share"},
		{"a share that is no number", func(f *geo.Figure) { f.Share = math.NaN() }, "share"},
		{"a negative area", func(f *geo.Figure) { f.AreaM2 = -1 }, "area_m2"},
		{"an endless area", func(f *geo.Figure) { f.AreaM2 = math.Inf(1) }, "area_m2"},
		{"a figure without a date", func(f *geo.Figure) { f.At = geo.Interval{}.From }, "at"},
		{"a figure without a precision", func(f *geo.Figure) { f.Precision = "" }, "precision"},
		{"a controller that is no id", func(f *geo.Figure) { f.Controller = "Israel!" }, "controller"},
		{"a figure without a source", func(f *geo.Figure) { f.Source = geo.Source{} }, "source.title"},
	})
	observation := func() geo.Observation {
		return geo.Observation{
			Enclave: "gaza", Kind: "marker", Title: geo.English("Block"), Valid: span(0, -1), Geometry: orb.Point{34.4, 31.5},
			Assessment: validAssessment(), Source: validSource(),
		}
	}
	refuses(t, observation, geo.Observation.Validate, []refusal[geo.Observation]{
		{"an observation without an enclave", func(o *geo.Observation) { o.Enclave = "" }, "enclave"},
		{"an observation of no kind", func(o *geo.Observation) { o.Kind = "" }, "kind"},
		{"an observation without a title", func(o *geo.Observation) { o.Title = nil }, "title"},
		{"an observation of no place", func(o *geo.Observation) { o.Geometry = nil }, "geometry"},
		{"an observation of no time", func(o *geo.Observation) { o.Valid = geo.Interval{} }, "valid.from"},
		{"an observation that is not assessed", func(o *geo.Observation) { o.Assessment = geo.Assessment{} }, "assessment"},
		{"an observation without a source", func(o *geo.Observation) { o.Source = geo.Source{} }, "source.title"},
	})
	milestone := func() geo.Milestone {
		return geo.Milestone{Enclave: "gaza", Title: geo.English("Ceasefire"), At: at(0), Precision: geo.ToMonth, Source: validSource()}
	}
	refuses(t, milestone, geo.Milestone.Validate, []refusal[geo.Milestone]{
		{"a milestone without an enclave", func(m *geo.Milestone) { m.Enclave = "" }, "enclave"},
		{"a milestone without a title", func(m *geo.Milestone) { m.Title = nil }, "title"},
		{"a milestone without a date", func(m *geo.Milestone) { m.At = geo.Interval{}.From }, "at"},
		{"a precision beyond the list", func(m *geo.Milestone) { m.Precision = "year" }, "precision"},
		{"a milestone without a source", func(m *geo.Milestone) { m.Source = geo.Source{} }, "source.title"},
	})
	place := func() geo.Place {
		return geo.Place{Enclave: "gaza", Name: geo.English("Rafah"), Point: orb.Point{34.25, 31.28}, Rank: 1}
	}
	refuses(t, place, geo.Place.Validate, []refusal[geo.Place]{
		{"a place without an enclave", func(p *geo.Place) { p.Enclave = "" }, "enclave"},
		{"a place without a name", func(p *geo.Place) { p.Name = nil }, "name"},
		{"a place in metres", func(p *geo.Place) { p.Point = orb.Point{620000, 3480000} }, "point"},
		{"a place that is no number", func(p *geo.Place) { p.Point = orb.Point{math.NaN(), 31} }, "point"},
		{"a place without a rank", func(p *geo.Place) { p.Rank = 0 }, "rank"},
	})
}

func TestSettingsValidate(t *testing.T) {
	settings := func() geo.Settings {
		s := geo.DefaultSettings("gaza")
		s.Sides = []geo.Side{{ID: "green", Label: geo.English("Green"), Controllers: []geo.ControllerID{geo.IsraeliHeld}}}
		return s
	}
	refuses(t, settings, geo.Settings.Validate, []refusal[geo.Settings]{
		{"settings of no enclave", func(s *geo.Settings) { s.Enclave = "" }, "enclave"},
		{"a controller twice", func(s *geo.Settings) { s.Controllers = append(s.Controllers, s.Controllers[0]) }, "twice"},
		{"a legend without unassigned", func(s *geo.Settings) { s.Controllers = s.Controllers[:2] }, "unassigned"},
		{"a controller both contested and unassigned", func(s *geo.Settings) { s.Controllers[2].Unassigned = true }, "both"},
		{"a controller without a label", func(s *geo.Settings) { s.Controllers[0].Label = nil }, "label"},
		{"a controller without a definition", func(s *geo.Settings) { s.Controllers[0].Definition = nil }, "definition"},
		{"a side that is no id", func(s *geo.Settings) { s.Sides[0].ID = "Green zone" }, "sides[0]"},
		{"a side without a label", func(s *geo.Settings) { s.Sides[0].Label = nil }, "sides[0].label"},
		{"a side of an unknown controller", func(s *geo.Settings) { s.Sides[0].Controllers[0] = "force" }, "sides[0]"},
		{"a side of contested ground", func(s *geo.Settings) { s.Sides[0].Controllers[0] = geo.Contested }, "sides[0]"},
		{"a controller of two sides", func(s *geo.Settings) { s.Sides = append(s.Sides, s.Sides[0]) }, "already"},
		{"a threshold in per cent", func(s *geo.Settings) { s.Thresholds.BeltShare = 25 }, "thresholds.belt_share"},
		{"a negative length", func(s *geo.Settings) { s.Thresholds.EpsilonM = -50 }, "thresholds.epsilon_m"},
	})
}

func TestTheSideOfAController(t *testing.T) {
	s := geo.DefaultSettings("gaza")
	s.Sides = []geo.Side{{ID: "green", Label: geo.English("Green"), Controllers: []geo.ControllerID{geo.IsraeliHeld}}}
	tests := []struct {
		name  string
		id    geo.ControllerID
		side  geo.SideID
		sided bool
	}{
		{"a member of a group belongs to the group", geo.IsraeliHeld, "green", true},
		{"a controller of no group is a side of its own", geo.HamasHeld, "hamas-held", true},
		{"contested ground belongs to no side", geo.Contested, "", false},
		{"unassigned ground belongs to no side", geo.Unassigned, "", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if side, sided := s.SideOf(tt.id); side != tt.side || sided != tt.sided {
				t.Errorf("got %q, %t, want %q, %t", side, sided, tt.side, tt.sided)
			}
		})
	}
}

func TestParseSeriesRef(t *testing.T) {
	ref, err := geo.ParseSeriesRef("gaza-ocha/idf-map")
	if err != nil || ref.String() != "gaza-ocha/idf-map" {
		t.Errorf("got %v, %v", ref, err)
	}
	for _, s := range []string{"", "gaza", "gaza/", "/idf-map", "gaza/idf/map", "Gaza/idf", "gaza/idf\n"} {
		if ref, err := geo.ParseSeriesRef(s); !errors.Is(err, geo.ErrInvalid) {
			t.Errorf("%q must be refused, got %v, %v", s, ref, err)
		}
	}
}

func TestTextInALanguage(t *testing.T) {
	text := geo.Text{"en": "Rafah", "he": "רפיח", "ar": "رفح"}
	for language, want := range map[string]string{"he": "רפיח", "he-IL": "רפיח", "fr": "Rafah", "": "Rafah"} {
		if got := text.In(language); got != want {
			t.Errorf("in %q: got %q, want %q", language, got, want)
		}
	}
	if got := (geo.Text{"he": "רפיח", "ar": "رفح"}).In("fr"); got != "رفح" {
		t.Errorf("without English the first tag counts, got %q", got)
	}
	if got := geo.Text(nil).In("en"); got != "" {
		t.Errorf("no text: got %q", got)
	}
}

func TestAreasOfASnapshot(t *testing.T) {
	s := geo.Snapshot{Zones: []geo.Zone{
		{Label: geo.Label{Controller: geo.IsraeliHeld}, AreaM2: 3},
		{Label: geo.Label{Controller: geo.HamasHeld}, AreaM2: 4},
		{Label: geo.Label{Controller: geo.IsraeliHeld}, AreaM2: 5},
	}}
	if got := s.AreaM2(); got != 12 {
		t.Errorf("got %g m², want 12", got)
	}
	if got := s.AreaByController()[geo.IsraeliHeld]; got != 8 {
		t.Errorf("got %g m², want 8", got)
	}
	if got := s.Controllers(); len(got) != 2 || got[0] != geo.HamasHeld {
		t.Errorf("got %v, want the two in alphabetical order", got)
	}
}
