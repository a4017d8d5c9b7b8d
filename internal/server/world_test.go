package server

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"splitline/geo"
	"splitline/geo/split"
	"splitline/internal/geos"
	"splitline/internal/store"
	"splitline/internal/store/spatialite"
)

// The world of the tests: one enclave, a rectangle of 20 by 10 hundredths of a degree; the series "reported" with a
// front that moves once, and the series "plan" that says nothing yet.
const (
	enclaveID = geo.EnclaveID("strip")
	west      = 34.2
	south     = 31.2
	east      = 34.4
	north     = 31.3
)

var (
	reported = geo.SeriesRef{Enclave: enclaveID, Series: "reported"}
	plan     = geo.SeriesRef{Enclave: enclaveID, Series: "plan"}

	firstDay  = time.Date(2025, 10, 10, 9, 0, 0, 0, time.UTC)
	secondDay = time.Date(2025, 11, 1, 0, 0, 0, 0, time.UTC)
	thirdDay  = time.Date(2025, 12, 1, 0, 0, 0, 0, time.UTC)
	today     = time.Date(2026, 1, 15, 12, 0, 0, 0, time.UTC)
)

// world is a store with its content and what the tests need besides.
type world struct {
	store  *spatialite.Store
	metric func(orb.Bound) split.Metric
}

// filled returns the bytes of a database with the content of the world, made once.
var filled = sync.OnceValues(func() (file []byte, err error) {
	ctx := context.Background()
	folder, err := os.MkdirTemp("", "splitline-world-")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	path := filepath.Join(folder, "splitline.db")
	opened, err := spatialite.Open(ctx, path, spatialite.Options{})
	if err != nil {
		return nil, err
	}
	w := &world{store: opened}
	if err := errors.Join(w.fill(ctx), opened.Close()); err != nil {
		return nil, err
	}
	return os.ReadFile(path)
})

func newWorld(t testing.TB) *world {
	t.Helper()
	ctx := context.Background()
	file, err := filled()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "splitline.db")
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	library, err := geos.Open(ctx)
	if err != nil {
		t.Fatal(err)
	}
	opened, err := spatialite.Open(ctx, path, spatialite.Options{Readers: 2})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := errors.Join(opened.Close(), library.Close()); err != nil {
			t.Error(err)
		}
	})
	return &world{store: opened, metric: func(b orb.Bound) split.Metric { return library.Metric(geos.MetricCRS(b)) }}
}

func (w *world) write(t testing.TB, f func(context.Context, store.Writer) error) {
	t.Helper()
	ctx := context.Background()
	if err := w.store.Write(ctx, func(tx store.Writer) error { return f(ctx, tx) }); err != nil {
		t.Fatal(err)
	}
}

func (w *world) fill(ctx context.Context) error {
	err := w.store.Write(ctx, func(tx store.Writer) error {
		settings := geo.DefaultSettings(enclaveID)
		settings.Sides = []geo.Side{{ID: "green", Label: geo.English("Green zone"), Controllers: []geo.ControllerID{geo.IsraeliHeld}}}
		settings.Boundary = geo.BoundaryRef{ID: "outline", Version: 1}
		enclave := geo.Enclave{ID: enclaveID, Name: geo.Text{"en": "The Strip", "ar": "القطاع"}, TimeZone: "Asia/Gaza"}
		if err := tx.AddEnclave(ctx, enclave, outline("outline"), settings); err != nil {
			return err
		}
		for _, s := range []geo.Series{
			{Ref: reported, Title: geo.English("As reported"), Kind: geo.ReportedSeries},
			{Ref: plan, Title: geo.English("The plan"), Kind: geo.PlannedSeries},
		} {
			if err := tx.AddSeries(ctx, s); err != nil {
				return err
			}
		}
		settings.DefaultSeries, settings.DefaultSeriesReason = "reported", geo.English("No party's own claim.")
		if _, err := tx.PutSettings(ctx, settings); err != nil {
			return err
		}
		return addDated(ctx, tx)
	})
	if err != nil {
		return err
	}
	before := front(34.3, geo.Interval{From: firstDay}, 1)
	if _, err := w.tryPublish(ctx, "Ceasefire", []geo.Update{replace(34.3)}, nil, before); err != nil {
		return err
	}
	after := append(front(34.3, geo.Interval{From: firstDay, To: secondDay}, 1), front(34.28, geo.Interval{From: secondDay}, 1, 2)...)
	_, err = w.tryPublish(ctx, "The front moves", []geo.Update{paint(34.28, secondDay)}, before, after)
	return err
}

// addDated adds a figure, a milestone, a place and an observation.
func addDated(ctx context.Context, tx store.Writer) error {
	err := tx.AddFigures(ctx, []geo.Figure{{
		Enclave: enclaveID, Kind: "control", Share: 0.53, AreaM2: 194.5e6, At: firstDay, Precision: geo.ToDay,
		Controller: geo.IsraeliHeld, Source: source("Map of the line"), Note: geo.English("As announced."),
	}})
	if err != nil {
		return err
	}
	err = tx.AddMilestones(ctx, []geo.Milestone{{
		Enclave: enclaveID, Title: geo.English("Ceasefire"), At: firstDay, Precision: geo.ToInstant, Source: source("News"),
	}})
	if err != nil {
		return err
	}
	err = tx.AddPlaces(ctx, []geo.Place{{
		Enclave: enclaveID, Name: geo.Text{"en": "Middle"}, Point: orb.Point{34.3, 31.25}, Rank: 1, Source: "Gazetteer",
	}})
	if err != nil {
		return err
	}
	return tx.AddObservations(ctx, []geo.Observation{{
		Enclave: enclaveID, Kind: "marker", Title: geo.English("Block 7"), Valid: geo.Interval{From: firstDay.AddDate(0, 0, 3)},
		Geometry:   orb.Point{34.301, 31.25},
		Assessment: geo.Assessment{Level: geo.Confirmed, AccuracyM: 10, Quality: geo.Surveyed}, Source: source("Field report"),
	}})
}

// publish publishes updates, whose ids it sets; closed rows are named by id and interval.
func (w *world) publish(t testing.TB, title string, updates []geo.Update, closed, added []geo.Zone) geo.Revision {
	t.Helper()
	revision, err := w.tryPublish(context.Background(), title, updates, closed, added)
	if err != nil {
		t.Fatal(err)
	}
	return revision
}

func (w *world) tryPublish(
	ctx context.Context, title string, updates []geo.Update, closed, added []geo.Zone,
) (revision geo.Revision, err error) {
	err = w.store.Write(ctx, func(tx store.Writer) error {
		head, err := tx.Head(ctx, reported, store.Pin{})
		if err != nil {
			return err
		}
		for i := range updates {
			updates[i].ID = head.NextUpdate + geo.UpdateID(i)
		}
		rows, err := tx.Zones(ctx, store.ZoneQuery{Series: reported})
		if err != nil {
			return err
		}
		publication := store.Publication{Head: head, Edition: geo.Edition{Title: title}, Updates: updates, Added: added}
		for _, z := range rows {
			same := func(c geo.Zone) bool { return z.ID == c.ID && z.Valid.Equal(c.Valid) }
			if slices.ContainsFunc(closed, same) {
				publication.Closed = append(publication.Closed, store.ZoneKey{ID: z.ID, ValidFrom: z.Valid.From, RecordedFrom: z.Recorded.From})
			}
		}
		revision, err = tx.Publish(ctx, publication)
		return err
	})
	return revision, err
}

// affirm publishes that nothing has changed: a new revision of the same zones.
func (w *world) affirm(t testing.TB, observed time.Time) geo.Revision {
	t.Helper()
	u := geo.Update{
		Series: reported, Kind: geo.Affirm, Valid: geo.Interval{From: observed}, FromPrecision: geo.ToInstant,
		Assessment: traced(), Sources: []geo.Source{source("Second look")},
	}
	u.Sources[0].ObservedAt = observed
	return w.publish(t, "Looked again", []geo.Update{u}, nil, nil)
}

func traced() geo.Assessment {
	return geo.Assessment{Level: geo.Reported, AccuracyM: 100, Quality: geo.Traced}
}

func source(title string) geo.Source {
	return geo.Source{
		Title: title, Publisher: "Survey Office", URL: "https://example.org/map", Grade: "B2", ObservedAt: firstDay,
		Licence: "CC-BY-4.0", Language: "en",
	}
}

func rectangle(w, s, e, n float64) orb.Polygon {
	return orb.Polygon{{{w, s}, {e, s}, {e, n}, {w, n}, {w, s}}}
}

func outline(id string) geo.Boundary {
	ground := orb.MultiPolygon{rectangle(west, south, east, north)}
	return geo.Boundary{
		Ref: geo.BoundaryRef{ID: id}, Enclave: enclaveID, Geometry: ground, AreaM2: geo.AreaM2(ground), Source: source("Outline"),
	}
}

// front returns the two zones on the sides of a front at a longitude: Hamas-held in the west, Israeli-held in the east.
func front(at float64, valid geo.Interval, updates ...geo.UpdateID) []geo.Zone {
	w, e := rectangle(west, south, at, north), rectangle(at, south, east, north)
	return []geo.Zone{
		{
			ID: 1, Label: geo.Label{Controller: geo.HamasHeld, Assessment: traced(), Basis: geo.Remainder}, Valid: valid,
			Polygon: w, AreaM2: geo.PolygonAreaM2(w), Updates: geo.UpdatesOf(1),
		},
		{
			ID: 2, Label: geo.Label{Controller: geo.IsraeliHeld, Assessment: traced(), Basis: geo.Stated}, Valid: valid,
			Polygon: e, AreaM2: geo.PolygonAreaM2(e), Updates: geo.UpdatesOf(updates...),
		},
	}
}

func replace(at float64) geo.Update {
	return geo.Update{
		Series: reported, Kind: geo.Replace, Valid: geo.Interval{From: firstDay}, FromPrecision: geo.ToInstant,
		Areas:     []geo.Area{{Name: "east", Controller: geo.IsraeliHeld, Geometry: orb.MultiPolygon{rectangle(at, south, 34.5, north)}}},
		Remainder: geo.HamasHeld, Assessment: traced(), Sources: []geo.Source{source("Map of the line")},
	}
}

func paint(at float64, from time.Time) geo.Update {
	return geo.Update{
		Series: reported, Kind: geo.Paint, Valid: geo.Interval{From: from}, FromPrecision: geo.ToDay,
		Areas:      []geo.Area{{Name: "advance", Controller: geo.IsraeliHeld, Geometry: orb.MultiPolygon{rectangle(at, south, 34.35, north)}}},
		Assessment: traced(), Sources: []geo.Source{source("Second map")}, Note: "moved west",
	}
}
