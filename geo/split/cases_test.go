package split_test

import (
	"strconv"
	"strings"
	"testing"

	"splitline/geo/split"
)

// hundredth is the width in metres of a hundredth of a degree, which lies on the grid exactly.
const hundredth = metresEast / 100

// columns returns a canvas 40 km tall of columns of the given widths in metres, each of one holder by its letter.
func columns(letters string, widths ...float64) canvas {
	return canvas{rows: []string{letters}, widths: widths, heights: []float64{40000}, legend: legend()}
}

// TestSyntheticCases is the table of cases of rule v1, drawn with rectangles in an enclave of 9 by 40 km.
func TestSyntheticCases(t *testing.T) {
	m := gaza(t)
	cases := []struct {
		name     string
		canvas   canvas
		word     split.Word
		headline string
	}{
		{"53 to 47 along one front is two-zone", columns("hi", 4230, 4770), split.TwoZone, "Two-zone: Israeli-held 53 %, Hamas-held 47 %"},
		{"64 to 36 along one front is two-zone", columns("hi", 3240, 5760), split.TwoZone, "Two-zone: Israeli-held 64 %, Hamas-held 36 %"},
		{"70 to 30 along one front is two-zone", columns("hi", 2700, 6300), split.TwoZone, "Two-zone: Israeli-held 70 %, Hamas-held 30 %"},
		{"82 to 18 along one front is two-zone", columns("hi", 1620, 7380), split.TwoZone, "Two-zone: Israeli-held 82 %, Hamas-held 18 %"},
		{"a contested belt of 5 % is named", columns("hci", 3780, 450, 4770), split.TwoZone, "Two-zone with a contested belt of 5 %: Israeli-held 53 %, Hamas-held 42 %"},
		{"a contested belt of 10 % is named", columns("hci", 3330, 900, 4770), split.TwoZone, "Two-zone with a contested belt of 10 %: Israeli-held 53 %, Hamas-held 37 %"},
		{"a contested belt of 20 % is named", columns("hci", 2430, 1800, 4770), split.TwoZone, "Two-zone with a contested belt of 20 %: Israeli-held 53 %, Hamas-held 27 %"},
		{"26 % contested is unresolved", columns("hci", 1890, 2340, 4770), split.Unresolved, "Unresolved: 26 % contested or unassigned"},
		{"exactly 25 % contested is unresolved", columns("hci", hundredth, hundredth, 2*hundredth), split.Unresolved, "Unresolved: 25 % contested or unassigned"},
		{"contested and unassigned count together", columns("huci", 2000, 1200, 1200, 4600), split.Unresolved, "Unresolved: 27 % contested or unassigned"},
		{"a belt of 18 % along the land border is a belt", landBelt("h"), split.Belt, "Belt along the boundary: Israeli-held 18 %, Hamas-held 82 %"},
		{"the same belt around one new authority is a belt", landBelt("a"), split.Belt, "Belt along the boundary: Israeli-held 18 %, Authority-held 82 %"},
		{"a third holder with 8 % makes several", withForce(), split.Several, "Several zones: Israeli-held 45 %, Hamas-held 47 %, Force-held 8 %"},
		{"a corridor cuts the ground it crosses", withCorridor(2000), split.Cut, "Hamas-held ground cut in two near 31.37° N"},
		{"93 to 7 along one front is one-holder", columns("hi", 630, 8370), split.OneHolder, "One holder: Israeli-held 93 %, Hamas-held 7 %"},
		{"exactly 90 % is one-holder", columns("hi", hundredth, 9*hundredth), split.OneHolder, "One holder: Israeli-held 90 %, Hamas-held 10 %"},
		{"one side of 88 % in pieces and one of 12 % beside it", dotted(), split.Mixed, "Mixed: Israeli-held 92 %, Hamas-held 8 %"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			verdict := measure(t, c.canvas.input(), m).Verdict
			if verdict.Word != c.word || verdict.Headline != c.headline {
				t.Errorf("got %s, %q; want %s, %q\n%s", verdict.Word, verdict.Headline, c.word, c.headline, list(verdict))
			}
		})
	}
}

// landBelt returns an enclave with the sea in the west and a belt of 18 % along its other three sides.
func landBelt(rest string) canvas {
	c := draw(1, strings.ReplaceAll("ii hi ii", "h", rest))
	c.widths, c.heights = []float64{7837, 1163}, []float64{1163, 37674, 1163}
	return c
}

// withForce returns 53 to 47 with the south of the Israeli-held part under the force.
func withForce() canvas {
	c := draw(1, "hi hf")
	c.widths, c.heights = []float64{4230, 4770}, []float64{34000, 6000}
	return c
}

// withCorridor returns 53 to 47 with an Israeli-held corridor of the given width from the front to the sea.
func withCorridor(width float64) canvas {
	c := draw(1, "hi ii hi")
	c.widths, c.heights = []float64{4230, 4770}, []float64{20000, width, 20000 - width}
	return c
}

// dotted returns an enclave of which one holder has 92 % in one part of 88 % and islands beyond the other's ground.
func dotted() canvas {
	c := draw(1, "ihi ihh ihi")
	c.widths, c.heights = []float64{7920, 540, 540}, []float64{13000, 14000, 13000}
	return c
}

// list shows the conditions of a verdict for the message of a failed test.
func list(v split.Verdict) string {
	var b strings.Builder
	for _, c := range v.Conditions {
		b.WriteString(string(c.Word) + " " + c.Name + " ")
		if c.Value != nil {
			b.WriteString(format(*c.Value))
		}
		b.WriteString(" " + string(c.Comparison) + " " + format(c.Threshold))
		if c.Pass {
			b.WriteString(" passes")
		}
		b.WriteString("\n")
	}
	return b.String()
}

func format(v float64) string { return strings.TrimRight(strings.TrimRight(sprint(v), "0"), ".") }

func sprint(v float64) string { return strconv.FormatFloat(v, 'f', 6, 64) }
