package storetest

import (
	"context"
	"encoding/json"
	"time"

	"splitline/geo"
	"splitline/internal/store"
)

// Fill writes to an empty store a small history with something of every kind in it: two dates whose zones cover the
// enclave, a correction of the first, another name, other settings, and what stands beside the zones.
func Fill(ctx context.Context, db store.Store) error {
	for _, write := range []func(context.Context, store.Writer) error{
		fillEnclave, fillFirst, fillSecond, fillCorrection, fillBeside, fillNames, fillReferences, fillOtherAreas,
	} {
		if err := db.Write(ctx, func(w store.Writer) error { return write(ctx, w) }); err != nil {
			return err
		}
	}
	return nil
}

// Answers returns, as indented JSON, all that a store says of what [Fill] wrote: now, and as of each revision.
func Answers(ctx context.Context, db store.Store) (text []byte, err error) {
	var answers []known
	err = db.Read(ctx, func(r store.Reader) error {
		editions, err := r.Editions(ctx, seriesRef())
		if err != nil {
			return err
		}
		moments := []time.Time{{}}
		for _, e := range editions {
			moments = append(moments, e.Recorded.From)
		}
		for _, asOf := range moments {
			k, err := stateIn(ctx, r, seriesRef(), asOf)
			if err != nil {
				return err
			}
			answers = append(answers, k)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return json.MarshalIndent(answers, "", " ")
}

func fillEnclave(ctx context.Context, w store.Writer) error {
	if err := addNamed(ctx, w, enclaveID); err != nil {
		return err
	}
	return w.AddSeries(ctx, geo.Series{Ref: seriesRef(), Title: geo.English("Assessed control"), Kind: geo.AssessedSeries})
}

// halves returns zones that cover the enclave, divided at a square.
func halves(at int, update geo.UpdateID, valid geo.Interval) []geo.Zone {
	return []geo.Zone{
		zone(1, geo.HamasHeld, 0, at, valid, update),
		zone(2, geo.IsraeliHeld, at, squares, valid, update),
	}
}

// dividing returns an update that divides the enclave at a square.
func dividing(id geo.UpdateID, at int, valid geo.Interval) geo.Update {
	update := paint(id, geo.HamasHeld, 0, at, valid)
	other := paint(id, geo.IsraeliHeld, at, squares, valid)
	update.Areas = append(update.Areas, other.Areas...)
	return update
}

func fillFirst(ctx context.Context, w store.Writer) error {
	newest, err := w.Head(ctx, seriesRef(), store.Pin{})
	if err != nil {
		return err
	}
	_, err = w.Publish(ctx, store.Publication{
		Head: newest, Updates: []geo.Update{dividing(1, 5, since(1))}, Added: halves(5, 1, since(1)),
	})
	return err
}

func fillSecond(ctx context.Context, w store.Writer) error {
	return replaceZones(ctx, w, dividing(2, 7, since(8)), append(halves(5, 1, between(1, 8)), halves(7, 2, since(8))...))
}

func fillCorrection(ctx context.Context, w store.Writer) error {
	update := dividing(3, 4, since(1))
	update.Supersedes = 1
	return replaceZones(ctx, w, update, append(halves(4, 3, between(1, 8)), halves(7, 2, since(8))...))
}

// replaceZones publishes an update, closing every zone that holds now.
func replaceZones(ctx context.Context, w store.Writer, update geo.Update, added []geo.Zone) error {
	newest, err := w.Head(ctx, seriesRef(), store.Pin{})
	if err != nil {
		return err
	}
	now, err := w.Zones(ctx, store.ZoneQuery{Series: seriesRef()})
	if err != nil {
		return err
	}
	p := store.Publication{Head: newest, Updates: []geo.Update{update}, Added: added}
	for _, z := range now {
		p.Closed = append(p.Closed, key(z))
	}
	_, err = w.Publish(ctx, p)
	return err
}

func fillBeside(ctx context.Context, w store.Writer) error {
	if err := w.AddFigures(ctx, []geo.Figure{figure(1), figure(8)}); err != nil {
		return err
	}
	if err := w.AddObservations(ctx, []geo.Observation{observation(1), observation(8)}); err != nil {
		return err
	}
	if err := w.AddMilestones(ctx, []geo.Milestone{milestone(1)}); err != nil {
		return err
	}
	if err := w.AddPlaces(ctx, []geo.Place{place(1), place(2)}); err != nil {
		return err
	}
	return w.KeepMeasures(ctx, "k", []byte("v"))
}

func fillNames(ctx context.Context, w store.Writer) error {
	named := enclave()
	named.Name["en"] = "The Northern Strip"
	if err := w.SetEnclave(ctx, named); err != nil {
		return err
	}
	series := geo.Series{Ref: seriesRef(), Title: geo.English("Control as assessed"), Kind: geo.AssessedSeries}
	if err := w.SetSeries(ctx, series); err != nil {
		return err
	}
	settings, err := w.Settings(ctx, enclaveID, time.Time{})
	if err != nil {
		return err
	}
	settings.DefaultSeries, settings.DefaultSeriesReason = seriesID, geo.English("It is assessed.")
	_, err = w.PutSettings(ctx, settings)
	return err
}
