package ingest_test

import (
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"

	"splitline/geo"
	"splitline/internal/ingest"
	"splitline/internal/ingest/geojson"
	"splitline/internal/ingest/report"
)

// TestBombsAreRefused gives an import files that would take long, or the memory of the machine, if they were taken. Each
// is refused by file, place and rule, nothing is stored, and the memory asked for stays within bounds.
func TestBombsAreRefused(t *testing.T) {
	areas := func(ring string) string {
		return collection(feature(7, `{}`, `{"type":"Polygon","coordinates":[[`+ring+`]]}`))
	}
	cases := []struct {
		name, text string
		feature    string
		rule       report.Rule
		says       string
	}{
		{"a ring of too many positions", areas(repeated("[34.01,31.01]", 20_001)), "feature 0 (id 7)", report.RuleSize, "more than the 20000 positions that are read"},
		{"too many features", `{"type":"FeatureCollection","features":[` + repeated(`{"type":"Feature","properties":null,"geometry":null}`, 5001) + `]}`, "", report.RuleSize, "more than the 5000 features that are read"},
		{"edges that all cross", areas(scribble(3000)), "feature 0 (id 7)", report.RuleCrossing, "cannot be repaired"},
		{"an area over half the Earth", areas(`[-170,-80],[170,-80],[170,80],[-170,80],[-170,-80]`), "feature 0 (id 7)", report.RuleCrossing, "more than the 100 that a grid can take"},
		{"coordinates off the Earth", areas(`[1e300,31],[1e300,32],[-1e300,32],[1e300,31]`), "feature 0 (id 7)", report.RuleCRS, "no degrees"},
		{"a coordinate that is no number of a computer", areas(`[1e999,31],[34,32],[35,32],[1e999,31]`), "feature 0 (id 7)", report.RuleGeoJSON, `number where "1e999`},
		{"not-a-number", areas(`[NaN,31],[34,32],[35,32],[NaN,31]`), "feature 0", report.RuleJSON, "NaN and Infinity are no numbers of JSON"},
		{"a text that goes on", collection(feature(7, `{"name":"`+strings.Repeat("x", 1<<20)+`","name":"y"}`, rectangle(0, 0, 1, 1))), "feature 0 (id 7)", report.RuleGeoJSON, `the member "name" stands twice`},
		{"gzip", "\x1f\x8b\x08\x00\x00\x00\x00\x00", "", report.RuleJSON, "compressed with gzip: unpack it first"},
		{"a reference system that nobody knows", `{"type":"Polygon","crs":"EPSG:999999","coordinates":[[[1,2],[2,3],[3,1],[1,2]]]}`, "feature 0", report.RuleCRS, "EPSG:999999 is not a reference system that PROJ knows"},
		{"two reference systems", `{"type":"Polygon","crs":"EPSG:32636","coordinates":[]} {"type":"Polygon","crs":"EPSG:3857","coordinates":[]}`, "", report.RuleCRS, "declares both EPSG:32636 and EPSG:3857"},
	}
	b := newBench(t)
	ref := b.smallSeries(t)
	options := from(t, "2025-01-01", geo.Contested)
	options.Limits = geojson.Limits{Bytes: 4 << 20, Features: 5000, Positions: 20_000}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			result, err := b.Import(t.Context(), ref, []ingest.Input{file("bomb.geojson", c.text)}, options, nil)
			runtime.ReadMemStats(&after)
			if !errors.Is(err, ingest.ErrRefused) || result.Stored {
				t.Fatalf("error %v, want kind ErrRefused", err)
			}
			refused := result.Report.Of(report.Refused)
			if len(refused) != 1 || refused[0].File != "bomb.geojson" || refused[0].Feature != c.feature ||
				refused[0].Rule != c.rule || !strings.Contains(refused[0].What, c.says) {
				t.Errorf("refused by %v, want one by %s at %q, saying %q", refused, c.rule, c.feature, c.says)
			}
			if used := after.TotalAlloc - before.TotalAlloc; used > 64<<20 {
				t.Errorf("%d bytes of memory were asked for to refuse %d", used, len(c.text))
			}
		})
	}
	if n := len(b.updates(t, ref)); n != 0 {
		t.Errorf("%d updates are stored", n)
	}
}

// TestAFileWithoutAnEndIsRefused reads a file that never ends.
func TestAFileWithoutAnEndIsRefused(t *testing.T) {
	b := newBench(t)
	ref := b.smallSeries(t)
	input := ingest.Input{Name: "endless.geojson", Open: func() (io.ReadCloser, error) { return io.NopCloser(spaces{}), nil }}
	options := from(t, "2025-01-01", geo.Contested)
	options.Limits = geojson.Limits{Bytes: 1 << 20, Features: 10, Positions: 100}
	_, err := b.Import(t.Context(), ref, []ingest.Input{input}, options, nil)
	if !errors.Is(err, ingest.ErrRefused) || !strings.Contains(err.Error(), "endless.geojson: refused (size): the file is larger than the 1048576 bytes") {
		t.Errorf("error %v", err)
	}
}

// TestLimitsCanBeRaised takes a file that the default refuses.
func TestLimitsCanBeRaised(t *testing.T) {
	b := newBench(t)
	ref := b.smallSeries(t)
	text := collection(feature(1, `{}`, rectangle(0, 0, 1, 1)), feature(2, `{}`, rectangle(2, 0, 3, 1)))
	options := from(t, "2025-01-01", geo.Contested)
	for features, taken := range map[int]bool{1: false, 2: true} {
		options.Limits = geojson.Limits{Bytes: 1 << 20, Features: features, Positions: 100}
		result, err := b.Import(t.Context(), ref, []ingest.Input{file("two.geojson", text)}, options, nil)
		if (err == nil) != taken || result.Stored != taken {
			t.Errorf("with %d features allowed: %v", features, err)
		}
	}
}

func TestTheLimitsOfABoundaryCanBeSet(t *testing.T) {
	b := newBench(t)
	n := ingest.NewEnclave{
		Enclave:  geo.Enclave{ID: small, Name: geo.English("Small"), TimeZone: "Asia/Gaza"},
		Boundary: file("frame.geojson", rectangle(0, 0, 10, 10)),
		Limits:   geojson.Limits{Bytes: 1 << 20, Features: 1, Positions: 4},
	}
	if _, _, err := b.AddEnclave(t.Context(), n); !errors.Is(err, ingest.ErrRefused) || !strings.Contains(err.Error(), "more than the 4 positions") {
		t.Errorf("error %v", err)
	}
	n.Limits.Positions = 5
	if _, _, err := b.AddEnclave(t.Context(), n); err != nil {
		t.Error(err)
	}
}

// spaces is white space without an end.
type spaces struct{}

func (spaces) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = ' '
	}
	return len(p), nil
}

func repeated(part string, n int) string {
	return strings.TrimSuffix(strings.Repeat(part+",", n), ",")
}

// scribble returns n positions at random places of the small enclave.
func scribble(n int) string {
	random := rand.New(rand.NewPCG(1, 2))
	points := make([]string, n)
	for i := range points {
		points[i] = fmt.Sprintf("[%.7f,%.7f]", 34+random.Float64()/10, 31+random.Float64()/10)
	}
	return strings.Join(points, ",")
}
