package split

import (
	"cmp"
	"context"
	"math"
	"slices"

	"splitline/geo"
)

// analysis is the ground of a survey under one grouping, exact and cleaned.
type analysis struct {
	*survey
	grouping
	// partOf is the part of each face after the cleaning.
	partOf []*piece
	// groundM2 is H, the ground of all sides, and squaresM4 is Σ a² over their parts.
	groundM2, squaresM4 float64
}

// analyse cleans a copy of the coverage under a grouping and lists the parts of every holder.
func (s *survey) analyse(ctx context.Context, g grouping) (*analysis, error) {
	a := &analysis{survey: s, grouping: g, partOf: make([]*piece, len(s.mesh.faces))}
	parts, err := clean(ctx, newPieces(s.mesh, g.ownerOf), cleaning{
		minimumM2: s.Settings.Thresholds.MinimumMappingUnitKm2 * 1e6,
		epsilonM:  s.Settings.Thresholds.EpsilonM,
		vanishes:  s.vanishes,
	})
	if err != nil {
		return nil, err
	}
	for _, p := range parts {
		h := &a.holders[p.owner]
		h.parts = append(h.parts, p)
		h.areaM2 += p.areaM2
		for _, f := range p.faces {
			a.partOf[f] = p
		}
	}
	for _, h := range a.holders {
		slices.SortFunc(h.parts, largestFirst)
		if h.sided {
			a.groundM2 += h.areaM2
			a.squaresM4 += squares(h.parts)
		}
	}
	a.addErrors()
	return a, nil
}

func largestFirst(p, q *piece) int {
	if c := cmp.Compare(q.areaM2, p.areaM2); c != 0 {
		return c
	}
	return p.compare(q)
}

func squares(parts []*piece) float64 {
	var sum float64
	for _, p := range parts {
		sum += p.areaM2 * p.areaM2
	}
	return sum
}

// addErrors gives every holder the ground between its frontlines and where they may lie within their accuracy. Of two
// accuracies the coarser counts. A frontline without one leaves the error of both holders not stated, as 0.
func (a *analysis) addErrors() {
	unstated := make([]bool, len(a.holders))
	for _, e := range a.mesh.edges {
		if e.left == outside || e.right == outside || a.ownerOf[e.left] == a.ownerOf[e.right] {
			continue
		}
		accuracy := math.Max(a.mesh.faces[e.left].accuracyM, a.mesh.faces[e.right].accuracyM)
		for _, f := range []int{e.left, e.right} {
			a.holders[a.ownerOf[f]].errorM2 += e.lengthM * accuracy
			unstated[a.ownerOf[f]] = unstated[a.ownerOf[f]] || accuracy == 0
		}
	}
	for i := range a.holders {
		if unstated[i] {
			a.holders[i].errorM2 = 0
		}
	}
}

// measures returns the figures of the whole enclave.
func (a *analysis) measures() Measures {
	var m Measures
	var exactM2, exactSquares float64
	for _, h := range a.holders {
		switch {
		case h.sided:
			exactM2 += h.exactM2
			exactSquares += h.exactM2 * h.exactM2
		case h.contested:
			m.ContestedShare += h.exactM2 / a.enclaveM2
		default:
			m.UnassignedShare += h.exactM2 / a.enclaveM2
		}
	}
	if a.groundM2 > 0 {
		m.SplittingIndex = ptr(a.groundM2 * a.groundM2 / a.squaresM4)
		m.Division = ptr(1 - a.squaresM4/(a.groundM2*a.groundM2))
		m.EffectiveMeshKm2 = ptr(geo.Km2(a.squaresM4 / a.groundM2))
		m.SidesAreaKm2 = ptr(geo.Km2(a.groundM2))
	}
	if exactM2 > 0 {
		m.EffectiveHolders = ptr(exactM2 * exactM2 / exactSquares)
	}
	return m
}

// shownMeasures returns the shares of ground of no side as they are shown, and no other figure.
func (a *analysis) shownMeasures(holdings []Holding) Measures {
	var m Measures
	for i, h := range a.holders {
		switch {
		case h.contested:
			m.ContestedShare += holdings[i].Percent / 100
		case !h.sided:
			m.UnassignedShare += holdings[i].Percent / 100
		}
	}
	return m
}

func ptr(v float64) *float64 { return &v }

// exactShares returns the share of the enclave of each holder in the exact coverage.
func (a *analysis) exactShares() []float64 {
	shares := make([]float64, len(a.holders))
	for i, h := range a.holders {
		shares[i] = h.exactM2 / a.enclaveM2
	}
	return shares
}

// holdings returns the figures of each holder, in the order of the holders.
func (a *analysis) holdings(ctx context.Context, decimals int) ([]Holding, error) {
	shares := a.exactShares()
	percent := Percent(shares, decimals)
	holdings := make([]Holding, len(a.holders))
	for i, h := range a.holders {
		holdings[i] = Holding{
			AreaKm2: geo.Km2(h.exactM2), Share: shares[i], Percent: percent[i],
			ShareError: h.errorM2 / a.enclaveM2, PartCount: len(h.parts), Parts: a.listParts(h.parts),
			LargestPartShare: h.mainM2() / a.enclaveM2,
		}
		if len(h.parts) > 0 {
			holdings[i].Fragmentation = h.areaM2 * h.areaM2 / squares(h.parts)
		}
	}
	a.addShapes(holdings)
	return holdings, a.addNecks(ctx, holdings)
}

func (a *analysis) listParts(pieces []*piece) []Part {
	parts := make([]Part, len(pieces))
	for i, p := range pieces {
		inside := a.mesh.pointIn(p)
		parts[i] = Part{AreaKm2: geo.Km2(p.areaM2), Lon: inside[0], Lat: inside[1]}
	}
	return parts
}

// addShapes adds what the lengths of edges say of the cleaned ground: enclosure and compactness.
func (a *analysis) addShapes(holdings []Holding) {
	edgeM, frontM := make([]float64, len(a.holders)), make([]float64, len(a.holders))
	vertices := make(map[*piece]int)
	for _, e := range a.mesh.edges {
		left, right := a.part(e.left), a.part(e.right)
		if left == right {
			continue
		}
		front := left != nil && right != nil && a.holders[left.owner].sided && a.holders[right.owner].sided
		for _, p := range []*piece{left, right} {
			if p == nil {
				continue
			}
			vertices[p]++
			edgeM[p.owner] += e.lengthM
			if front {
				frontM[p.owner] += e.lengthM
			}
		}
	}
	for i, h := range a.holders {
		if h.sided && edgeM[i] > 0 {
			holdings[i].Enclosure = ptr(frontM[i] / edgeM[i])
		}
		if len(h.parts) > 0 {
			holdings[i].PolsbyPopper = 4 * math.Pi * h.mainM2() / (h.parts[0].edgeM * h.parts[0].edgeM)
			holdings[i].PolsbyPopperVertices = vertices[h.parts[0]]
		}
	}
}

// part returns the part a face belongs to, or nil for the outside.
func (a *analysis) part(f int) *piece {
	if f == outside {
		return nil
	}
	return a.partOf[f]
}

// frontlines returns the length of the edge that the ground of each two sides shares in the exact coverage, and of the
// line between them through contested ground. On schematic shapes there are none.
func (a *analysis) frontlines(ctx context.Context) ([]Frontline, error) {
	if a.schematic() {
		return nil, nil
	}
	direct := make(map[pair]float64)
	for _, e := range a.mesh.edges {
		if e.left == outside || e.right == outside || a.ownerOf[e.left] == a.ownerOf[e.right] {
			continue
		}
		if left, right := a.holders[a.ownerOf[e.left]], a.holders[a.ownerOf[e.right]]; left.sided && right.sided {
			direct[pairOf(left, right)] += e.lengthM
		}
	}
	through, err := a.throughContested(ctx)
	if err != nil {
		return nil, err
	}
	for sides := range through {
		direct[sides] += 0
	}
	lines := make([]Frontline, 0, len(direct))
	for sides, metres := range direct {
		lines = append(lines, Frontline{
			A: sides[0], B: sides[1], DirectKm: metres / 1000, ThroughContestedKm: through[sides] / 1000,
		})
	}
	slices.SortFunc(lines, func(l, k Frontline) int {
		return cmp.Or(cmp.Compare(l.A, k.A), cmp.Compare(l.B, k.B))
	})
	return lines, nil
}
