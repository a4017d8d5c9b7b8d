package answer

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"

	"splitline/geo"
	"splitline/geo/change"
	"splitline/geo/split"
	"splitline/geo/tally"
	"splitline/internal/store"
)

// references are the sets of an enclave, and of those one set of areas and one of points.
type references struct {
	sets              []geo.ReferenceSet
	areaSet, pointSet geo.ReferenceSet
	areas             []geo.NamedArea
	points            []geo.Place
}

// laid is what the areas of one set, and the points of one, have to do with the zones of one snapshot.
type laid struct {
	Areas tally.Laid   `json:"areas"`
	Spots []tally.Spot `json:"spots"`
}

// laidBytes bounds the memory for them.
const laidBytes = 32 << 20

// cost estimates what it takes in memory.
func (l laid) cost() int64 {
	const area, spot = 600, 24
	return int64(frame + area*len(l.Areas.HeldM2) + spot*len(l.Spots))
}

// references reads the sets that a query names.
func (s *Service) references(ctx context.Context, id geo.EnclaveID, query AreasQuery) (found references, err error) {
	err = s.store.Read(ctx, func(r store.Reader) error {
		if found.sets, err = r.ReferenceSets(ctx, id, query.AsOf); err != nil {
			return err
		}
		if found.areaSet, err = chooseSet(found.sets, geo.ReferenceAreas, query.Set, "set"); err != nil {
			return err
		}
		if found.pointSet, err = chooseSet(found.sets, geo.ReferencePlaces, query.Points, "points"); err != nil {
			return err
		}
		if found.areaSet.ID != "" {
			if found.areas, err = r.Areas(ctx, id, found.areaSet.ID, query.AsOf); err != nil {
				return err
			}
		}
		found.points, err = r.Places(ctx, id, query.AsOf)
		return err
	})
	found.points = slices.DeleteFunc(found.points, func(p geo.Place) bool { return p.Set != found.pointSet.ID })
	return found, err
}

// chooseSet returns the set of a kind with that id, or the first of the kind if none is named; the zero value if there
// is none. It returns a fault that names the sets there are if the one that is named is not.
func chooseSet(sets []geo.ReferenceSet, kind geo.ReferenceKind, id geo.ReferenceID, parameter string) (geo.ReferenceSet, error) {
	for _, s := range sets {
		if s.Kind == kind && (id == "" || s.ID == id) {
			return s, nil
		}
	}
	if id == "" {
		return geo.ReferenceSet{}, nil
	}
	return geo.ReferenceSet{}, NotFoundf(parameter, "There is no set %q of %s; there is %s.", clip(string(id)), kind, setNames(sets, kind))
}

// lay lays the sets over the zones of the snapshot at a change: from memory or store, or computed and kept there.
func (s *Service) lay(ctx context.Context, st *State, index int, found references) (laid, error) {
	key := s.layKey(st, index, found)
	values, missing := s.laid.found(ctx, []string{key})
	if len(missing) == 0 {
		return values[0], nil
	}
	return s.laid.one(ctx, key, func(ctx context.Context) (laid, error) {
		snapshot := st.Snapshot(index)
		fronts, err := split.FrontsOf(split.Input{Snapshot: snapshot, Boundary: st.Boundary, Settings: st.Settings})
		if err != nil {
			return laid{}, err
		}
		areas, err := tally.Lay(ctx, found.areas, snapshot.Zones, fronts, change.Shares)
		return laid{Areas: areas, Spots: tally.Locate(found.points, snapshot.Zones, fronts)}, err
	})
}

// layKey names what is laid over what: the program, the parameters of the measures, the boundary among them, the hash of
// the snapshot, and the versions of the sets. Places that were named one by one have no set; their content is hashed.
func (s *Service) layKey(st *State, index int, found references) string {
	points := versionOf(found.pointSet)
	if found.pointSet.ID == "" {
		sum := sha256.New()
		for _, p := range found.points {
			write(sum, [3]any{p.ID, p.Recorded.From.UnixMicro(), p.Point})
		}
		points = hex.EncodeToString(sum.Sum(nil))
	}
	return "areas " + s.version + " " + st.parameters + " " + st.hashes[index] + " " + versionOf(found.areaSet) + " " + points
}

// versionOf names one version of a set.
func versionOf(set geo.ReferenceSet) string {
	if set.ID == "" {
		return "-"
	}
	return string(set.ID) + "@" + strconv.FormatInt(set.Recorded.From.UnixMicro(), 10)
}
