// Command bench measures how fast Splitline is, each figure beside its target and, where there is one, beside a named
// baseline of the same run: ratios can be compared where seconds cannot, since machines differ and are noisy.
//
//	go run ./internal/bench [-only PART,...] [-quick] [-o FILE]
//
// It wants ./splitline built and wrk and Chromium installed; `make bench` sees to all three, runs every part and writes
// docs/benchmarks.md. `-only` runs the parts named, `-quick` runs them with less of everything, to try them out: such
// figures are worth nothing. A part that fails says why in the table, and the others are measured all the same.
//
// Parts measure through what users have: HTTP, the command line and the page; and through the Go API of tiles and
// geo/coverage. Databases are made by the command line in a temporary folder. Real files are read from the folder given
// by -data; what needs them is left out, saying so, where it is absent.
package main
