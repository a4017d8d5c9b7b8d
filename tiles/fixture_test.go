package tiles_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"

	"splitline/tiles"
)

// fixtureFeature is a feature of the fixture as any decoder must read it: coordinates in tile units, rings closed.
type fixtureFeature struct {
	ID         any            `json:"id"`
	Type       string         `json:"type"`
	Properties map[string]any `json:"properties"`
	Geometry   orb.Geometry   `json:"geometry"`
}

// TestTheFixtureForOtherDecodersIsCurrent keeps testdata/fixture/tile.mvt, with what it holds in tile.json, for
// decoders in other languages to be tried on.
func TestTheFixtureForOtherDecodersIsCurrent(t *testing.T) {
	set := newSet(t, village())
	data := encode(t, set, tiles.AddressAt(orb.Point{34.25, 31.25}, 9), tiles.AllDates())
	compareFixture(t, "tile.mvt", data)
	layers := make(map[string][]fixtureFeature)
	for name, l := range decode(t, data) {
		for _, f := range l.Features {
			layers[name] = append(layers[name], fixtureFeature{f.ID, f.Geometry.GeoJSONType(), f.Properties, f.Geometry})
		}
	}
	described, err := json.MarshalIndent(layers, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	compareFixture(t, "tile.json", append(described, '\n'))
}

func compareFixture(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", "fixture", name)
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Fatalf("%s differs (-want +got):\n%s", name, diff)
	}
}
