package server

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"math"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"

	"splitline/geo"
	"splitline/internal/answer"
	"splitline/internal/store"
)

// putReferences puts a set of two areas, of which one reaches outside the enclave, and a set of four points.
func (w *world) putReferences(t testing.TB) {
	t.Helper()
	area := func(code string, p orb.Polygon, people float64) geo.NamedArea {
		ground := orb.MultiPolygon{p}
		return geo.NamedArea{
			Code: code, Name: geo.Text{"en": "Quarter " + code, "ar": "حي"}, Geometry: ground, AreaM2: geo.AreaM2(ground),
			Values: geo.ReferenceValues{"population": people}, Properties: json.RawMessage(`{"P_CODE":"` + code + `"}`),
		}
	}
	point := func(code string, lon float64, beds ...float64) geo.Place {
		p := geo.Place{Code: code, Name: geo.English(code), Point: orb.Point{lon, 31.25}, Rank: 6}
		if len(beds) > 0 {
			p.Values = geo.ReferenceValues{"beds": beds[0]}
		}
		return p
	}
	set := func(id geo.ReferenceID, column, unit string) geo.ReferenceSet {
		return geo.ReferenceSet{
			Enclave: enclaveID, ID: id, Source: source("Atlas"), Digest: string(id),
			Columns: []geo.ReferenceColumn{{Name: column, Unit: unit, At: firstDay, Precision: geo.ToDay, Source: source("Census")}},
		}
	}
	w.write(t, func(ctx context.Context, tx store.Writer) error {
		areas := []geo.NamedArea{
			area("=A1", rectangle(34.25, 31.22, 34.35, 31.28), 1000), area("B2", rectangle(34.35, 31.22, 34.45, 31.28), 500),
		}
		if err := tx.PutAreas(ctx, set("quarters", "population", "people"), areas); err != nil {
			return err
		}
		return tx.PutPlaces(ctx, set("clinics", "beds", "beds"), []geo.Place{
			point("C1", 34.25, 10), point("C2", 34.2995), point("C3", 34.35, 5), point("C4", 34.5, 1),
		})
	})
}

func askAreas(t *testing.T, h http.Handler, query string) answer.Areas {
	t.Helper()
	return decode[answer.Areas](t, get(h, seriesURL+"/areas"+query))
}

func TestAreasAreToldByController(t *testing.T) {
	w := newWorld(t)
	w.putReferences(t)
	h := newServer(t, w).Handler()
	told := askAreas(t, h, "?datetime=2025-10-20")
	if told.Set != "quarters" || told.PointSet != "clinics" || len(told.Sets) != 2 || told.Schematic {
		t.Errorf("it is about %q and %q of %d sets", told.Set, told.PointSet, len(told.Sets))
	}
	type share struct {
		ID      geo.ControllerID
		Percent float64
	}
	got := make(map[string][]share)
	for _, a := range told.Areas {
		for _, c := range a.Controllers {
			got[a.Code] = append(got[a.Code], share{c.ID, c.Percent})
		}
		got[a.Code] = append(got[a.Code], share{"", a.OutsidePercent})
	}
	want := map[string][]share{
		"=A1": {{geo.IsraeliHeld, 50}, {geo.HamasHeld, 50}, {"", 0}},
		"B2":  {{geo.IsraeliHeld, 50}, {"", 50}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	people := told.Areas[0].Columns[0]
	if people.Assumption != "assumes even spread" || math.Abs(people.Controllers[0].Value-500) > 0.1 || people.Source.Title != "Census" {
		t.Errorf("people %+v", people)
	}
	if total := told.Totals[0]; total.Value != 1500 || math.Abs(total.OutsideValue-250) > 0.1 {
		t.Errorf("total %+v", total)
	}
	later := askAreas(t, h, "?datetime=2025-11-20").Areas[0]
	if later.Controllers[0].Percent != 70 {
		t.Errorf("when the front has moved %g %% are Israeli-held", later.Controllers[0].Percent)
	}
}

func TestPointsAreCountedByController(t *testing.T) {
	w := newWorld(t)
	w.putReferences(t)
	told := askAreas(t, newServer(t, w).Handler(), "?datetime=2025-10-20")
	beds := func(sum float64, missing int) []answer.ColumnSum {
		return []answer.ColumnSum{{Name: "beds", Unit: "beds", Sum: sum, Missing: missing}}
	}
	want := []answer.PointCount{
		{Controller: geo.IsraeliHeld, Count: 1, Columns: beds(5, 0)}, {Controller: geo.HamasHeld, Count: 2, Uncertain: 1, Columns: beds(10, 1)},
	}
	if diff := cmp.Diff(want, told.Points); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(&answer.PointCount{Count: 1, Columns: beds(1, 0)}, told.PointsOutside); diff != "" {
		t.Errorf("outside (-want +got):\n%s", diff)
	}
}

func TestWithoutSetsThePlacesNamedOneByOneAreCounted(t *testing.T) {
	told := askAreas(t, newServer(t, newWorld(t)).Handler(), "?datetime=2025-10-20")
	if len(told.Areas) != 0 || told.Set != "" || len(told.Sets) != 0 || len(told.Points) != 1 || told.Points[0].Count != 1 {
		t.Errorf("got %+v", told)
	}
}

func TestSetsAreAnsweredAsOfARecordedTime(t *testing.T) {
	w := newWorld(t)
	h := newServer(t, w).Handler()
	before := askAreas(t, h, "?datetime=2025-10-20")
	w.putReferences(t)
	then := before.AsOf.Format("2006-01-02T15:04:05.999999Z07:00")
	if told := askAreas(t, h, "?datetime=2025-10-20&as-of="+then); len(told.Areas) != 0 {
		t.Errorf("as of before there are %d areas", len(told.Areas))
	}
	now := askAreas(t, h, "?datetime=2025-10-20&revision=1")
	if len(now.Areas) != 2 || !now.AsOf.After(before.AsOf.Time) {
		t.Errorf("now there are %d areas, as of %s", len(now.Areas), now.AsOf)
	}
	again := askAreas(t, h, "?datetime=2025-10-20&as-of="+now.AsOf.Format("2006-01-02T15:04:05.999999Z07:00"))
	if diff := cmp.Diff(now.Areas, again.Areas); diff != "" {
		t.Errorf("asked again as of %s (-want +got):\n%s", now.AsOf, diff)
	}
}

func TestAreasAreNeverForEver(t *testing.T) {
	w := newWorld(t)
	answered := get(newServer(t, w).Handler(), seriesURL+"/areas?datetime=2025-10-20&revision=1")
	if cache := answered.Header().Get("Cache-Control"); cache != "no-cache" || answered.Header().Get("Etag") == "" {
		t.Errorf("Cache-Control is %q", cache)
	}
}

func TestAreasAsATable(t *testing.T) {
	w := newWorld(t)
	w.putReferences(t)
	answered := get(newServer(t, w).Handler(), seriesURL+"/areas?datetime=2025-10-20&f=csv")
	if got := answered.Header().Get("Content-Disposition"); got != `attachment; filename="strip-reported-areas-2025-10-20.csv"` {
		t.Errorf("Content-Disposition is %s", got)
	}
	records, err := csv.NewReader(answered.Body).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	header := strings.Join(records[0], " ")
	for _, column := range []string{"area_km2", "outside_area_km2", "share_israeli-held", "area_km2_hamas-held", "points", "population_people", "population_people_outside", "beds_beds"} {
		if !strings.Contains(header, column) {
			t.Errorf("no column %s in %s", column, header)
		}
	}
	rows := make([]string, 0, len(records))
	for _, record := range records[1:] {
		rows = append(rows, strings.Join(record[:5], " "))
	}
	want := []string{"area quarters '=A1 Quarter =A1 ", "area quarters B2 Quarter B2 ", "points clinics   israeli-held", "points clinics   hamas-held", "points clinics   outside"}
	if diff := cmp.Diff(want, rows); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestAQuestionAboutAreasThatHasNoAnswer(t *testing.T) {
	w := newWorld(t)
	w.putReferences(t)
	h := newServer(t, w).Handler()
	tests := []struct {
		query  string
		status int
		says   string
	}{
		{"?datetime=2020-01-01", http.StatusNotFound, "its first update"},
		{"?set=blocks", http.StatusNotFound, "there is quarters"},
		{"?points=quarters", http.StatusNotFound, "there is clinics"},
		{"?set=Blocks!", http.StatusBadRequest, "set"},
		{"?f=html", http.StatusBadRequest, "must be json or csv"},
		{"?revision=1&as-of=2025-10-20", http.StatusBadRequest, "not both"},
	}
	for _, tt := range tests {
		if answered := get(h, seriesURL+"/areas"+tt.query); answered.Code != tt.status || !strings.Contains(answered.Body.String(), tt.says) {
			t.Errorf("%s is %d: %s", tt.query, answered.Code, answered.Body)
		}
	}
}
