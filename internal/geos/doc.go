// Package geos combines, buffers, projects and judges geometry with GEOS and PROJ by way of SpatiaLite in memory.
//
// [Open] gives a pool of in-memory SpatiaLite connections; each operation borrows one, so a [GEOS] and a [Metric]
// are safe for use by many goroutines. Geometry goes in and comes out as well-known binary (OGC 06-103r4 section 8.2)
// and nothing is ever stored. Coordinates are longitude before latitude in degrees (SRID 4326), except inside a
// [Metric], which works in metres of one projected reference system.
//
// SpatiaLite answers NULL both for an empty result and for a failure. Every operation here tells them apart: an empty
// result is an empty multipolygon, a failure is an error of kind [ErrGeometry] with the words of GEOS.
//
// Limits: GEOS works in floating point, so results of neighbouring operations do not match vertex for vertex. A
// coverage is made by package coverage, never here. Z and M are not carried.
package geos
