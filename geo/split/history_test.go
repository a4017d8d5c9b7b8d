package split_test

import (
	"math"
	"testing"

	"splitline/geo"
	"splitline/geo/split"
)

// TestHistory draws the partitions that every measure should tell apart.
func TestHistory(t *testing.T) {
	m := gaza(t)
	states := map[rune]geo.ControllerID{'G': "germany", 'w': "west", 'e': "east", 'b': "british", 'f': "french", 'a': "american", 's': "soviet", 'k': "korea", 'n': "north", 'o': "south"}
	cases := []struct {
		name    string
		picture string
		word    split.Word
		parts   int
		index   float64
	}{
		{"Germany in 1938 is one part", "GGG GGG GGG", split.OneHolder, 1, 1},
		{"Germany in 1945 is four zones", "bbs bbs fas faa", split.Several, 4, 3.79},
		{"Germany in 1960 is two", "wwe wwe www", split.TwoZone, 2, 1.53},
		{"Germany in 1994 is one part", "GGG GGG GGG", split.OneHolder, 1, 1},
		{"Korea before 1945 is one", "kk kk kk kk", split.OneHolder, 1, 1},
		{"Korea from 1945 is two", "nn nn oo oo", split.TwoZone, 2, 2},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			drawn := draw(50000, c.picture)
			drawn.legend = states
			a := measure(t, drawn.input(), m)
			if a.Verdict.Word != c.word {
				t.Errorf("the word is %s, want %s\n%s", a.Verdict.Word, c.word, list(a.Verdict))
			}
			parts := 0
			for _, held := range a.Controllers {
				parts += held.PartCount
			}
			if parts != c.parts {
				t.Errorf("there are %d parts, want %d", parts, c.parts)
			}
			if math.Abs(*a.Measures.SplittingIndex-c.index) > 0.02 {
				t.Errorf("S is %.3f, want %.2f", *a.Measures.SplittingIndex, c.index)
			}
		})
	}
}
