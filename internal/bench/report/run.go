package report

import "time"

// Machine is what the figures were measured on.
type Machine struct {
	CPU         string
	Cores       int
	MemoryBytes int64
	Kernel      string
	Go          string
}

// Run is everything one run measured.
type Run struct {
	Machine  Machine
	At       time.Time
	Took     time.Duration
	Commit   string
	Settings []string
	// Warnings are what makes the figures less than sure, as sentences.
	Warnings []string
	Sections []Section
}

// tally counts the targets of a run, and names what missed one and which parts were not measured to their end.
func (r Run) tally() (met, all int, missed []string) {
	for _, s := range r.Sections {
		if s.Failure != "" {
			missed = append(missed, s.Title+": not everything was measured")
		}
		for _, f := range s.Figures {
			for _, t := range f.Targets {
				all++
				if t.Met(f) {
					met++
					continue
				}
				missed = append(missed, f.What+" ("+t.words(f.Unit)+"): "+t.verdict(f))
			}
		}
	}
	return met, all, missed
}
