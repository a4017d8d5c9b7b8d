package coverage

import (
	"slices"

	"splitline/geo"
)

// ink is what a face of an arrangement becomes: its label and the updates it rests on.
type ink struct {
	label   geo.Label
	updates geo.UpdateSet
}

// inks returns, for each face of the arrangement, the index of its ink, or nothing. It returns an OverlapError if two
// areas of different controllers cover a face.
func (w *work) inks(a *arrangement) ([]ink, []int32, error) {
	var inks []ink
	paint := make([]int32, len(a.covers))
	for f, covers := range a.covers {
		paint[f] = nothing
		old, areas := w.split(covers)
		if err := w.overlap(a, int32(f), areas); err != nil {
			return nil, nil, err
		}
		if old < 0 && (!w.begins() || len(areas) == 0) {
			continue
		}
		paint[f] = int32(len(inks))
		inks = append(inks, w.mix(old, areas))
	}
	return inks, paint, nil
}

// begins reports whether there is no coverage yet and the areas are the outline.
func (w *work) begins() bool { return len(w.old)+len(w.bystander) == 0 }

// split returns the old face among the layers, or -1, and the areas, in the order they were given, each once.
func (w *work) split(covers []int32) (old int, areas []int) {
	old = -1
	for _, layer := range covers {
		if int(layer) < len(w.old) {
			old = int(layer)
			continue
		}
		if area := w.areaOf[int(layer)-len(w.old)]; len(areas) == 0 || areas[len(areas)-1] != area {
			areas = append(areas, area)
		}
	}
	return old, areas
}

// mix returns the ink of ground that was an old face and is covered by areas.
func (w *work) mix(old int, areas []int) ink {
	if len(areas) == 0 {
		return ink{w.old[old].Label, w.old[old].Updates}
	}
	var updates geo.UpdateSet
	for _, i := range areas {
		updates = updates.Union(updatesOf(w.areas[i].Update))
	}
	return ink{w.areas[areas[0]].Label, updates}
}

// labelsOf returns the paint of each face with inks of one label made one.
func labelsOf(inks []ink, paint []int32) []int32 {
	first := make(map[geo.Label]int32)
	labels := make([]int32, len(paint))
	for f, i := range paint {
		labels[f] = nothing
		if i == nothing {
			continue
		}
		if _, known := first[inks[i].label]; !known {
			first[inks[i].label] = i
		}
		labels[f] = first[inks[i].label]
	}
	return labels
}

// unchanged reports whether every face keeps the label it had.
func (w *work) unchanged(a *arrangement, inks []ink, paint []int32) bool {
	if w.begins() {
		return false
	}
	for f, i := range paint {
		if i == nothing {
			continue
		}
		if old, _ := w.split(a.covers[f]); w.old[old].Label != inks[i].label {
			return false
		}
	}
	return true
}

// restated returns the faces as they were, resting on what now states them.
func (w *work) restated(a *arrangement, inks []ink, paint []int32) []*Face {
	updates := make([]geo.UpdateSet, len(w.old))
	for f, i := range paint {
		if i != nothing {
			old, _ := w.split(a.covers[f])
			updates[old] = updates[old].Union(inks[i].updates)
		}
	}
	faces := slices.Clone(w.bystander)
	for i, f := range w.old {
		faces = append(faces, f.resting(updates[i]))
	}
	slices.SortFunc(faces, compareFaces)
	return faces
}

// updatesOf returns the update as a set, which is empty for 0.
func updatesOf(update geo.UpdateID) geo.UpdateSet {
	if update == 0 {
		return geo.UpdateSet{}
	}
	return geo.UpdatesOf(update)
}
