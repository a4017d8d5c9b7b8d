// Package geojson reads GeoJSON as it is found in the wild: a FeatureCollection, a Feature, a bare geometry, a text
// sequence of them (RFC 8142), or one to a line. It is lenient where the meaning is clear and says so, and refuses by
// file, feature and rule where it is not.
//
// It reads the member crs of the 2008 format, which RFC 7946 section 4 took out, and leaves the transformation to its
// caller. Positions beyond longitude and latitude are dropped. Rings are neither closed nor turned here; package
// repair does that. Features are read one at a time, and never more than [Limits] allow. Nothing here panics on
// foreign input.
//
// Own files, which keep RFC 7946 to the letter, are read and written by package geo.
package geojson
