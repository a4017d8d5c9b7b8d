package main

import (
	"fmt"
	"io"
	"os"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"
)

// plainSteps is how many lines of progress long work prints where there is no terminal.
const plainSteps = 10

// progress returns a function that shows how far work has come: a bar on a terminal, and elsewhere a plain line for
// each tenth of the work.
func progress(w io.Writer, what string) func(done, total int) {
	if file, isFile := w.(*os.File); isFile && term.IsTerminal(int(file.Fd())) {
		return barProgress(w, what)
	}
	return plainProgress(w, what)
}

// barEvery is how often a bar is drawn anew at most.
const barEvery = 100 * time.Millisecond

func barProgress(w io.Writer, what string) func(done, total int) {
	var bar *progressbar.ProgressBar
	of := 0
	return func(done, total int) {
		if bar == nil || total != of { // work that is begun again can be of another size
			of = total
			bar = progressbar.NewOptions(total,
				progressbar.OptionSetWriter(w),
				progressbar.OptionSetDescription(what),
				progressbar.OptionShowCount(),
				progressbar.OptionClearOnFinish(),
				progressbar.OptionThrottle(barEvery),
			)
		}
		_ = bar.Set(done)
	}
}

func plainProgress(w io.Writer, what string) func(done, total int) {
	printed, of := 0, 0
	return func(done, total int) {
		if total < plainSteps {
			return
		}
		if total != of {
			printed, of = 0, total
		}
		if step := done * plainSteps / total; step > printed {
			printed = step
			_, _ = fmt.Fprintf(w, "%s: %d of %d\n", what, done, total)
		}
	}
}
