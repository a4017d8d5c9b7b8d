// Package geo holds the words of Splitline: who holds which ground of an enclave, from when, according to whom.
//
// The package is pure: no input or output, no database, no HTTP. Every type has a Validate method that names the
// field and the rule it breaks; every error wraps [ErrInvalid].
//
// # Conventions
//
// Coordinates are longitude before latitude in degrees on WGS 84 (OGC CRS84), with seven decimals on the wire
// (RFC 7946 sections 3.1.1 and 11.2). Areas are the exact integral on the WGS 84 ellipsoid with edges straight in
// longitude and latitude. Names carry the unit: AreaM2, AccuracyM. Shares are 0 to 1.
//
// Valid time (ISO 19108) is half-open, [from, to), at a resolution of one second; recorded time is half-open at a
// resolution of one microsecond and is set by the store alone. A zero To is an open end.
package geo
