package report

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
)

// Print writes the tables of a section for a terminal.
func (s Section) Print(w io.Writer) error {
	if _, err := fmt.Fprintf(w, "\n%s\n", s.Title); err != nil {
		return err
	}
	for _, t := range s.tables() {
		if err := t.print(w); err != nil {
			return err
		}
	}
	for _, note := range s.Notes {
		if _, err := fmt.Fprintln(w, note); err != nil {
			return err
		}
	}
	if s.Failure != "" {
		_, err := fmt.Fprintf(w, "Not measured: %s\n", s.Failure)
		return err
	}
	return nil
}

func (t Table) print(w io.Writer) error {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, cells := range append([][]string{t.Head}, t.Rows...) {
		if _, err := fmt.Fprintln(table, strings.ReplaceAll(strings.Join(cells, "\t"), "**", "")); err != nil {
			return err
		}
	}
	return table.Flush()
}

// PrintSummary writes how many targets were met, and which were not.
func (r Run) PrintSummary(w io.Writer) error {
	met, all, missed := r.tally()
	if _, err := fmt.Fprintf(w, "\n%d of %d targets are met.\n", met, all); err != nil {
		return err
	}
	for _, m := range missed {
		if _, err := fmt.Fprintln(w, "- "+strings.ReplaceAll(m, "**", "")); err != nil {
			return err
		}
	}
	return nil
}
