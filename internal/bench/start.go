package main

import (
	"context"
	"fmt"
	"os/exec"
	"path/filepath"
	"time"

	"splitline/internal/bench/report"
)

func startPart() part {
	return part{
		name: "start", title: "Start", limit: minutes(1), measure: measureStart,
		method: "From the start of the process to the first answer of /readyz: on no database, when the sample enclave is loaded first, and on the " +
			"database this leaves. Resident memory is that of the second start, as soon as it is ready. The baseline is `splitline version`.",
	}
}

func measureStart(ctx context.Context, l *lab, section *report.Section) error {
	var first, second, bare, resident report.Samples
	for round := range l.rounds(5) {
		db := filepath.Join(l.folder, fmt.Sprintf("start-%d.db", round))
		began, _, err := l.startOnce(ctx, db)
		if err != nil {
			return err
		}
		first = append(first, began)
		again, used, err := l.startOnce(ctx, db)
		if err != nil {
			return err
		}
		second, resident = append(second, again), append(resident, used)
		begin := time.Now()
		if err := exec.CommandContext(ctx, l.binary, "--db", filepath.Join(l.folder, "none.db"), "version").Run(); err != nil {
			return err
		}
		bare = append(bare, milliseconds(time.Since(begin)))
	}
	section.Figures = []report.Figure{
		{What: "first start, sample loaded", Unit: report.Milliseconds, Measured: first, Baseline: "the program doing nothing", Against: bare},
		{What: "second start", Unit: report.Milliseconds, Measured: second, Baseline: "the program doing nothing", Against: bare},
		{What: "resident memory with the sample", Unit: report.MiB, Measured: resident},
	}
	return nil
}

// startOnce starts and stops the server, and returns the milliseconds until it was ready and its memory in MiB.
func (l *lab) startOnce(ctx context.Context, db string) (taken, resident float64, err error) {
	s, err := l.serve(ctx, db)
	if err != nil {
		return 0, 0, err
	}
	used, err := s.memory()
	if err != nil {
		s.kill()
		return 0, 0, err
	}
	return milliseconds(s.started), used.now, s.stop()
}
