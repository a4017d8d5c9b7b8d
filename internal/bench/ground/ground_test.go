package ground

import (
	"encoding/json"
	"math"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"
	"github.com/paulmach/orb/planar"

	"splitline/geo"
)

func TestAFrontMovesOneStretchAndKeepsEveryOtherVertex(t *testing.T) {
	var before Move
	for date, move := range (Front{Dates: 50, Seed: 3}).Moves() {
		if date > 0 {
			moved := 0
			for i := range move.Line {
				if move.Line[i] != before.Line[i] {
					moved++
				}
			}
			if moved == 0 || moved >= stretchVertices {
				t.Errorf("date %d: %d vertices moved, want 1 to %d", date, moved, stretchVertices-1)
			}
			checkGain(t, date, before, move)
		}
		before = move
	}
}

// checkGain holds the ground that changed hands against the ground east of both lines.
func checkGain(t *testing.T, date int, before, move Move) {
	t.Helper()
	grown := planar.Area(move.East()) - planar.Area(before.East())
	if gained := planar.Area(move.Gained); math.Abs(math.Abs(grown)-gained) > 1e-9 {
		t.Errorf("date %d: the east grew by %g, but %g changed hands", date, grown, gained)
	}
	if move.EastGains != (grown > 0) {
		t.Errorf("date %d: east gains is %t, but it grew by %g", date, move.EastGains, grown)
	}
}

func TestAFrontDrawnAnewKeepsNoStretch(t *testing.T) {
	var before orb.LineString
	for date, move := range (Front{Dates: 10, Redrawn: true, Seed: 3}).Moves() {
		for i := range before {
			if move.Line[i] == before[i] {
				t.Errorf("date %d: vertex %d stayed", date, i)
			}
		}
		before = move.Line
	}
}

func TestAFrontCrossesTheEnclaveAndNeverItself(t *testing.T) {
	outline := Outline().Bound()
	for _, redrawn := range []bool{false, true} {
		for date, move := range (Front{Dates: 200, Redrawn: redrawn, Seed: 5}).Moves() {
			if first, last := move.Line[0], move.Line[len(move.Line)-1]; first[1] > outline.Min[1] || last[1] < outline.Max[1] {
				t.Fatalf("date %d: from %v to %v does not cross %v", date, first, last, outline)
			}
			for i := 1; i < len(move.Line); i++ {
				if move.Line[i][1] <= move.Line[i-1][1] {
					t.Fatalf("date %d: vertex %d does not lie north of the one before", date, i)
				}
			}
			if b := move.Line.Bound(); b.Min[0] < outline.Min[0] || b.Max[0] > outline.Max[0] {
				t.Fatalf("date %d: the front %v leaves the enclave %v", date, b, outline)
			}
		}
	}
}

func TestTheSameSeedGivesTheSameGround(t *testing.T) {
	field := Field{Columns: 2, Rows: 2, Vertices: 5, Dates: 3, Seed: 9}
	if diff := cmp.Diff(field.Zones(), field.Zones()); diff != "" {
		t.Errorf("a field differs (-first +second):\n%s", diff)
	}
	if diff := cmp.Diff(Outline(), Outline()); diff != "" {
		t.Errorf("the outline differs (-first +second):\n%s", diff)
	}
}

func TestAFieldIsACoverageAtEveryDate(t *testing.T) {
	field := Field{Columns: 4, Rows: 5, Vertices: 50, Dates: 4, Seed: 3}
	edges := make(map[int64]map[[2]orb.Point]int)
	areas := make(map[int64]float64)
	for _, z := range field.Zones() {
		date := z.Valid.From.Unix()
		if edges[date] == nil {
			edges[date] = make(map[[2]orb.Point]int)
		}
		ring := z.Polygon[0]
		if len(ring) != 4*50+1 || ring.Orientation() != orb.CCW {
			t.Fatalf("zone %d has %d vertices, orientation %d", z.ID, len(ring), ring.Orientation())
		}
		for i := 1; i < len(ring); i++ {
			edges[date][[2]orb.Point{ring[i-1], ring[i]}]++
		}
		areas[date] += z.AreaM2
	}
	whole := geo.PolygonAreaM2(field.Outline())
	for date, directed := range edges {
		alone := 0
		for edge, count := range directed {
			if count != 1 {
				t.Fatalf("edge %v is drawn %d times in one direction", edge, count)
			}
			if directed[[2]orb.Point{edge[1], edge[0]}] == 0 {
				alone++
			}
		}
		if want := 2 * (4 + 5) * 50; alone != want {
			t.Errorf("%d edges have one side, want the %d of the outline", alone, want)
		}
		if math.Abs(areas[date]/whole-1) > 1e-9 {
			t.Errorf("the zones have %g m², the field %g", areas[date], whole)
		}
	}
}

func TestFilesHoldOneAreaADay(t *testing.T) {
	for name, write := range map[string]func(Front, string) ([]string, error){"maps": Front.WriteMaps, "edits": Front.WriteEdits} {
		paths, err := write(Front{Dates: 5, Seed: 1}, t.TempDir())
		if err != nil {
			t.Fatal(err)
		}
		if len(paths) != 5 {
			t.Fatalf("%s: %d files, want 5", name, len(paths))
		}
		for _, path := range paths {
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			var read geojson.FeatureCollection
			if err := json.Unmarshal(text, &read); err != nil {
				t.Fatalf("%s: %v", path, err)
			}
			if len(read.Features) != 1 || planar.Area(read.Features[0].Geometry) <= 0 {
				t.Errorf("%s: %d features", path, len(read.Features))
			}
		}
	}
}
