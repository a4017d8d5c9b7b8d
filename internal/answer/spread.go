package answer

import (
	"context"
	"errors"
	"time"

	"splitline/geo"
	"splitline/geo/split"
	"splitline/internal/store"
)

// Spread is how far an answer depends on who gives the account, and on the conventions of the measures. Accounts stand
// side by side: nothing is summed across series.
type Spread struct {
	Enclave         geo.EnclaveID       `json:"enclave"`
	Series          geo.SeriesID        `json:"series"`
	Datetime        Time                `json:"datetime"`
	AsOf            Time                `json:"as_of,omitzero"`
	Revision        geo.Revision        `json:"revision"`
	SettingsVersion geo.SettingsVersion `json:"settings_version"`
	Rule            string              `json:"rule"`
	Boundary        BoundaryRef         `json:"boundary"`
	// Word is that of the series asked about.
	Word split.Word `json:"word"`
	// Accounts are the series that tell what was so, the one asked about among them, and the figures that were published
	// about the state in force. Series that say nothing by then are left out.
	Accounts []Account `json:"accounts"`
	// Planned are the series of plans: they tell of no ground that is held and stand in no range.
	Planned []Account `json:"planned"`
	// Sensitivity is the series asked about with one convention changed.
	Sensitivity []Variation `json:"sensitivity"`
	// WordChanges says that not every account and every variation has the same word.
	WordChanges bool `json:"word_changes"`
	// Ranges are the least and the greatest share of each controller by the accounts, in the order of the legend.
	Ranges   []ShareRange `json:"ranges"`
	Headline string       `json:"headline"`
}

// ShareRange is between which shares the accounts of one controller lie.
type ShareRange struct {
	Controller geo.ControllerID `json:"controller"`
	LeastShare float64          `json:"least_share"`
	MostShare  float64          `json:"most_share"`
}

// Spread answers about an instant. Accounts and boundaries are those recorded by asOf, or the newest if it is zero. It is
// a fault of kind store.ErrNotFound that names the first date if the series has no update by then.
func (s *Service) Spread(ctx context.Context, st *State, at, asOf time.Time) (Spread, error) {
	index, err := st.At(at)
	if err != nil {
		return Spread{}, err
	}
	base, err := s.measure(ctx, st, index)
	if err != nil {
		return Spread{}, err
	}
	defer s.keepSoon(ctx)
	made := Spread{
		Enclave: st.Series.Ref.Enclave, Series: st.Series.Ref.Series, Datetime: At(at), AsOf: At(st.AsOf()),
		Revision: st.Revision, SettingsVersion: st.Settings.Version, Rule: split.Rule, Boundary: wireBoundaryRef(st.Boundary),
		Word: base.Verdict.Word, Accounts: []Account{}, Planned: []Account{}, Sensitivity: []Variation{}, Ranges: []ShareRange{},
	}
	if err := s.addSeries(ctx, &made, st, at, asOf); err != nil {
		return Spread{}, err
	}
	if err := s.addFigures(ctx, &made, st, at, asOf); err != nil {
		return Spread{}, err
	}
	if made.Sensitivity, err = s.sensitivity(ctx, st, index, base, asOf); err != nil {
		return Spread{}, err
	}
	made.judge(st, base)
	return made, nil
}

// addSeries adds the accounts of all series of the enclave.
func (s *Service) addSeries(ctx context.Context, made *Spread, st *State, at, asOf time.Time) error {
	var list []geo.Series
	err := s.store.Read(ctx, func(r store.Reader) (err error) {
		list, err = r.SeriesOf(ctx, st.Enclave.ID)
		return err
	})
	if err != nil {
		return err
	}
	for _, series := range list {
		account, found, err := s.seriesAccount(ctx, st, series.Ref, at, asOf)
		switch {
		case err != nil:
			return err
		case !found:
		case account.SeriesKind == geo.PlannedSeries:
			made.Planned = append(made.Planned, account)
		default:
			made.Accounts = append(made.Accounts, account)
		}
	}
	return nil
}

// seriesAccount returns what a series says of an instant, over the boundary of a state, and whether it says anything.
func (s *Service) seriesAccount(
	ctx context.Context, st *State, ref geo.SeriesRef, at, asOf time.Time,
) (account Account, found bool, err error) {
	other := st
	if ref != st.Series.Ref {
		if other, err = s.State(ctx, ref, store.Pin{AsOf: asOf}); errors.Is(err, store.ErrNotFound) {
			return account, false, nil
		}
		if err == nil {
			other, err = s.Against(ctx, other, st.Boundary.Ref)
		}
		if err != nil {
			return account, false, err
		}
	}
	index := other.Index(at)
	if index == BeforeFirst {
		return account, false, nil
	}
	answer, err := s.measure(ctx, other, index)
	return accountOf(other, index, answer), err == nil, err
}

// addFigures adds the latest figure of each kind about each controller by the instant: like a series it stands until the
// next of its kind.
func (s *Service) addFigures(ctx context.Context, made *Spread, st *State, at, asOf time.Time) error {
	var figures []geo.Figure
	err := s.store.Read(ctx, func(r store.Reader) (err error) {
		figures, err = r.Figures(ctx, st.Enclave.ID, asOf)
		return err
	})
	type topic struct {
		kind       string
		controller geo.ControllerID
	}
	latest := make(map[topic]geo.Figure)
	for _, f := range figures {
		about := topic{f.Kind, f.Controller}
		if before, known := latest[about]; !f.At.After(at) && (!known || !f.At.Before(before.At)) {
			latest[about] = f
		}
	}
	for _, f := range figures {
		if latest[topic{f.Kind, f.Controller}].ID == f.ID {
			made.Accounts = append(made.Accounts, figureAccount(f))
		}
	}
	return err
}
