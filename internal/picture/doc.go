// Package picture draws the zones of one date as an SVG image: the plain picture that the page shows before its map is
// there, and instead of it where the browser cannot draw one.
//
// The picture is in spherical Mercator (EPSG:3857), as web maps are, so that it lies exactly under the map. It has the
// ground within the boundary, the zones in the colours and patterns of the legend, the boundary, and the frontlines
// with their casing. It has no text but its title, no script, and refers to nothing outside of itself (SVG 2, W3C
// Candidate Recommendation 2018, section 2.2.6: secure static mode). Colours follow the reader's light or dark scheme
// by a media query. Lines are as wide as the map's at any size of the image (SVG 2, section 8.13: vector effects).
//
// The image shows more than the bounds of the boundary: a [Margin] of them on each side, for the lines on its edge.
//
// Lines are simplified to half a pixel of the size drawn for, once for both zones beside them, so that no gap opens;
// unlike tiles they are not kept from touching where they come closer than that. A zone narrower than half a pixel may
// vanish. Whole enclaves are drawn, not parts: at a high zoom an outline of very many vertices makes a large file.
package picture
