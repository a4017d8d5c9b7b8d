package split

import "time"

// Chain fills in, for the answers about successive states of one series, oldest first and none left out, the earliest
// instant from which each word is unchanged: by controller and, where the state before has it too, by side. A state
// begins when its zones do; before the first update, where the word is unknown, there is no since.
func Chain(answers []Answer) {
	var before Answer
	for i := range answers {
		a := &answers[i]
		a.Verdict.follow(&before.Verdict, a.ZonesSince)
		if a.BySide != nil {
			var bySide Verdict
			if before.BySide != nil {
				bySide = before.BySide.Verdict
			}
			a.BySide.Verdict.follow(&bySide, a.ZonesSince)
		}
		before = *a
	}
}

// follow sets since when the word holds, from the verdict on the state before, which is zero where there is none.
func (v *Verdict) follow(before *Verdict, begins time.Time) {
	v.Since = begins
	if before.Word == v.Word {
		v.Since = before.Since
	}
}
