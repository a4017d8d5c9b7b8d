package picture

import (
	"bytes"
	"encoding/xml"
	"errors"
	"flag"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"

	"splitline/geo"
)

var update = flag.Bool("update", false, "renew the golden files")

func TestAPictureIsAsTheGoldenFile(t *testing.T) {
	further := append(geo.DefaultControllers(), geo.Controller{ID: "force"}, geo.Controller{ID: "other"}, geo.Controller{ID: "third"})
	tests := []struct {
		name    string
		content Content
		zoom    int
	}{
		{"three-zones", Content{"Three zones", square(), threeZones(), geo.DefaultControllers()}, Whole},
		{"three-zones-zoom-9", Content{"Three zones", square(), threeZones(), geo.DefaultControllers()}, 9},
		{"outline-alone", Content{"Before the first date", square(), nil, geo.DefaultControllers()}, Whole},
		{"every-look", Content{"Every look", square(), looksInARow(), further}, Whole},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := Draw(tt.content, tt.zoom)
			golden := filepath.Join("testdata", tt.name+".svg")
			if *update {
				if err := os.WriteFile(golden, got, 0o644); err != nil { //nolint:gosec // a golden file is for all to read
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), string(got)); diff != "" {
				t.Errorf("look at the picture and renew it with -update (-want +got):\n%s", diff)
			}
		})
	}
}

// looksInARow is a strip of ground for every look there is, and one for a controller that no legend has.
func looksInARow() (zones []geo.Zone) {
	ids := []geo.ControllerID{geo.IsraeliHeld, geo.HamasHeld, geo.Contested, geo.Unassigned, "force", "other", "third", "unheard-of"}
	for i, id := range ids {
		west := 34.2 + float64(i)*0.0125
		zones = append(zones, zone(id, orb.Polygon{ring(west, 31.2, west+0.0125, 31.3)}))
	}
	return zones
}

// elements returns the name of every element of a document, with its attributes and its text.
func elements(t *testing.T, svg []byte) (names []string, words string) {
	t.Helper()
	var all strings.Builder
	for decoder := xml.NewDecoder(bytes.NewReader(svg)); ; {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			return names, all.String()
		}
		if err != nil {
			t.Fatalf("%v in %s", err, svg)
		}
		switch token := token.(type) {
		case xml.StartElement:
			names = append(names, token.Name.Local)
			for _, a := range token.Attr {
				all.WriteString(a.Name.Local + "=" + a.Value + "\n")
			}
		case xml.CharData:
			all.Write(token)
		}
	}
}

func TestAPictureRunsNothingAndRefersToNothingElse(t *testing.T) {
	title := `</title><script>alert(1)</script> & "quotes"`
	names, words := elements(t, Draw(Content{title, square(), threeZones(), geo.DefaultControllers()}, Whole))
	for _, name := range names {
		switch name {
		case "svg", "title", "style", "pattern", "g", "circle", "path":
		default:
			t.Errorf("there is an element %s", name)
		}
	}
	if !strings.Contains(words, title) {
		t.Errorf("the title is lost in %q", words)
	}
	outside := regexp.MustCompile(`href|@import|url\([^#]`)
	if found := outside.FindString(strings.ReplaceAll(words, title, "")); found != "" {
		t.Errorf("%q refers to something outside", found)
	}
}

func TestBothSidesOfAnEdgeAreDrawnWithTheSamePoints(t *testing.T) {
	d := &drawing{frame: newFrame(square().Bound(), Whole)}
	areas, edges := d.zones(wavy(2000))
	on := make(map[[2]point]int)
	for _, rings := range areas {
		for _, ring := range rings {
			for i, p := range ring {
				on[[2]point{p, ring[(i+1)%len(ring)]}]++
			}
		}
	}
	alone := 0
	for edge := range on {
		if on[[2]point{edge[1], edge[0]}] == 0 {
			alone++
		}
	}
	// The outline of a square with a node in the middle of two of its sides.
	if alone != 6 {
		t.Errorf("%d edges have ground on one side alone, want the 6 of the outline", alone)
	}
	if fronts := linesOf(edges, (*arc).front); len(fronts) != 1 || len(fronts[0]) < 20 {
		t.Errorf("the front is drawn as %d lines", len(fronts))
	}
	if rims := linesOf(edges, (*arc).outer); len(rims) != 2 {
		t.Errorf("the boundary is drawn as %d lines, want 2", len(rims))
	}
}

func TestALongFrontMakesASmallPicture(t *testing.T) {
	svg := Draw(Content{"A long front", square(), wavy(40_000), geo.DefaultControllers()}, Whole)
	if len(svg) > 20_000 {
		t.Errorf("40,000 vertices make %d bytes", len(svg))
	}
}

func BenchmarkDraw(b *testing.B) {
	content := Content{"A long front", square(), wavy(4000), geo.DefaultControllers()}
	b.ReportAllocs()
	for b.Loop() {
		Draw(content, Whole)
	}
}
