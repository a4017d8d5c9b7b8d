package spatialite

import (
	"context"
	"database/sql"
	"path/filepath"
	"syscall"

	"splitline/internal/store"
)

// newFileBytes is what a new file takes on the disk while it is made: SpatiaLite's list of reference systems above all.
const newFileBytes = 8 << 20

// checkRoom returns an error of kind [store.ErrFull] if the disk has no room for a new file. It is asked before, because
// SpatiaLite prints what fails in the midst of its own work, and does not return it.
func checkRoom(path string) error {
	var disk syscall.Statfs_t
	if err := syscall.Statfs(filepath.Dir(path), &disk); err != nil || disk.Blocks == 0 {
		return nil //nolint:nilerr // a file system that does not tell is tried
	}
	if disk.Bavail*uint64(disk.Bsize) < newFileBytes { //nolint:gosec,unconvert // a size of blocks is positive
		return store.ErrFull
	}
	return nil
}

// roomError returns an error of kind [store.ErrFull] if migrations failed for want of room, and otherwise the error as
// it is: what SpatiaLite does in SQL fails without saying why.
func roomError(ctx context.Context, pool *sql.DB, failed error) error {
	ctx = context.WithoutCancel(ctx)
	err := onConn(ctx, pool, func(conn *sql.Conn) error { return tryRoom(ctx, conn) })
	if err != nil && noRoom(err) {
		return err
	}
	return failed
}

// tryRoom writes as much as a new file takes, and takes it back. Its error tells better than another that preceded it
// whether there is no room.
func tryRoom(ctx context.Context, conn *sql.Conn) error {
	_, err := conn.ExecContext(ctx, "BEGIN IMMEDIATE; CREATE TABLE room (a); INSERT INTO room VALUES (zeroblob(?))", newFileBytes)
	_, _ = conn.ExecContext(ctx, "ROLLBACK") // SQLite has rolled back already where there is no room
	return err
}
