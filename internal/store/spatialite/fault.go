package spatialite

import (
	"errors"
	"fmt"
	"strings"

	"github.com/mattn/go-sqlite3"

	"splitline/internal/store"
)

// told gives an error its kind, and tells what is the matter with the file at path in one sentence, a [store.Fault].
// An error that is not about the file stays as it is.
func told(path string, err error) error {
	err = kinded(err)
	if err == nil || errors.As(err, new(*store.Fault)) {
		return err
	}
	for _, t := range tellings() {
		if errors.Is(err, t.kind) {
			return &store.Fault{Kind: t.kind, Sentence: t.sentence(path, err), Cause: err}
		}
	}
	return err
}

// telling says what a kind of error means for the one who gave the command.
type telling struct {
	kind     error
	sentence func(path string, err error) string
}

func tellings() []telling {
	return []telling{
		{store.ErrFull, func(path string, _ error) string {
			return path + " cannot grow, for there is no room left on its disk or under its quota: nothing of this was stored, make room and repeat the command"
		}},
		{store.ErrReadOnly, func(path string, _ error) string {
			return path + " can only be read, for this user may not write the file or its folder: nothing was stored"
		}},
		{store.ErrDamaged, func(path string, err error) string {
			return fmt.Sprintf("%s is damaged (%s): put a backup in its place with splitline restore", path, words(err))
		}},
		{store.ErrForeign, func(path string, err error) string {
			if errors.As(err, new(sqlite3.Error)) {
				return path + " is not a Splitline database: its content is of another kind, or its beginning was overwritten"
			}
			return path + " is not a Splitline database"
		}},
		{store.ErrNewer, func(path string, err error) string {
			return fmt.Sprintf("%s was %v; nothing was changed, use the newer program", path, err)
		}},
		{store.ErrBusy, func(path string, _ error) string {
			return fmt.Sprintf("%s is in use by %s: try again when that is done", path, others(path))
		}},
	}
}

// words returns what SQLite says of an error, without the kinds it was given.
func words(err error) string {
	var sqlite sqlite3.Error
	if errors.As(err, &sqlite) {
		return sqlite.Error()
	}
	return strings.TrimPrefix(err.Error(), store.ErrDamaged.Error()+": ")
}

// damageOf returns what is damaged, in the words of who found it.
func damageOf(err error) string {
	var f *store.Fault
	if errors.As(err, &f) {
		err = f.Cause
	}
	return oneLine(words(err))
}

// fault returns an error that is one sentence.
func fault(kind error, format string, args ...any) error {
	return &store.Fault{Kind: kind, Sentence: fmt.Sprintf(format, args...), Cause: kind}
}
