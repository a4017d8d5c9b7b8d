// Package storetest holds the conformance suite that every store passes. Call [Run] from a test of the store.
//
// The tests speak to the store through its contract alone. Their enclave is a row of plain squares, so that the suite
// needs no fold.
package storetest
