// Package split measures how divided the ground of an enclave is and says in one word whether it is splitting.
//
// [Measure] takes one snapshot, the boundary it was folded over and the settings of the enclave, and returns an
// [Answer]: shares, parts, the fragmentation measures of landscape ecology, frontlines, and the verdict of rule v1 with
// every condition, its value and its threshold. [Chain] says of successive states since when the word holds. [Percent]
// and [Decimals] are the rounding rule of every share that is shown.
//
// # Exact and cleaned
//
// Shares, areas and frontlines come from the exact coverage. Parts, and all that rests on them, come from a cleaned
// copy: a connected piece that is smaller than the minimum mapping unit, or into which no disk of radius epsilon fits,
// goes to the neighbour with which it shares the longest edge. Areas still add up. Pieces are judged whole, so a narrow
// corridor stays as long as it hangs together with thick ground of its holder. Ground that touches at a point alone is
// not connected.
//
// # Sources
//
// Splitting index, division, effective mesh size and fragmentation: J. A. G. Jaeger, Landscape division, splitting
// index, and effective mesh size, Landscape Ecology 15, 2000, pages 115–130. Share, number of parts, largest part:
// K. McGarigal, FRAGSTATS (PLAND, NP, LPI). Effective holders: M. Laakso and R. Taagepera, Comparative Political
// Studies 12, 1979. Compactness: D. D. Polsby and R. D. Popper, Yale Law and Policy Review 9, 1991. Opening:
// J. Serra, Image Analysis and Mathematical Morphology, 1982. The thresholds of the verdict are a convention of this
// product, kept in the settings of the enclave.
//
// # Limits
//
// The package has no geometry library: buffers and projection come through [Metric]. Enclaves across the antimeridian
// or around a pole are not supported. On schematic shapes only words, rounded shares and the number of parts are given.
package split
