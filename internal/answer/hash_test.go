package answer

import (
	"cmp"
	"maps"
	"slices"
	"testing"
	"time"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"splitline/geo"
)

func square(e float64) orb.Polygon {
	return orb.Polygon{{{34.2, 31.2}, {e, 31.2}, {e, 31.3}, {34.2, 31.3}, {34.2, 31.2}}}
}

func stateOf(zones ...geo.Zone) *State {
	state := &State{Zones: zones}
	for _, z := range zones {
		state.Changes = append(state.Changes, z.Valid.From)
	}
	return state
}

func zone(id geo.ZoneID, controller geo.ControllerID, e float64, from, to time.Time) geo.Zone {
	return geo.Zone{
		ID: id, Label: geo.Label{Controller: controller, Basis: geo.Stated}, Polygon: square(e),
		Valid: geo.Interval{From: from, To: to},
	}
}

func hashesOf(st *State) []string {
	st.digests = digestsOf(st.Zones)
	return snapshotHashes(st)
}

func TestSnapshotsThatReturnHaveTheSameHash(t *testing.T) {
	hashes := hashesOf(stateOf(
		zone(1, geo.HamasHeld, 34.3, at(0), at(10)), zone(1, geo.HamasHeld, 34.4, at(10), at(20)),
		zone(7, geo.HamasHeld, 34.3, at(20), time.Time{}),
	))
	if hashes[0] != hashes[2] {
		t.Error("the same ground under another id has another hash")
	}
	if hashes[0] == hashes[1] {
		t.Error("other ground has the same hash")
	}
}

func TestTheHashOfADateIsThatOfItsSnapshotAlone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var zones []geo.Zone
		changes := make(map[int]bool)
		for id := range rapid.IntRange(1, 12).Draw(t, "zones") {
			from := rapid.IntRange(0, 8).Draw(t, "from")
			to := rapid.IntRange(from+1, 10).Draw(t, "to")
			z := zone(geo.ZoneID(id+1), geo.HamasHeld, 34.3+float64(id)/100, at(from), at(to))
			if to == 10 {
				z.Valid.To = time.Time{}
			}
			changes[from], changes[to] = true, true
			zones = append(zones, z)
		}
		slices.SortFunc(zones, func(a, b geo.Zone) int {
			return cmp.Or(a.Valid.From.Compare(b.Valid.From), cmp.Compare(a.ID, b.ID))
		})
		state := &State{Zones: zones}
		for _, minute := range slices.Sorted(maps.Keys(changes)) {
			state.Changes = append(state.Changes, at(minute))
		}
		for i, hash := range hashesOf(state) {
			alone := &State{Zones: state.Snapshot(i).Zones, Changes: state.Changes[i : i+1]}
			if got := hashesOf(alone)[0]; got != hash {
				t.Fatalf("the hash of change %d is %s, that of its snapshot alone %s", i, hash, got)
			}
		}
	})
}

func TestTheHashSeesWhatMeasuresDependOn(t *testing.T) {
	hash := func(z geo.Zone) string { return hashesOf(stateOf(z))[0] }
	base := zone(1, geo.HamasHeld, 34.3, at(0), time.Time{})
	changes := map[string]func(*geo.Zone){
		"a vertex moved by one grid unit": func(z *geo.Zone) { z.Polygon = square(34.3000001) },
		"another controller":              func(z *geo.Zone) { z.Label.Controller = geo.IsraeliHeld },
		"a schematic shape":               func(z *geo.Zone) { z.Label.Assessment.Quality = geo.Schematic },
		"another accuracy":                func(z *geo.Zone) { z.Label.Assessment.AccuracyM = 7 },
		"a hole": func(z *geo.Zone) {
			z.Polygon = append(z.Polygon, orb.Ring{{34.21, 31.21}, {34.21, 31.22}, {34.22, 31.21}, {34.21, 31.21}})
		},
	}
	for name, change := range changes {
		changed := base
		change(&changed)
		if hash(changed) == hash(base) {
			t.Errorf("%s leaves the hash as it was", name)
		}
	}
	parameters := func(change func(*geo.Settings)) string {
		settings := geo.DefaultSettings("strip")
		change(&settings)
		return parametersHash(geo.Boundary{Ref: geo.BoundaryRef{ID: "outline", Version: 1}}, settings)
	}
	same := parameters(func(*geo.Settings) {})
	for name, change := range map[string]func(*geo.Settings){
		"a threshold":        func(s *geo.Settings) { s.Thresholds.EpsilonM++ },
		"a side":             func(s *geo.Settings) { s.Sides = []geo.Side{{ID: "green"}} },
		"a flag in a legend": func(s *geo.Settings) { s.Controllers[0].Contested = true },
	} {
		if parameters(change) == same {
			t.Errorf("%s leaves the hash of the parameters as it was", name)
		}
	}
	if parameters(func(s *geo.Settings) { s.Version = 9 }) != same {
		t.Error("a version of the settings without a change that matters changes the hash")
	}
}
