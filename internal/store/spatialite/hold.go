package spatialite

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"syscall"

	"splitline/internal/store"
)

// holdSuffix ends the name of the file beside a database that says who holds it.
const holdSuffix = "-server"

// holdTries is how often a hold begins anew because the one before has just ended.
const holdTries = 10

// Hold keeps other servers and restores away from the database at path until release is called or the process ends,
// however it ends. Others may still read and write: it is their task to call Hold where they must be alone. What says,
// for people, what the holder does, as "a server on 127.0.0.1:8080".
//
// The hold is a lock of flock(2) on a file beside the database, which names the process; the file without the lock means
// nothing. Where the folder cannot be written there is nothing to hold, because nothing can change. It returns an error of
// kind [store.ErrBusy] that names who holds the file already.
func Hold(path, what string) (release func() error, err error) {
	for range holdTries {
		release, err = tryHold(path, what)
		if !errors.Is(err, errHoldMoved) {
			return release, err
		}
	}
	return nil, fault(store.ErrBusy, "%s is taken and given back by others all the time: try again", path)
}

// errHoldMoved tells that the file of a hold was removed while it was locked.
var errHoldMoved = errors.New("the hold was released meanwhile")

func tryHold(path, what string) (release func() error, err error) {
	held, err := os.OpenFile(path+holdSuffix, os.O_RDWR|os.O_CREATE, 0o644)
	if errors.Is(err, os.ErrPermission) || errors.Is(err, syscall.EROFS) {
		return func() error { return nil }, nil
	}
	if err != nil {
		return nil, told(path, err)
	}
	if err := takeHold(path, what, held); err != nil {
		return nil, errors.Join(err, held.Close())
	}
	return func() error { return errors.Join(os.Remove(held.Name()), held.Close()) }, nil
}

// takeHold locks the file and writes into it who does.
func takeHold(path, what string, held *os.File) error {
	err := syscall.Flock(int(held.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if errors.Is(err, syscall.EWOULDBLOCK) {
		return fault(store.ErrBusy, "%s is held by %s: stop that first, or take another file", path, holderOf(held))
	}
	if err != nil {
		return fmt.Errorf("lock %s: %w", held.Name(), err)
	}
	there, err := os.Stat(held.Name())
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	mine, statErr := held.Stat()
	if statErr != nil {
		return statErr
	}
	if err != nil || !os.SameFile(there, mine) {
		return errHoldMoved
	}
	writeHolder(held, what)
	return nil
}

// writeHolder writes who holds the file. That it cannot, for want of room, does not end the hold.
func writeHolder(held *os.File, what string) {
	if err := held.Truncate(0); err == nil {
		_, _ = fmt.Fprintf(held, "process %d, %s\n", os.Getpid(), what)
	}
}

// holderOf reads who holds the file.
func holderOf(held *os.File) string {
	who, err := io.ReadAll(io.LimitReader(held, 200))
	if err != nil || len(who) == 0 {
		return "another process"
	}
	return strings.TrimSpace(string(who))
}
