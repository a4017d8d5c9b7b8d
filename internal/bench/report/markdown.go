package report

import (
	"fmt"
	"strings"
	"time"
)

// Markdown returns the page of a run.
func (r Run) Markdown() string {
	var page strings.Builder
	line := func(format string, values ...any) { fmt.Fprintf(&page, format+"\n", values...) }
	line("# Benchmarks\n")
	line("Written by `make bench`; do not edit. A figure is the median of its rounds, with the least and the greatest beside it. A")
	line("ratio is what was measured divided by its baseline, both taken in turn in the same rounds: the median of the rounds'")
	line("ratios. Targets are judged by medians. The method of each figure stands above its table.\n")
	r.about(line)
	r.summary(line)
	for _, s := range r.Sections {
		s.markdown(line)
	}
	return page.String()
}

func (r Run) about(line func(string, ...any)) {
	line("| | |\n| --- | --- |")
	line("| processor | %s, %d cores |", escaped(r.Machine.CPU), r.Machine.Cores)
	line("| memory | %s |", GiB.In(float64(r.Machine.MemoryBytes)/(1<<30)))
	line("| kernel | %s |", escaped(r.Machine.Kernel))
	line("| Go | %s |", escaped(r.Machine.Go))
	line("| date | %s |", r.At.UTC().Format("2 January 2006, 15:04 UTC"))
	line("| commit | %s |", escaped(r.Commit))
	line("| took | %s |", r.Took.Round(time.Second))
	for _, setting := range r.Settings {
		name, value, _ := strings.Cut(setting, ": ")
		line("| %s | %s |", escaped(name), escaped(value))
	}
	line("")
	if len(r.Warnings) > 0 {
		line("**These figures are less than sure:**\n")
		for _, warning := range r.Warnings {
			line("- %s", warning)
		}
		line("")
	}
}

func (r Run) summary(line func(string, ...any)) {
	met, all, missed := r.tally()
	line("%d of %d targets are met.", met, all)
	if len(missed) > 0 {
		line("")
		for _, m := range missed {
			line("- %s", m)
		}
	}
}

func (s Section) markdown(line func(string, ...any)) {
	line("\n## %s\n", s.Title)
	for _, wrapped := range wrap(s.Method, pageWidth) {
		line("%s", wrapped)
	}
	for _, t := range s.tables() {
		t.markdown(line)
	}
	for _, note := range s.Notes {
		line("")
		for _, wrapped := range wrap(note, pageWidth) {
			line("%s", wrapped)
		}
	}
	if s.Failure != "" {
		line("\n**Not measured:** %s", strings.Join(strings.Fields(s.Failure), " "))
	}
}

func (t Table) markdown(line func(string, ...any)) {
	line("")
	row := func(cells []string) {
		for i := range cells {
			cells[i] = escaped(cells[i])
		}
		line("| %s |", strings.Join(cells, " | "))
	}
	row(append([]string(nil), t.Head...))
	line("|%s", strings.Repeat(" --- |", len(t.Head)))
	for _, cells := range t.Rows {
		row(append([]string(nil), cells...))
	}
}

// escaped makes a text safe for a cell.
func escaped(text string) string {
	return strings.NewReplacer("|", "\\|", "\n", " ").Replace(text)
}

// pageWidth is how many characters a line of prose has at most.
const pageWidth = 120

// wrap breaks a text at spaces into lines of a width.
func wrap(text string, width int) []string {
	var lines []string
	current := ""
	for _, word := range strings.Fields(text) {
		if current != "" && len([]rune(current))+1+len([]rune(word)) > width {
			lines = append(lines, current)
			current = ""
		}
		if current != "" {
			current += " "
		}
		current += word
	}
	if current != "" {
		lines = append(lines, current)
	}
	return lines
}
