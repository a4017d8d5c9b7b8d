package store

import "errors"

// The kinds of error a store returns, wrapped with what and where.
var (
	// ErrNotFound: the named thing is not there (at the asked recorded time).
	ErrNotFound = errors.New("not found")
	// ErrExists: a thing of that id is there already.
	ErrExists = errors.New("exists already")
	// ErrConflict: the head of the series has moved since it was read; read, fold and publish again.
	ErrConflict = errors.New("changed meanwhile")
	// ErrReadOnly: the file or its folder cannot be written.
	ErrReadOnly = errors.New("read-only")
	// ErrNewer: the file was written by a newer version of the program.
	ErrNewer = errors.New("written by a newer version")
	// ErrForeign: the file is not a Splitline database.
	ErrForeign = errors.New("not a Splitline database")
	// ErrDamaged: the file is cut short or its content contradicts itself.
	ErrDamaged = errors.New("damaged")
	// ErrBusy: another process kept the file locked for too long; try again.
	ErrBusy = errors.New("in use by another process")
	// ErrFull: the disk has no room left, or a limit of the system does not let the file grow.
	ErrFull = errors.New("no room left")
	// ErrDenied: the file may not be read.
	ErrDenied = errors.New("not permitted")
	// ErrNoSpatiaLite: the SpatiaLite extension is not installed, too old, or cannot be loaded.
	ErrNoSpatiaLite = errors.New("SpatiaLite is missing")
)

// Fault is an error about the file of a store, told in one sentence that needs nothing before or after it.
type Fault struct {
	// Kind is one of the kinds of error above.
	Kind error
	// Sentence names the file, what is the matter, and what to do.
	Sentence string
	// Cause is what the system said.
	Cause error
}

// Error returns the sentence.
func (f *Fault) Error() string { return f.Sentence }

// Unwrap returns the kind and the cause.
func (f *Fault) Unwrap() []error { return []error{f.Kind, f.Cause} }
