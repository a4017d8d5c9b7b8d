// Package spatialite keeps a store in one SpatiaLite file (SQLite 3 with the mod_spatialite extension, version 5.0 or
// newer).
//
// # The file
//
// Geometry columns are registered with SRID 4326 and have an R*Tree index, so that QGIS, ogr2ogr and the spatialite
// shell see zones, boundaries, update_areas, observations and places as layers; zones_current is a view of the zones
// that hold in recorded time now. The application id is 0x53504C54 ("SPLT"), the user version is the number of the
// newest migration. Tables are strict, times are UTC ISO 8601 text of fixed width, an open end is NULL. Triggers
// refuse to overwrite a row or to close a recorded time twice, whoever tries.
//
// # Transactions
//
// The file is in WAL mode (https://www.sqlite.org/wal.html): one writer, which begins with BEGIN IMMEDIATE, and a
// pool of readers that never wait for it. Commits are synchronous=FULL: with NORMAL a power failure may lose the last
// acknowledged commits in WAL mode, and an analyst who was told "published" must be able to rely on it. The recorded
// time of a transaction is max(clock, last + 1 µs), kept in the table recorded_clock.
//
// # Limits
//
// WAL needs shared memory: the file must lie on a local disk. Geometry is two-dimensional. Two processes may share a
// file; a writer waits ten seconds for the other before it gives up with [store.ErrBusy].
package spatialite
