package picture

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"splitline/geo"
)

func TestLooksFollowTheLegend(t *testing.T) {
	looks := Looks(append(geo.DefaultControllers(),
		geo.Controller{ID: "disputed", Contested: true}, geo.Controller{ID: "empty", Unassigned: true},
		geo.Controller{ID: "a"}, geo.Controller{ID: "b"}, geo.Controller{ID: "c"}, geo.Controller{ID: "d"}))
	for id, want := range map[geo.ControllerID]Look{
		geo.IsraeliHeld: {"#0072B2", "#56A8DA", Plain},
		geo.HamasHeld:   {"#009E73", "#3FC79B", Dots},
		geo.Contested:   {"#E69F00", "#F2B93B", Diagonal},
		geo.Unassigned:  {"#8A8F98", "#8A8F98", None},
		"disputed":      {"#E69F00", "#F2B93B", Diagonal},
		"empty":         {"#8A8F98", "#8A8F98", None},
		"a":             {"#CC79A7", "#D694B9", Horizontal},
		"b":             {"#D55E00", "#DD7E33", Crosses},
		"c":             {"#F0E442", "#F3E968", Vertical},
		"d":             {"#CC79A7", "#D694B9", Horizontal},
	} {
		if diff := cmp.Diff(want, looks[id]); diff != "" {
			t.Errorf("%s (-want +got):\n%s", id, diff)
		}
	}
}

// The page draws the same with its own tables: what stands in one must stand in the other.
func TestColoursAreThoseOfThePage(t *testing.T) {
	page := ""
	for _, file := range []string{"core/legend.ts", "map/palette.ts", "map/layers.ts", "map/patterns.ts", "core/picture.ts"} {
		text, err := os.ReadFile(filepath.Join("..", "..", "static", "src", filepath.FromSlash(file)))
		if err != nil {
			t.Fatal(err)
		}
		page += string(text)
	}
	for _, look := range Looks(geo.DefaultControllers()) {
		if want := "light: '" + look.Light + "', dark: '" + look.Dark + "', pattern: '" + string(look.Pattern) + "'"; !strings.Contains(page, want) {
			t.Errorf("the page has no look with %s", want)
		}
	}
	for _, want := range []string{
		"further('#CC79A7', 'horizontal')", "further('#D55E00', 'crosses')", "further('#F0E442', 'vertical')",
		"theme === 'light' ? 0.58 : 0.62", "theme === 'light' ? 0.42 : 0.68", "MARGIN = 1 / 64", "MAX_ZOOM = 14",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %s", want)
		}
	}
	for name, p := range map[string]palette{"light": lightPalette(), "dark": darkPalette()} {
		for _, colour := range []string{"ground: '" + p.ground, "boundary: '" + p.boundary, "front: '" + p.front, "casing: '" + p.casing} {
			if !strings.Contains(page, colour) {
				t.Errorf("the page has no %s %s'", name, colour)
			}
		}
	}
}
