package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/alecthomas/kong"
)

// The exit statuses of every command.
const (
	exitDone   = 0
	exitFailed = 1
	exitUsage  = 2
)

// cli is the command line. Each subcommand stands in a file of its own.
type cli struct {
	DB string `name:"db" env:"SPLITLINE_DB" default:"splitline.db" type:"path" help:"Database file." placeholder:"FILE"`

	Serve       serveCmd       `cmd:"" help:"Serve the map and the data."`
	Enclave     enclaveCmd     `cmd:"" help:"Add, change and list enclaves."`
	Series      seriesCmd      `cmd:"" help:"Add, change and list the series of an enclave."`
	Controller  controllerCmd  `cmd:"" help:"Add and list the controllers of an enclave's legend."`
	Boundary    boundaryCmd    `cmd:"" help:"Add a version of an enclave's boundary, or list them."`
	Milestone   milestoneCmd   `cmd:"" help:"Import and list milestones."`
	Figure      figureCmd      `cmd:"" help:"Import and list published figures."`
	Observation observationCmd `cmd:"" help:"Import and list observations."`
	Places      placesCmd      `cmd:"" help:"Import and list named places."`
	Areas       areasCmd       `cmd:"" help:"Import and list areas, and tell ground and people by them."`
	Import      importCmd      `cmd:"" help:"Import dated GeoJSON into a series."`
	Export      exportCmd      `cmd:"" help:"Write a series at a date to a file; its ending says the format."`
	Split       splitCmd       `cmd:"" help:"Say whether the enclave is splitting, with the figures."`
	Timeline    timelineCmd    `cmd:"" help:"List the dates of change of a series with their measures."`
	Changes     changesCmd     `cmd:"" help:"Say what changed between two dates, two series or two recorded times."`
	Spread      spreadCmd      `cmd:"" help:"Say how far the answer depends on the account and on the conventions."`
	Check       checkCmd       `cmd:"" help:"Check the database and every coverage in it."`
	Backup      backupCmd      `cmd:"" help:"Copy the database to a file while it is in use, and verify the copy."`
	Restore     restoreCmd     `cmd:"" help:"Put a backup in the place of the database, which is kept beside it."`
	Health      healthCmd      `cmd:"" help:"Ask a running server whether it is ready."`
	Version     versionCmd     `cmd:"" help:"Print the version of the program and of the database's format."`
}

// usageError is a command that was called wrongly: exit status 2.
type usageError struct{ error }

func (e usageError) Unwrap() error { return e.error }

// usagef returns a usageError.
func usagef(format string, args ...any) error {
	return usageError{fmt.Errorf(format, args...)}
}

// run parses the arguments, runs the command and returns the exit status.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	var c cli
	exited := -1
	parser, err := kong.New(&c,
		kong.Name("splitline"),
		kong.Description("A map server for an enclave whose control is divided."),
		kong.Writers(stdout, stderr),
		kong.Exit(func(status int) { exited = status }),
		kong.UsageOnError(),
	)
	if err != nil {
		_, _ = fmt.Fprintln(stderr, "splitline:", err)
		return exitFailed
	}
	command, err := parser.Parse(args)
	if exited >= 0 {
		return exited
	}
	if err != nil {
		_, _ = fmt.Fprintf(stderr, "splitline: %v\nRun `splitline --help` for the commands.\n", err)
		return exitUsage
	}
	session := &session{ctx: ctx, db: c.DB, stdout: stdout, stderr: stderr}
	return session.report(command.Run(session))
}

// report prints an error and returns the exit status it stands for.
func (s *session) report(err error) int {
	switch {
	case err == nil:
		return exitDone
	case errors.As(err, new(usageError)):
		_, _ = fmt.Fprintf(s.stderr, "splitline: %s\n", plain(err))
		return exitUsage
	}
	_, _ = fmt.Fprintf(s.stderr, "splitline: %s\n", plain(err))
	return exitFailed
}
