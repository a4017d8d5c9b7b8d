package answer

import (
	"bytes"
	"context"
	"encoding/json"
	"slices"
	"time"

	"splitline/geo"
)

// told is a timeline as it was written last, from which the next takes over the text of what did not change.
type told struct {
	text       []byte
	parameters string
	changes    []toldChange // in the order of their dates
	updates    map[geo.UpdateID]stretch
}

// toldChange is the text of a change with all that it depends on besides the parameters of the measures.
type toldChange struct {
	stretch
	hash     string // of the snapshot
	interval geo.Interval
	since    time.Time
	updates  []geo.UpdateID
	// pending says that the snapshot was not measured; before and beforeFrom are the hash and the date of the snapshot
	// before, if the step from there was measured.
	pending    bool
	before     string
	beforeFrom time.Time
}

// stretch is part of a text.
type stretch struct{ from, to int }

// toldKey names what a timeline is about.
type toldKey struct {
	series   geo.SeriesRef
	boundary geo.BoundaryRef
}

func (t *told) bytes() int64 {
	const perChange, perUpdate = 200, 48
	return int64(len(t.text) + perChange*len(t.changes) + perUpdate*len(t.updates))
}

// in returns the text of a stretch.
func (t *told) in(s stretch) []byte { return t.text[s.from:s.to] }

// lists is what stands at the end of a timeline without changes and updates.
const lists = `"changes":[],"updates":[]}`

// TimelineText returns the JSON of [Service.Timeline], but does not wait for long: what is not measured yet is left out,
// and whole says whether nothing is. What does not differ from the timeline of the series that was written last is copied
// from it.
func (s *Service) TimelineText(ctx context.Context, st *State) (text []byte, whole bool, err error) {
	c, err := s.whole(ctx, st)
	if err != nil {
		return nil, false, err
	}
	text, err = s.tellTimeline(st, c)
	return text, c.whole(), err
}

func (s *Service) tellTimeline(st *State, c *course) ([]byte, error) {
	head, err := json.Marshal(st.timeline(c))
	if err != nil {
		return nil, err
	}
	key := toldKey{st.Series.Ref, st.Boundary.Ref}
	before, found := s.told.Get(key)
	if !found {
		before = &told{}
	}
	next := &told{
		parameters: st.parameters, changes: make([]toldChange, 0, len(c.answers)),
		updates: make(map[geo.UpdateID]stretch, len(st.Updates)), text: make([]byte, 0, len(before.text)+len(before.text)/16+4096),
	}
	next.text = append(next.text, bytes.TrimSuffix(head, []byte(lists))...)
	if err := next.tellChanges(c, before); err != nil {
		return nil, err
	}
	if err := next.tellUpdates(st, before); err != nil {
		return nil, err
	}
	s.told.Put(key, next)
	return slices.Clip(next.text), nil
}

// tellChanges writes the list of changes.
func (t *told) tellChanges(c *course, before *told) error {
	t.text = append(t.text, `"changes":[`...)
	touching, old := c.state.updatesAt(), 0
	for i := range c.answers {
		if i > 0 {
			t.text = append(t.text, ',')
		}
		change := c.toldChange(i, touching[c.state.Changes[i].Unix()])
		for old < len(before.changes) && before.changes[old].interval.From.Before(change.interval.From) {
			old++
		}
		change.from = len(t.text)
		if old < len(before.changes) && before.parameters == t.parameters && before.changes[old].same(&change) {
			t.text = append(t.text, before.in(before.changes[old].stretch)...)
		} else if err := t.tell(c.change(i, change.updates)); err != nil {
			return err
		}
		change.to = len(t.text)
		t.changes = append(t.changes, change)
	}
	return nil
}

// toldChange returns what the text of a change depends on.
func (c *course) toldChange(index int, updates []geo.UpdateID) toldChange {
	st := c.state
	change := toldChange{
		hash: st.hashes[index], interval: st.Interval(index), since: c.answers[index].Verdict.Since, updates: updates,
		pending: c.pending[index],
	}
	if c.steps[index] != nil {
		change.before, change.beforeFrom = st.hashes[index-1], st.Changes[index-1]
	}
	return change
}

// same reports whether the text of two changes is the same.
func (c *toldChange) same(d *toldChange) bool {
	return c.hash == d.hash && c.interval.Equal(d.interval) && c.since.Equal(d.since) && slices.Equal(c.updates, d.updates) &&
		c.pending == d.pending && c.before == d.before && c.beforeFrom.Equal(d.beforeFrom)
}

// tellUpdates writes the list of updates, which never change, and the end.
func (t *told) tellUpdates(st *State, before *told) error {
	t.text = append(t.text, `],"updates":[`...)
	for i := range st.Updates {
		if i > 0 {
			t.text = append(t.text, ',')
		}
		u, from := &st.Updates[i], len(t.text)
		if known, found := before.updates[u.ID]; found {
			t.text = append(t.text, before.in(known)...)
		} else if err := t.tell(wireUpdate(*u)); err != nil {
			return err
		}
		t.updates[u.ID] = stretch{from, len(t.text)}
	}
	t.text = append(t.text, "]}"...)
	return nil
}

// tell writes a value.
func (t *told) tell(value any) error {
	text, err := json.Marshal(value)
	t.text = append(t.text, text...)
	return err
}
