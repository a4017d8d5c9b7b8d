package tiles_test

import (
	"errors"
	"math"
	"testing"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"splitline/tiles"
)

func TestParsePath(t *testing.T) {
	for _, test := range []struct {
		name, path string
		want       tiles.Address
		valid      bool
	}{
		{"the world is one tile at zoom 0", "0/0/0.mvt", tiles.Address{}, true},
		{"the last tile of the deepest zoom", "14/16383/16383.mvt", tiles.Address{Z: 14, X: 16383, Y: 16383}, true},
		{"a column outside the matrix", "3/8/0.mvt", tiles.Address{}, false},
		{"a row outside the matrix", "3/0/8.mvt", tiles.Address{}, false},
		{"a zoom that is not drawn", "15/0/0.mvt", tiles.Address{}, false},
		{"a negative number", "3/-1/0.mvt", tiles.Address{}, false},
		{"a signed number", "3/+1/0.mvt", tiles.Address{}, false},
		{"a leading zero", "03/1/0.mvt", tiles.Address{}, false},
		{"a fraction", "3/1.5/0.mvt", tiles.Address{}, false},
		{"a number that fits no integer", "3/99999999999999999999/0.mvt", tiles.Address{}, false},
		{"another ending", "3/1/0.pbf", tiles.Address{}, false},
		{"no ending", "3/1/0", tiles.Address{}, false},
		{"an ending alone", "3/1/.mvt", tiles.Address{}, false},
		{"too few parts", "1/0.mvt", tiles.Address{}, false},
		{"too many parts", "1/0/0/0.mvt", tiles.Address{}, false},
		{"digits of another script", "3/١/0.mvt", tiles.Address{}, false},
		{"nothing", "", tiles.Address{}, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, err := tiles.ParsePath(test.path)
			if test.valid && (err != nil || got != test.want) {
				t.Fatalf("ParsePath(%q) = %v, %v; want %v", test.path, got, err, test.want)
			}
			if !test.valid && !errors.Is(err, tiles.ErrAddress) {
				t.Fatalf("ParsePath(%q) = %v, %v; want ErrAddress", test.path, got, err)
			}
		})
	}
}

func FuzzParsePath(f *testing.F) {
	for _, seed := range []string{"0/0/0.mvt", "14/9770/6664.mvt", "1/2/3", "//.mvt", "9/1e3/0.mvt", "2/00/1.mvt", "\x00/0/0.mvt"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, path string) {
		a, err := tiles.ParsePath(path)
		if err != nil {
			if !errors.Is(err, tiles.ErrAddress) {
				t.Fatalf("ParsePath(%q): %v is not of kind ErrAddress", path, err)
			}
			return
		}
		if err := a.Validate(); err != nil {
			t.Fatalf("ParsePath(%q) = %v, which is not valid: %v", path, a, err)
		}
		if a.Path() != path {
			t.Fatalf("ParsePath(%q) = %v, written %q", path, a, a.Path())
		}
	})
}

func TestTheTileOfAPointHoldsThePoint(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := orb.Point{rapid.Float64Range(-179.9, 179.9).Draw(t, "longitude"), rapid.Float64Range(-85, 85).Draw(t, "latitude")}
		zoom := tiles.Zoom(rapid.IntRange(0, 14).Draw(t, "zoom"))
		b := tiles.AddressAt(p, zoom).Bound()
		if !b.Pad(1e-9).Contains(p) {
			t.Fatalf("%v is not in %v", p, b)
		}
	})
}

func TestTheWorldsTileReachesTheEndsOfTheProjection(t *testing.T) {
	b := tiles.Address{}.Bound()
	want := orb.Bound{Min: orb.Point{-180, -85.0511287798066}, Max: orb.Point{180, 85.0511287798066}}
	for i := range 2 {
		if math.Abs(b.Min[i]-want.Min[i]) > 1e-9 || math.Abs(b.Max[i]-want.Max[i]) > 1e-9 {
			t.Fatalf("bound of 0/0/0 is %v, want %v", b, want)
		}
	}
}
