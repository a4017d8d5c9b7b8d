// Package export writes maps to files, one format a file.
//
// GeoJSON (RFC 7946) stands: the zones of a snapshot as a FeatureCollection, coordinates with seven decimals, outer
// rings counter-clockwise. Features are written one after the other, so memory does not grow with their number.
package export
