package answer

import "splitline/geo"

// Source is where a statement comes from; what is not known is left out.
type Source struct {
	Title       string           `json:"title"`
	Publisher   string           `json:"publisher,omitempty"`
	Affiliation geo.ControllerID `json:"affiliation,omitempty"`
	URL         string           `json:"url,omitempty"`
	ArchiveURL  string           `json:"archive_url,omitempty"`
	Grade       geo.Grade        `json:"grade,omitempty"`
	ObservedAt  Time             `json:"observed_at,omitzero"`
	PublishedAt Time             `json:"published_at,omitzero"`
	RetrievedAt Time             `json:"retrieved_at,omitzero"`
	Licence     string           `json:"licence,omitempty"`
	Language    string           `json:"language,omitempty"`
}

// BoundaryRef names the boundary that shares are computed against.
type BoundaryRef struct {
	ID      string  `json:"id"`
	Version int     `json:"version"`
	AreaKm2 float64 `json:"area_km2"`
}

// Boundary is one version of a boundary with its source.
type Boundary struct {
	BoundaryRef
	Source       Source `json:"source"`
	RecordedFrom Time   `json:"recorded_from,omitzero"`
}

// Controller is a class of the legend.
type Controller struct {
	ID         geo.ControllerID `json:"id"`
	Label      geo.Text         `json:"label"`
	Definition geo.Text         `json:"definition"`
	Contested  bool             `json:"contested"`
	Unassigned bool             `json:"unassigned"`
	// Force says that it is an international force; left out if not.
	Force bool `json:"force,omitempty"`
}

// Side is a named group of controllers.
type Side struct {
	ID          geo.SideID         `json:"id"`
	Label       geo.Text           `json:"label"`
	Controllers []geo.ControllerID `json:"controllers"`
}

// Milestone is a dated event beside the timeline.
type Milestone struct {
	ID        int64         `json:"id"`
	Title     geo.Text      `json:"title"`
	At        Time          `json:"at"`
	Precision geo.Precision `json:"precision"`
	Phase     string        `json:"phase,omitempty"`
	Note      geo.Text      `json:"note,omitempty"`
	Source    Source        `json:"source"`
}

// Figure is a published share without a shape.
type Figure struct {
	ID         int64            `json:"id"`
	Kind       string           `json:"kind"`
	Share      float64          `json:"share"`
	AreaKm2    float64          `json:"area_km2,omitempty"`
	At         Time             `json:"at"`
	Precision  geo.Precision    `json:"precision"`
	Controller geo.ControllerID `json:"controller,omitempty"`
	Source     Source           `json:"source"`
	Note       geo.Text         `json:"note,omitempty"`
}

// Update is a dated statement with its sources, without its shape.
type Update struct {
	ID              geo.UpdateID        `json:"id"`
	Kind            geo.UpdateKind      `json:"kind"`
	ValidFrom       Time                `json:"valid_from,omitzero"`
	ValidTo         Time                `json:"valid_to,omitzero"`
	Precision       geo.Precision       `json:"valid_from_precision,omitempty"`
	Assessment      geo.AssessmentLevel `json:"assessment,omitempty"`
	AccuracyM       float64             `json:"accuracy_m,omitempty"`
	GeometryQuality geo.GeometryQuality `json:"geometry_quality,omitempty"`
	Note            string              `json:"note,omitempty"`
	Sources         []Source            `json:"sources"`
	RecordedFrom    Time                `json:"recorded_from,omitzero"`
	Edition         geo.EditionID       `json:"edition,omitempty"`
}

func wireSource(s geo.Source) Source {
	return Source{
		Title: s.Title, Publisher: s.Publisher, Affiliation: s.Affiliation, URL: s.URL, ArchiveURL: s.ArchiveURL,
		Grade: s.Grade, ObservedAt: At(s.ObservedAt), PublishedAt: At(s.PublishedAt), RetrievedAt: At(s.RetrievedAt),
		Licence: s.Licence, Language: s.Language,
	}
}

func wireBoundaryRef(b geo.Boundary) BoundaryRef {
	return BoundaryRef{ID: b.Ref.ID, Version: b.Ref.Version, AreaKm2: geo.Km2(b.AreaM2)}
}

func wireBoundary(b geo.Boundary) Boundary {
	return Boundary{BoundaryRef: wireBoundaryRef(b), Source: wireSource(b.Source), RecordedFrom: At(b.Recorded.From)}
}

func wireController(c geo.Controller) Controller {
	return Controller{
		ID: c.ID, Label: c.Label, Definition: c.Definition, Contested: c.Contested, Unassigned: c.Unassigned,
		Force: c.Force,
	}
}

func wireMilestone(m geo.Milestone) Milestone {
	return Milestone{
		ID: m.ID, Title: m.Title, At: At(m.At), Precision: m.Precision, Phase: m.Phase, Note: m.Note,
		Source: wireSource(m.Source),
	}
}

func wireFigure(f geo.Figure) Figure {
	return Figure{
		ID: f.ID, Kind: f.Kind, Share: f.Share, AreaKm2: geo.Km2(f.AreaM2), At: At(f.At), Precision: f.Precision,
		Controller: f.Controller, Source: wireSource(f.Source), Note: f.Note,
	}
}

func wireUpdate(u geo.Update) Update {
	return Update{
		ID: u.ID, Kind: u.Kind, ValidFrom: At(u.Valid.From), ValidTo: At(u.Valid.To), Precision: u.FromPrecision,
		Assessment: u.Assessment.Level, AccuracyM: u.Assessment.AccuracyM, GeometryQuality: u.Assessment.Quality,
		Note: u.Note, Sources: each(u.Sources, wireSource), RecordedFrom: At(u.Recorded.From), Edition: u.Edition,
	}
}

// each returns the list of what f makes of every element; it is empty and not nil if there are none.
func each[A, B any](list []A, f func(A) B) []B {
	made := make([]B, 0, len(list))
	for _, a := range list {
		made = append(made, f(a))
	}
	return made
}
