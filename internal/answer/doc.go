// Package answer makes what readers are told: the JSON values of the API, computed from one state of a series.
//
// A [Service] resolves what a reader asks (a series, a pin in recorded time, an instant) to a [State], which is all that
// one revision of a series holds, and answers from it alone. States are immutable, so they are kept in memory by
// (series, revision, settings version), and so are the measures of a snapshot by what they were computed from. The state of a
// new revision is made of an earlier one and of what was recorded since, where the store tells differences. The raw
// time a reader asked for is never part of a key.
//
// What takes long to measure, the snapshots of a series, the steps from one to the next, comparisons, is kept in the store
// by the hashes of the snapshots, the boundary, the parameters and the version of the program. An answer that can leave
// out what is not measured yet waits for a bounded time and says that it is pending; the work goes on.
//
// The package knows nothing of HTTP. Errors that are the reader's to read are of type [*Fault]; of everything else the
// text is for the log alone.
//
// Shares are 0 to 1, areas km², times RFC 3339 in UTC.
package answer
