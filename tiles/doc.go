// Package tiles draws a revision of a series as Mapbox Vector Tiles.
//
// It holds the tile schema, the addressing, the encoding and the TileJSON document. It does no HTTP and no SQL: the
// caller hands over the [Content] of a revision, gets a [Set], and asks the set for tiles.
//
// # Standards
//
// Tiles follow the Mapbox Vector Tile Specification 2.1: extent 4096, exterior rings of positive area in tile
// coordinates (section 4.3.3.3), interior rings of negative area. Addresses are those of the XYZ scheme on EPSG:3857,
// row 0 in the north (OGC 17-083r4, annex D.1, WebMercatorQuad). The description follows TileJSON 3.0.0.
//
// # Schema 1
//
//   - zones: polygons; id, controller, assessment, from, to, area_km2. The feature id is the zone's id. In a tile asked
//     for with dates a feature is a row. In a tile of all dates it is ground, with the interval through which the zone
//     holds it and without area_km2: the features of an instant are the zone, in pieces. Several features may have the
//     same attributes.
//   - frontlines: lines with a on the left; a, b, from, to. A piece carries the interval through which that very piece
//     lies between a and b, so ground that does not change is not sent once per date.
//   - labels: one point inside each zone, in exactly one tile of a zoom; id, controller, area_km2, from, to. In a tile
//     of all dates a label may outlast rows; its area is then the least of theirs, and none passes a power of two.
//   - observations: points, lines and polygons; id, kind, title (English), from, to.
//   - enclave: the outline; id, name.
//
// Times are Unix seconds; an open end has no to; assessment is absent on ground that no update covers.
//
// # What holds
//
// At every zoom and instant the zones of a tile cover the enclave of that tile without gap or overlap, and every edge
// inside it belongs to exactly two of them, coordinate for coordinate. A tile of all dates, filtered by from ≤ t < to,
// has the ground of the tile of instant t to the unit; ground does not repeat on dates that do not change it. DESIGN.md
// in this folder says why.
//
// # Limits
//
// Zooms 0 to 14. Latitudes within ±85.05 degrees, and an enclave that spans more than 21 degrees is drawn from a
// coarser grid. Content that crosses the antimeridian is not split. Zones must be a coverage on the grid of 1e-7
// degree at every instant, as package coverage makes it.
package tiles
