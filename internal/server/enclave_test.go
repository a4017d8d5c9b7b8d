package server

import (
	"context"
	"testing"

	"splitline/geo"
	"splitline/internal/answer"
	"splitline/internal/store"
)

// TestWhatIsPinnedKeepsTheEnclaveOfThen: an enclave can get another time zone and name, but a URL with a revision means
// what it meant before.
func TestWhatIsPinnedKeepsTheEnclaveOfThen(t *testing.T) {
	w := newWorld(t)
	const day, pinned, against = seriesURL + "/split?datetime=2025-11-01", "&revision=2", "&boundary=smaller"
	w.write(t, func(ctx context.Context, tx store.Writer) error {
		smaller := outline("smaller")
		smaller.Geometry[0] = rectangle(34.25, south, east, north)
		smaller.AreaM2 = geo.AreaM2(smaller.Geometry)
		_, err := tx.AddBoundary(ctx, smaller)
		return err
	})
	h := newServer(t, w).Handler()
	before := get(h, day+pinned).Body.String()
	tile := get(h, tileURL()+"?revision=2").Body.String()
	if told := decode[answer.Split](t, get(h, day+against)); told.Datetime.Format("15:04") != "21:59" {
		t.Errorf("against a boundary the day ends at %s, want 21:59 UTC in the old time zone", told.Datetime)
	}
	w.write(t, func(ctx context.Context, tx store.Writer) error {
		return tx.SetEnclave(ctx, geo.Enclave{ID: enclaveID, Name: geo.English("Renamed"), TimeZone: "Pacific/Kiritimati"})
	})
	if told := decode[answer.Split](t, get(h, day+against)); told.Datetime.Format("15:04") != "09:59" {
		t.Errorf("against a boundary the day now ends at %s", told.Datetime)
	}
	h = newServer(t, w).Handler()
	if told := decode[answer.Split](t, get(h, day)); told.Datetime.Format("15:04") != "09:59" {
		t.Errorf("the day now ends at %s, want 09:59 UTC in the new time zone", told.Datetime)
	}
	if get(h, tileURL()).Body.String() != tile {
		t.Error("the newest tile differs from that of its revision")
	}
	if after := get(h, day+pinned).Body.String(); after != before {
		t.Errorf("was %s\nis %s", before, after)
	}
	if get(h, tileURL()+"?revision=2").Body.String() != tile {
		t.Error("the tile of the revision has changed")
	}
}
