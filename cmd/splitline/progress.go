package main

import (
	"fmt"
	"io"
	"os"

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

func barProgress(w io.Writer, what string) func(done, total int) {
	var bar *progressbar.ProgressBar
	return func(done, total int) {
		if bar == nil {
			bar = progressbar.NewOptions(total,
				progressbar.OptionSetWriter(w),
				progressbar.OptionSetDescription(what),
				progressbar.OptionShowCount(),
				progressbar.OptionClearOnFinish(),
			)
		}
		_ = bar.Set(done)
	}
}

func plainProgress(w io.Writer, what string) func(done, total int) {
	printed := 0
	return func(done, total int) {
		if total < plainSteps {
			return
		}
		if step := done * plainSteps / total; step > printed {
			printed = step
			_, _ = fmt.Fprintf(w, "%s: %d of %d\n", what, done, total)
		}
	}
}
