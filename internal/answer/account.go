package answer

import (
	"splitline/geo"
	"splitline/geo/split"
)

// AccountKind says what an account is made of.
type AccountKind string

// The kinds of account: the shapes of a series, or a published figure.
const (
	SeriesAccount AccountKind = "series"
	FigureAccount AccountKind = "figure"
)

// Account is what one series or one published figure says of an instant. The members that belong to the other kind are
// left out.
type Account struct {
	Kind AccountKind `json:"kind"`

	Series     geo.SeriesID   `json:"series,omitempty"`
	SeriesKind geo.SeriesKind `json:"series_kind,omitempty"`
	Title      geo.Text       `json:"title,omitempty"`
	Revision   geo.Revision   `json:"revision,omitempty"`
	// ZonesSince is the instant from which the zones of the series are as they are.
	ZonesSince Time `json:"zones_since,omitzero"`
	// Schematic says that the shares are rounded for it.
	Schematic   bool           `json:"schematic,omitempty"`
	Word        split.Word     `json:"word,omitempty"`
	Headline    string         `json:"headline,omitempty"`
	Controllers []AccountShare `json:"controllers,omitempty"`

	ID int64 `json:"id,omitempty"`
	// FigureKind says what the share of a figure is of, in the words of who published it.
	FigureKind string           `json:"figure_kind,omitempty"`
	Controller geo.ControllerID `json:"controller,omitempty"`
	// Share and AreaKm2 are as they were published.
	Share     *float64      `json:"share,omitempty"`
	AreaKm2   float64       `json:"area_km2,omitempty"`
	At        Time          `json:"at,omitzero"`
	Precision geo.Precision `json:"precision,omitempty"`
	Source    *Source       `json:"source,omitempty"`
	Note      geo.Text      `json:"note,omitempty"`

	// InRange says that the account counts for the ranges: a series that is no plan, and a figure that names a controller.
	InRange bool `json:"in_range"`
}

// AccountShare is the share of one controller by an account, with what its stated accuracy leaves open.
type AccountShare struct {
	ID         geo.ControllerID `json:"id"`
	Share      float64          `json:"share"`
	Percent    float64          `json:"percent"`
	ShareError float64          `json:"share_error,omitempty"`
}

func accountOf(st *State, index int, a split.Answer) Account {
	return Account{
		Kind: SeriesAccount, Series: st.Series.Ref.Series, SeriesKind: st.Series.Kind, Title: st.Series.Title,
		Revision: st.Revision, ZonesSince: At(st.Changes[index]), Schematic: a.Schematic, Word: a.Verdict.Word,
		Headline: a.Verdict.Headline, Controllers: accountShares(a), InRange: st.Series.Kind != geo.PlannedSeries,
	}
}

func accountShares(a split.Answer) []AccountShare {
	return each(a.Controllers, func(c split.Controller) AccountShare {
		return AccountShare{ID: c.ID, Share: c.Share, Percent: c.Percent, ShareError: c.ShareError}
	})
}

func figureAccount(f geo.Figure) Account {
	source := wireSource(f.Source)
	return Account{
		Kind: FigureAccount, ID: f.ID, FigureKind: f.Kind, Controller: f.Controller, Share: new(f.Share),
		AreaKm2: geo.Km2(f.AreaM2), At: At(f.At), Precision: f.Precision, Source: &source, Note: f.Note,
		InRange: f.Controller != "",
	}
}

// shareOf returns the share of a controller by an account, and whether the account says one. A series that gives a
// controller no ground says 0.
func (a Account) shareOf(id geo.ControllerID) (float64, bool) {
	if a.Kind == FigureAccount {
		return *a.Share, a.Controller == id
	}
	for _, c := range a.Controllers {
		if c.ID == id {
			return c.Share, true
		}
	}
	return 0, true
}
