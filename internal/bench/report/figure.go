package report

import "strings"

// Figure is one thing measured.
type Figure struct {
	What     string
	Unit     Unit
	Measured Samples
	// Baseline names what Against was measured of, in the same rounds and the same unit; empty if there is none.
	Baseline string
	Against  Samples
	Targets  []Target
}

// Table is figures of a shape of their own, as text.
type Table struct {
	Head []string
	Rows [][]string
}

// Section is one part of a run.
type Section struct {
	// Name is what the part is called on the command line.
	Name  string
	Title string
	// Method is one paragraph that says how the figures came about.
	Method  string
	Figures []Figure
	Tables  []Table
	// Notes are sentences for beneath the figures.
	Notes []string
	// Failure says why the part, or what is missing of it, was not measured; empty if all was.
	Failure string
}

// figureHead is the head of a table of figures.
var figureHead = []string{"what", "median", "min–max", "baseline", "its median", "ratio", "min–max", "target", "met?"}

// Ratios returns measured by baseline, round by round.
func (f Figure) Ratios() Samples { return Ratios(f.Measured, f.Against) }

// cells returns the line of a figure under figureHead.
func (f Figure) cells() []string {
	cells := []string{f.What, f.Unit.In(f.Measured.Median()), f.Unit.spread(f.Measured), f.Baseline, "", "", "", "", ""}
	if f.Baseline != "" {
		cells[4] = f.Unit.In(f.Against.Median())
		cells[5] = Number(f.Ratios().Median())
		cells[6] = Count.spread(f.Ratios())
	}
	var wanted, verdicts []string
	for _, t := range f.Targets {
		wanted = append(wanted, t.words(f.Unit))
		verdicts = append(verdicts, t.verdict(f))
	}
	cells[7], cells[8] = strings.Join(wanted, "; "), strings.Join(verdicts, "; ")
	return cells
}

// table returns the figures of a section as a table.
func (s Section) table() Table {
	t := Table{Head: figureHead}
	for _, f := range s.Figures {
		t.Rows = append(t.Rows, f.cells())
	}
	return t
}

// tables returns everything of a section that is laid out as a table.
func (s Section) tables() []Table {
	if len(s.Figures) == 0 {
		return s.Tables
	}
	return append([]Table{s.table()}, s.Tables...)
}
