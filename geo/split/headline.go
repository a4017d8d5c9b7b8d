package split

import (
	"fmt"
	"slices"
	"strings"

	"splitline/geo"
)

// headline says the word in plain English. Percentages are whole: the exact ones stand in the lists.
func (a *analysis) headline(v Verdict) string {
	switch v.Word {
	case Unresolved:
		unheld := a.wholePercent(func(h holder) bool { return !h.sided })
		return fmt.Sprintf("Unresolved: %.0f %% contested or unassigned", unheld)
	case OneHolder:
		return "One holder: " + a.wholeShares()
	case Belt:
		return "Belt along the boundary: " + a.wholeShares()
	case Several:
		return "Several zones: " + a.wholeShares()
	case Cut:
		return a.cutHeadline(v.Cuts)
	case TwoZone:
		return "Two-zone" + a.contestedBelt() + ": " + a.wholeShares()
	default:
		return "Mixed: " + a.wholeShares()
	}
}

// wholeShares names every side with its share, in the order of the holders.
func (a *analysis) wholeShares() string {
	percent := Percent(a.exactShares(), 0)
	var names []string
	for i, h := range a.holders {
		if h.sided {
			names = append(names, fmt.Sprintf("%s %.0f %%", h.label, percent[i]))
		}
	}
	return strings.Join(names, ", ")
}

// wholePercent sums the shown percentages of the holders that fit.
func (a *analysis) wholePercent(fits func(holder) bool) float64 {
	var sum float64
	for i, percent := range Percent(a.exactShares(), 0) {
		if fits(a.holders[i]) {
			sum += percent
		}
	}
	return sum
}

// contestedBelt names contested ground that is shown as one percent or more.
func (a *analysis) contestedBelt() string {
	contested := a.wholePercent(func(h holder) bool { return h.contested })
	if contested < 1 {
		return ""
	}
	return fmt.Sprintf(" with a contested belt of %.0f %%", contested)
}

// cutHeadline says whose ground is cut, into how many parts and where: by latitude where the enclave is taller than
// wide, else by longitude.
func (a *analysis) cutHeadline(cuts []CutGround) string {
	bound := a.Boundary.Geometry.Bound()
	east, north := metresPerDegree(bound.Center()[1]) //nolint:misspell // a name of orb
	tall := (bound.Top()-bound.Bottom())*north >= (bound.Right()-bound.Left())*east
	var sentences []string
	for _, c := range cuts {
		i := slices.IndexFunc(a.holders, func(h holder) bool { return h.sided && geo.SideID(h.id) == c.Side })
		var places []string
		for _, p := range c.Places {
			places = append(places, p.name(tall))
		}
		places = slices.Compact(places)
		sentences = append(sentences, fmt.Sprintf("%s ground cut in %s near %s",
			a.holders[i].label, numberWord(c.Parts), strings.Join(places, " and ")))
	}
	return strings.Join(sentences, "; ")
}

// name gives one coordinate of the place: the latitude in a tall enclave, the longitude in a wide one.
func (p Place) name(tall bool) string {
	if tall {
		return degrees(p.Lat, "N", "S")
	}
	return degrees(p.Lon, "E", "W")
}

func degrees(value float64, positive, negative string) string {
	if value < 0 {
		return fmt.Sprintf("%.2f° %s", -value, negative)
	}
	return fmt.Sprintf("%.2f° %s", value, positive)
}

func numberWord(n int) string {
	words := []string{"two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"}
	if n >= 2 && n-2 < len(words) {
		return words[n-2]
	}
	return fmt.Sprint(n)
}
