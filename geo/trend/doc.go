// Package trend says of a series what no single snapshot tells: whether the line moves, how far a plan is carried out,
// and where a force holds ground. They are the second, third and fourth line of the answer; the first is that of package
// split.
//
// [Of] takes the history of a series up to an instant and returns a [Trend]; [PlanOf] takes what a plan leaves to hand
// over and returns a [Plan]; [ForceOf] takes the sectors planned and the ground held and returns a [Force]. Each has
// a headline in English and, for other languages, everything the headline says.
//
// # Observed
//
// The trend is over what was observed, since silence is not stillness. An observation is the time at which a source of an
// update looked (observed_at); an update whose sources do not say when they looked is a statement and no observation. The
// words are tried in this order: not observed; frozen; splitting; rejoining; moving, where ground changed hands in the
// last days; else unknown, as of a line that stands still but has not been watched for long enough to be called frozen.
// Where signs of splitting and of rejoining stand side by side the word is splitting: it is the warning.
//
// Days are of 24 hours. A period reaches back from the instant asked about and does not contain its own beginning: what
// changed exactly 30 days ago had changed already at the beginning of the last 30 days. An observation exactly 14 days
// ago counts as one within 14 days.
//
// # Sources
//
// The conditions and their thresholds are a convention of this product, kept in the settings of the enclave (see
// geo.Thresholds). Turnover is the sum over the steps of a history of the ground that changes hands, as a share of the
// enclave.
//
// # Limits
//
// The package has no geometry: ground that changed hands, and how much of a line kept its place, come in as functions and
// figures. On schematic shapes values are rounded to whole points, and widths and lines have none.
package trend
