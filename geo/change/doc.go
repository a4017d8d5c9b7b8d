// Package change says what differs between two snapshots of one enclave: who took which ground from whom, what became of
// the parts of each holder, and how far the fronts moved.
//
// [Compare] returns an [Answer] with all of it, by controller and by side. [Transfers] alone is what a timeline needs of
// each step, [Events] and [Kept] take parts and fronts that the caller may keep from step to step, and [Shares] lays any
// polygons over zones by the same overlay.
//
// # Transfers
//
// T(k→l) is the area of what k held before and l holds after, on the WGS 84 ellipsoid with edges straight in longitude and
// latitude. Rows add up to what each held and columns to what each holds. Turnover over a path is for the caller to sum:
// [Matrix.ChangedM2] of each step over the area of the enclave and the days.
//
// # Events
//
// The events are those of STAMP: C. Robertson, T. A. Nelson, B. Boots and M. A. Wulder, Spatial–temporal analysis of moving
// polygons, Journal of Geographical Systems 9, 2007, with union, division and both as in J. Long, C. Robertson and
// T. Nelson, stampr: Spatial-Temporal Analysis of Moving Polygons in R, Journal of Statistical Software 84, code snippet 1,
// 2018. They are told of the cleaned parts that package split lists; parts before and after are linked if they share a
// minimum mapping unit, or half of the smaller.
//
// # Displacement
//
// Points at most 25 m apart along the later front are measured to the nearest place of the earlier front of the same two
// holders, in the metric reference system: the discrete form of the directed distance of Huttenlocher, Klanderman and
// Rucklidge, Comparing images using the Hausdorff distance, IEEE Transactions on Pattern Analysis and Machine Intelligence
// 15, 1993. Median and 95th percentile are by length, the Hausdorff distance goes both ways and takes the vertices in. Net
// advance is the ground that one took from the other, net, over the length of the later front: it tells who gained where
// distance cannot. Contested and unassigned ground belongs to no side; its fronts are listed after the direct ones and
// marked, so that two sides with a contested belt between them have the two fronts of the belt.
//
// # Limits
//
// The package has no geometry library: projections and buffers come through [Metric]. Ground may span 107 degrees and not
// cross the antimeridian. Geometry is for drawing: areas are not those of its rounded vertices. On schematic shapes whole
// percentages, events without areas, and the ground as it was drawn are given; [Answer] names what is left out.
package change
