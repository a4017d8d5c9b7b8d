// Package ingest is the only way by which anything is written: it decodes, repairs and validates what comes in, folds
// the updates of a series to zones, checks the coverage and publishes both as one revision.
//
//   - [Service.AddEnclave] and [Service.NewBoundary] take an outline: dissolved, repaired, small inner gaps closed.
//   - [Service.Import] takes GeoJSON files of areas as updates, [Service.ImportObservations] points, lines and areas as
//     observations.
//   - [Service.Publish] takes updates from any other caller, [Service.Withdraw] and [Service.Supersede] correct them.
//
// A file is taken whole or not at all: one bad feature refuses its file, by file, feature and rule. Several files in one
// call are folded once and published as one revision; a refused file does not keep the others out, and the call ends
// with its error. A fold that breaks a rule of the coverage, or an update that the fold refuses, refuses the whole
// call. A file whose content was imported before with the same options stores nothing.
//
// Folding runs outside the write transaction. If the series has moved meanwhile, it is read and folded again, a
// bounded number of times.
package ingest
