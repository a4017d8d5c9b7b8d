// Package tally tells ground and people by controller: the share of each controller in each area of a reference set,
// points counted and summed, and numbers of areas split by share.
//
// Shares come from the exact overlay of an area with the zones of one snapshot, on the ellipsoid. Ground of an area
// that lies outside the enclave belongs to nobody: it stays in the whole that shares are a part of, and is told. So
// nothing is counted twice and nothing is lost within one area. Areas of a set may overlap; sums over areas are given
// only where they do not.
//
// Splitting a number by the share of ground is areal weighting (Goodchild & Lam, Areal interpolation: a variant of the
// traditional spatial problem, Geo-Processing 1:297–312, 1980). It assumes that what is counted is spread evenly over
// the area, which people are not; every split number says so with [EvenSpread].
//
// One call tells one snapshot: sums across series, or across instants, cannot be asked for.
package tally
