package ingest_test

import (
	"fmt"
	"strings"
	"testing"

	"splitline/geo"
	"splitline/internal/ingest"
)

// small is an enclave of one tenth of a degree square, with its lower left corner at 34, 31.
const small geo.EnclaveID = "small"

// smallSeries adds the small enclave with one series.
func (b bench) smallSeries(t testing.TB) geo.SeriesRef {
	t.Helper()
	_, _, err := b.AddEnclave(t.Context(), ingest.NewEnclave{
		Enclave:  geo.Enclave{ID: small, Name: geo.English("Small"), TimeZone: "Asia/Gaza"},
		Boundary: ingest.BytesInput("frame.geojson", []byte(rectangle(0, 0, 10, 10))),
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.series(t, small, "test")
}

// rectangle is the GeoJSON of a polygon in hundredths of a degree from 34, 31.
func rectangle(west, south, east, north float64) string {
	at := func(x, y float64) string { return fmt.Sprintf("[%.4f,%.4f]", 34+x/100, 31+y/100) }
	ring := []string{at(west, south), at(east, south), at(east, north), at(west, north), at(west, south)}
	return `{"type":"Polygon","coordinates":[[` + strings.Join(ring, ",") + `]]}`
}

// feature is the GeoJSON of a feature.
func feature(id int, properties, geometry string) string {
	return fmt.Sprintf(`{"type":"Feature","id":%d,"properties":%s,"geometry":%s}`, id, properties, geometry)
}

func collection(features ...string) string {
	return `{"type":"FeatureCollection","features":[` + strings.Join(features, ",") + `]}`
}

// file is content to import under a name.
func file(name, text string) ingest.Input { return ingest.BytesInput(name, []byte(text)) }

// from paints for one controller from a date on.
func from(t testing.TB, date string, controller geo.ControllerID) ingest.Options {
	return ingest.Options{Dating: ingest.Dating{ValidFrom: day(t, date)}, Controller: controller}
}
