// Package coverage divides the ground within an outline into labelled faces without gap or overlap, and folds updates
// into such coverages.
//
// [New] makes a coverage of one label, [Coverage.Paint] and [Coverage.Replace] make new ones of it, [Coverage.Check]
// says whether one keeps what is promised. [Fold] lays dated updates over one another and returns a coverage for each
// instant of change, [Identify] and [Diff] turn those into zone rows with lasting ids, and [Frontlines] finds the edges
// between controllers. [Refold] does what those three do for a series that is recorded, and folds only what can change.
//
// Everything is computed on the integer grid of 1e-7 degree with exact predicates. Linework is noded by snap rounding
// (Hobby, Practical segment intersection with finite precision output, Computational Geometry 13(4), 1999), always
// measured against the straight lines as they were given, with further vertices where a bent line would come within
// half a grid unit of a vertex that is not its own (after Packer, Iterated snap rounding with bounded drift,
// Computational Geometry 40(3), 2008). DESIGN.md says why this keeps the invariants.
//
// # Rules
//
// Within one polygon the even-odd rule holds whatever the winding of its rings, so that a ring that crosses itself
// leaves out what it goes round twice; the polygons of a multipolygon are united. Shapes are rounded to the grid first.
// Ground narrower than a grid unit, about one centimetre, can vanish.
//
// # Limits
//
// Coordinates may lie up to 53 degrees from the middle of the outline. The package does not know the antimeridian.
// A tip of the outline whose two sides pass the same squares of the grid is lost when a line crosses it, until the next
// replace. A line that crosses an outline where three of its sides pass one square can be refused by the check of the
// fold; boundaries are repaired before they come here.
package coverage
