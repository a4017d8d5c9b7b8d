package split

import (
	"context"

	"github.com/paulmach/orb"
)

// Metric is what the measures need of a geometry library: a projection to metres and back, buffers and intersection.
// Package internal/geos fulfils it; this package brings no library of its own.
//
// Project and Unproject work in one metric CRS that fits the enclave (its UTM zone, or a Lambert azimuthal equal-area
// projection around it), chosen once by the implementation. The other methods take and return geometry of that CRS,
// in metres. Empty ground is an empty or nil multipolygon, never an error: a buffer under which everything vanishes
// returns it with a nil error. Arguments are not changed. Errors are those of the library or of the context. All
// methods can be called from several goroutines at once.
type Metric interface {
	// Project returns ground given in degrees, longitude before latitude on WGS 84, in metres.
	Project(ctx context.Context, degrees orb.MultiPolygon) (orb.MultiPolygon, error)
	// Unproject returns ground given in metres in degrees.
	Unproject(ctx context.Context, metres orb.MultiPolygon) (orb.MultiPolygon, error)
	// ProjectLines returns lines given in degrees in metres, each as it was and in their order.
	ProjectLines(ctx context.Context, degrees orb.MultiLineString) (orb.MultiLineString, error)
	// UnprojectLines returns lines given in metres in degrees.
	UnprojectLines(ctx context.Context, metres orb.MultiLineString) (orb.MultiLineString, error)
	// CRS names the metric reference system, as "EPSG:32636".
	CRS() string
	// Buffer returns the ground within distance metres of the given ground, or with a negative distance the ground
	// farther than that from everything outside it. Corners are round, with at least 8 segments to a quarter circle.
	Buffer(ctx context.Context, ground orb.MultiPolygon, distance float64) (orb.MultiPolygon, error)
	// Intersection returns the ground that both have in common; points and lines in common are left out.
	Intersection(ctx context.Context, a, b orb.MultiPolygon) (orb.MultiPolygon, error)
	// Difference returns the ground of a that b has not.
	Difference(ctx context.Context, a, b orb.MultiPolygon) (orb.MultiPolygon, error)
	// Union returns ground whose polygons may overlap or share edges without the edges within.
	Union(ctx context.Context, ground orb.MultiPolygon) (orb.MultiPolygon, error)
}
