// Package repair makes valid polygons (OGC 06-103r4 section 6.1.11.1) of those found in files, and says what it did:
// rings are closed and turned (RFC 7946 section 3.1.6), repeated points and rings without an inside are dropped,
// rings that cross themselves or each other are taken apart.
//
// The repaired ground is what the rings of a polygon enclose an odd number of times; polygons of one multipolygon are
// united. It is noded by package coverage, exactly and on its grid, so a repaired area folds to the very edges that it
// was repaired to. New vertices appear only where edges cross.
package repair
