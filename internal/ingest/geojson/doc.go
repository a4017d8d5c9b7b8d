// Package geojson reads GeoJSON as it is found in the wild: a FeatureCollection, a Feature, a bare geometry, a text
// sequence of them (RFC 8142), or one to a line. It is lenient where the meaning is clear and says so, and refuses by
// file, feature and rule where it is not.
//
// It reads the member crs of the 2008 format, which RFC 7946 section 4 took out, and leaves the transformation to its
// caller. Positions beyond longitude and latitude are dropped. Rings are neither closed nor turned here; package
// repair does that. Nothing here panics on foreign input.
//
// A file is read feature by feature and never further than [Limits] allow, so that no file takes more than some times
// their bytes of memory. Objects have 10,000 members at most, lists and objects lie at most 10,000 deep in one another
// and collections of geometries 8; what holds nothing (an empty ring, a null) counts as a position. A member that stands
// twice with different values is refused. Compressed files are not unpacked; those, and other formats that begin in a way
// of their own, are refused by name.
//
// Own files, which keep RFC 7946 to the letter, are read and written by package geo.
package geojson
