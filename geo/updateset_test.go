package geo_test

import (
	"encoding/json"
	"maps"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"splitline/geo"
)

// updateIDs are ids near the bounds of blocks, and some far apart.
func updateIDs() *rapid.Generator[geo.UpdateID] {
	return rapid.Custom(func(t *rapid.T) geo.UpdateID {
		near := rapid.SampledFrom([]geo.UpdateID{1, 64, 128, 640, 1 << 40}).Draw(t, "near")
		return near + geo.UpdateID(rapid.Int64Range(-1, 66).Draw(t, "off"))
	})
}

// ascending returns the keys of a naive set.
func ascending(set map[geo.UpdateID]bool) []geo.UpdateID { return slices.Sorted(maps.Keys(set)) }

func TestSetsOfUpdatesBehaveAsSets(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		sets, naive := []geo.UpdateSet{{}}, []map[geo.UpdateID]bool{{}}
		t.Repeat(map[string]func(*rapid.T){
			"of": func(t *rapid.T) {
				ids := rapid.SliceOfN(updateIDs(), 0, 8).Draw(t, "ids")
				want := make(map[geo.UpdateID]bool)
				for _, id := range ids {
					want[id] = true
				}
				sets, naive = append(sets, geo.UpdatesOf(ids...)), append(naive, want)
			},
			"union": func(t *rapid.T) {
				i, j := rapid.IntRange(0, len(sets)-1).Draw(t, "i"), rapid.IntRange(0, len(sets)-1).Draw(t, "j")
				want := maps.Clone(naive[i])
				maps.Copy(want, naive[j])
				sets, naive = append(sets, sets[i].Union(sets[j])), append(naive, want)
			},
			"": func(t *rapid.T) {
				last := len(sets) - 1
				if diff := cmp.Diff(ascending(naive[last]), slices.Collect(sets[last].All())); diff != "" {
					t.Fatalf("(-want +got):\n%s", diff)
				}
				if sets[last].Len() != len(naive[last]) || sets[last].Empty() != (len(naive[last]) == 0) {
					t.Fatalf("%v has length %d", sets[last], sets[last].Len())
				}
				id := updateIDs().Draw(t, "id")
				if sets[last].Has(id) != naive[last][id] {
					t.Fatalf("%v has %d: %t", sets[last], id, !naive[last][id])
				}
				for i := range sets {
					if equal := maps.Equal(naive[i], naive[last]); sets[i].Equal(sets[last]) != equal || sets[last].Equal(sets[i]) != equal {
						t.Fatalf("%v and %v are told equal: %t", sets[i], sets[last], !equal)
					}
				}
			},
		})
	})
}

func TestTheUnionWithAPartIsTheSetItself(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ids := rapid.SliceOf(updateIDs()).Draw(t, "ids")
		whole := geo.UpdatesOf(ids...)
		part := geo.UpdatesOf(ids[:rapid.IntRange(0, len(ids)).Draw(t, "n")]...)
		if whole.Union(part) != whole || part.Equal(whole) == false && part.Union(whole) != whole {
			t.Errorf("%v and %v make another set", whole, part)
		}
	})
}

func TestASetWithOneUpdateMoreSharesAllBlocksBefore(t *testing.T) {
	var all geo.UpdateSet
	for id := geo.UpdateID(1); id <= 10000; id++ {
		before := all
		all = all.Union(geo.UpdatesOf(id))
		rest, block, _ := all.Last()
		if before.Empty() {
			continue
		}
		earlier, last, _ := before.Last()
		if rest != before && (rest != earlier || block != last) {
			t.Fatalf("with update %d the blocks before the last are copied", id)
		}
	}
	if all.Len() != 10000 {
		t.Errorf("it has %d", all.Len())
	}
}

func TestASetOfUpdatesIsMadeOfItsBlocksAgain(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		set := geo.UpdatesOf(rapid.SliceOf(updateIDs()).Draw(t, "ids")...)
		var again geo.UpdateSet
		for number, bits := range set.Blocks() {
			again = again.Then(number, bits).Then(number+1, 0)
		}
		if !again.Equal(set) {
			t.Errorf("%v is made %v", set, again)
		}
		encoded, err := json.Marshal(set)
		if err != nil {
			t.Fatal(err)
		}
		var decoded geo.UpdateSet
		if err := json.Unmarshal(encoded, &decoded); err != nil || !decoded.Equal(set) || string(encoded) != set.String() {
			t.Errorf("%s is read as %v, %v", encoded, decoded, err)
		}
	})
}

func TestTheEmptySetOfUpdatesIsAnEmptyList(t *testing.T) {
	if encoded, err := json.Marshal(geo.UpdatesOf()); err != nil || string(encoded) != "[]" {
		t.Errorf("it is %s, %v", encoded, err)
	}
	var set geo.UpdateSet
	if err := json.Unmarshal([]byte(`["1"]`), &set); err == nil {
		t.Errorf("a list of words is read as %v", set)
	}
}
