package bundle

import (
	"time"

	"splitline/geo"
)

// squareMetresInKm2 turns the km² of files into the m² of the vocabulary.
const squareMetresInKm2 = 1e6

// Scope is what the decoders need to know of the enclave.
type Scope struct {
	Enclave geo.EnclaveID
	// Zone is the time zone in which dates are read.
	Zone *time.Location
	// Settings have the legend that controllers must be in.
	Settings geo.Settings
}

// NewScope returns the scope of an enclave and its settings. It returns an error of kind geo.ErrInvalid if the time
// zone of the enclave is not known.
func NewScope(enclave geo.Enclave, settings geo.Settings) (Scope, error) {
	zone, err := enclave.Location()
	return Scope{Enclave: enclave.ID, Zone: zone, Settings: settings}, err
}

type figureFile struct {
	Kind       string           `json:"kind"`
	Share      *float64         `json:"share"`
	AreaKm2    float64          `json:"area_km2"`
	At         string           `json:"at"`
	Precision  geo.Precision    `json:"precision"`
	Controller geo.ControllerID `json:"controller"`
	Boundary   struct {
		ID      string `json:"id"`
		Version int    `json:"version"`
	} `json:"boundary"`
	Source sourceFile `json:"source"`
	Note   geo.Text   `json:"note"`
}

type milestoneFile struct {
	Title     geo.Text      `json:"title"`
	At        string        `json:"at"`
	Precision geo.Precision `json:"precision"`
	Phase     string        `json:"phase"`
	Source    sourceFile    `json:"source"`
	Note      geo.Text      `json:"note"`
}

// DecodeFigures reads the content of figures.json. It returns an error of kind geo.ErrInvalid that names the figure,
// counted from 0, and the rule.
func DecodeFigures(scope Scope, data []byte) ([]geo.Figure, error) {
	var file struct {
		Figures []figureFile `json:"figures"`
	}
	if err := decode(data, &file); err != nil {
		return nil, err
	}
	figures := make([]geo.Figure, len(file.Figures))
	for i, f := range file.Figures {
		var err error
		if figures[i], err = f.figure(scope); err != nil {
			return nil, in(err, "figures[%d]", i)
		}
	}
	return figures, nil
}

func (f figureFile) figure(scope Scope) (geo.Figure, error) {
	if f.Share == nil {
		return geo.Figure{}, invalidf("share: must be given")
	}
	at, precision, err := start(f.At, f.Precision, scope.Zone)
	if err != nil {
		return geo.Figure{}, in(err, "at")
	}
	source, err := f.Source.source(scope.Zone)
	if err != nil {
		return geo.Figure{}, err
	}
	figure := geo.Figure{
		Enclave: scope.Enclave, Kind: f.Kind, Share: *f.Share, AreaM2: f.AreaKm2 * squareMetresInKm2, At: at,
		Precision: precision, Controller: f.Controller, Source: source, Note: f.Note,
		Boundary: geo.BoundaryRef{ID: f.Boundary.ID, Version: f.Boundary.Version},
	}
	if err := inLegend(scope.Settings, "controller", f.Controller); err != nil {
		return figure, err
	}
	return figure, check(scope, source, f.Note, figure.Validate)
}

// DecodeMilestones reads the content of milestones.json. It returns an error of kind geo.ErrInvalid that names the
// milestone, counted from 0, and the rule.
func DecodeMilestones(scope Scope, data []byte) ([]geo.Milestone, error) {
	var file struct {
		Milestones []milestoneFile `json:"milestones"`
	}
	if err := decode(data, &file); err != nil {
		return nil, err
	}
	milestones := make([]geo.Milestone, len(file.Milestones))
	for i, f := range file.Milestones {
		var err error
		if milestones[i], err = f.milestone(scope); err != nil {
			return nil, in(err, "milestones[%d]", i)
		}
	}
	return milestones, nil
}

func (f milestoneFile) milestone(scope Scope) (geo.Milestone, error) {
	at, precision, err := start(f.At, f.Precision, scope.Zone)
	if err != nil {
		return geo.Milestone{}, in(err, "at")
	}
	source, err := f.Source.source(scope.Zone)
	if err != nil {
		return geo.Milestone{}, err
	}
	milestone := geo.Milestone{
		Enclave: scope.Enclave, Title: f.Title, At: at, Precision: precision, Phase: f.Phase, Note: f.Note, Source: source,
	}
	return milestone, check(scope, source, f.Note, milestone.Validate)
}

// check does what the dated things have in common: the thing itself, its note, and its source's affiliation.
func check(scope Scope, source geo.Source, note geo.Text, validate func() error) error {
	if err := validate(); err != nil {
		return err
	}
	if len(note) > 0 {
		if err := note.Validate("note"); err != nil {
			return err
		}
	}
	return inLegend(scope.Settings, "source.affiliation", source.Affiliation)
}
