// Command splitline is a map server for an enclave whose control is divided: it keeps dated statements of who holds
// which ground, draws the enclave on any day, and says with checkable figures whether it is splitting.
//
// Run `splitline --help` for the commands. Exit status: 0 done, 1 failed, 2 wrong usage.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	// The time zones of the IANA database, for machines that have none.
	_ "time/tzdata"
)

// version is set by the build.
var version = "unknown"

func main() {
	if executable, err := os.Executable(); err == nil {
		if err = keepToBundle(executable); err != nil {
			fmt.Fprintln(os.Stderr, "splitline:", err)
			os.Exit(exitFailed)
		}
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	status := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(status)
}
