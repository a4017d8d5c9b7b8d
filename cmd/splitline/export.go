package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"splitline/geo"
	"splitline/internal/answer"
	"splitline/internal/export"
)

type exportCmd struct {
	instantFlags
	Output string `short:"o" help:"File to write; its ending says the format. Standard output, as GeoJSON, if not given." placeholder:"FILE" type:"path"`
}

// Run writes a snapshot to a file.
func (c *exportCmd) Run(s *session) error {
	ending := "geojson"
	if c.Output != "" {
		ending = strings.TrimPrefix(filepath.Ext(c.Output), ".")
	}
	format, known := export.FormatOf(ending)
	if !known {
		return usagef("--output: no format ends in %q; there are %s", ending, export.Endings())
	}
	return c.ask(s, func(_ *answer.Service, state *answer.State, at time.Time) error {
		index, err := state.At(at)
		if err != nil {
			return err
		}
		return c.write(s, format, state.Snapshot(index))
	})
}

// write writes to standard output, or to a file that appears under its name only when it is whole.
func (c *exportCmd) write(s *session, format export.Format, snapshot geo.Snapshot) error {
	if c.Output == "" {
		return buffered(s.stdout, format, snapshot)
	}
	file, err := os.CreateTemp(filepath.Dir(c.Output), ".splitline-export-*")
	if err != nil {
		var reason *fs.PathError
		if errors.As(err, &reason) {
			err = reason.Err
		}
		return fmt.Errorf("export to %s: its folder: %w", c.Output, err)
	}
	err = errors.Join(buffered(file, format, snapshot), file.Sync(), file.Chmod(0o644), file.Close())
	if err == nil {
		err = os.Rename(file.Name(), c.Output)
	}
	if err != nil {
		return errors.Join(fmt.Errorf("export to %s: %w", c.Output, err), os.Remove(file.Name()))
	}
	return nil
}

func buffered(w io.Writer, format export.Format, snapshot geo.Snapshot) error {
	buffer := bufio.NewWriter(w)
	if err := format.Write(buffer, snapshot); err != nil {
		return err
	}
	return buffer.Flush()
}
