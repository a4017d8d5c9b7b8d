// Package store is the contract between Splitline and the place where it keeps its data, and the kinds of error that
// every store returns.
//
// A store is bitemporal: it keeps valid time (when it was so) and recorded time (when we said so). Nothing is
// overwritten; a row that no longer holds has its recorded interval closed. Recorded times are set by the store alone,
// have microseconds and strictly increase per database even if the clock steps back.
//
// All access goes through [Store.Read] and [Store.Write]: f runs in one transaction and sees one state of the
// database. A write commits as a whole when f returns nil and leaves nothing behind otherwise. Folding is not the
// store's business: a caller reads [Reader.Head], folds outside any transaction, and publishes with the head it read;
// [ErrConflict] tells that the head has moved meanwhile.
//
// Package storetest holds the suite that every store passes.
package store
