package export_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"math"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"

	"splitline/geo"
	"splitline/internal/export"
)

func snapshot() geo.Snapshot {
	ring := func(w, e float64) orb.Ring { return orb.Ring{{w, 31.2}, {e, 31.2}, {e, 31.3}, {w, 31.3}, {w, 31.2}} }
	hole := orb.Ring{{34.21, 31.21}, {34.21, 31.22}, {34.22, 31.22}, {34.22, 31.21}, {34.21, 31.21}}
	from := time.Date(2025, 10, 10, 9, 0, 0, 0, time.UTC)
	zone := func(id geo.ZoneID, controller geo.ControllerID, p orb.Polygon) geo.Zone {
		return geo.Zone{
			ID: id, Label: geo.Label{Controller: controller, Basis: geo.Stated}, Valid: geo.Interval{From: from},
			Polygon: p, AreaM2: geo.PolygonAreaM2(p), Updates: geo.UpdatesOf(1),
		}
	}
	return geo.Snapshot{Zones: []geo.Zone{
		zone(1, geo.HamasHeld, orb.Polygon{ring(34.2, 34.3), hole}),
		zone(2, geo.IsraeliHeld, orb.Polygon{ring(34.3, 34.4)}),
	}}
}

func TestGeoJSONIsReadBackAsItWasWritten(t *testing.T) {
	var file bytes.Buffer
	want := snapshot()
	if err := export.GeoJSON(&file, want); err != nil {
		t.Fatal(err)
	}
	features, err := geo.ParseFeatureCollection(file.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	if len(features) != len(want.Zones) {
		t.Fatalf("%d features of %d zones", len(features), len(want.Zones))
	}
	for i, f := range features {
		if diff := cmp.Diff(orb.Geometry(want.Zones[i].Polygon), f.Geometry); diff != "" {
			t.Errorf("zone %d (-want +got):\n%s", want.Zones[i].ID, diff)
		}
	}
}

func TestAnEmptySnapshotIsAnEmptyCollection(t *testing.T) {
	var file bytes.Buffer
	if err := export.GeoJSON(&file, geo.Snapshot{}); err != nil {
		t.Fatal(err)
	}
	var collection struct {
		Type     string
		Features []any
	}
	if err := json.Unmarshal(file.Bytes(), &collection); err != nil || collection.Type != "FeatureCollection" || collection.Features == nil {
		t.Errorf("%s: %v", file.Bytes(), err)
	}
}

func TestACoordinateThatIsNotANumberIsRefused(t *testing.T) {
	broken := snapshot()
	broken.Zones[1].Polygon[0][0][0] = math.NaN()
	err := export.GeoJSON(&bytes.Buffer{}, broken)
	if !errors.Is(err, geo.ErrInvalid) || !strings.Contains(err.Error(), "zone 2") {
		t.Errorf("got %v", err)
	}
}

// full is a writer that takes a number of bytes and then no more.
type full struct{ room int }

func (f *full) Write(b []byte) (int, error) {
	if len(b) > f.room {
		return 0, os.ErrClosed
	}
	f.room -= len(b)
	return len(b), nil
}

func TestTheErrorOfTheWriterIsReturned(t *testing.T) {
	var file bytes.Buffer
	if err := export.GeoJSON(&file, snapshot()); err != nil {
		t.Fatal(err)
	}
	for room := range file.Len() {
		if err := export.GeoJSON(&full{room}, snapshot()); !errors.Is(err, os.ErrClosed) {
			t.Errorf("with room for %d bytes of %d: %v", room, file.Len(), err)
		}
	}
}

func TestFormats(t *testing.T) {
	for _, f := range export.Formats() {
		if found, known := export.FormatOf(f.Ending); !known || found.MediaType != f.MediaType || !strings.Contains(export.Endings(), f.Ending) {
			t.Errorf("%s is not found", f.Ending)
		}
	}
	for _, ending := range []string{"", "GEOJSON", "docx", "geojson.gz"} {
		if _, known := export.FormatOf(ending); known {
			t.Errorf("%q is known", ending)
		}
	}
}

func BenchmarkGeoJSON(b *testing.B) {
	s := snapshot()
	var file bytes.Buffer
	b.ReportAllocs()
	for b.Loop() {
		file.Reset()
		if err := export.GeoJSON(&file, s); err != nil {
			b.Fatal(err)
		}
	}
}
