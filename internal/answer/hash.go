package answer

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"hash"
	"slices"

	"splitline/geo"
)

// snapshotHashes returns a hash of the ground and labels of the snapshot at each change. It does not depend on the ids
// of zones or on the time, so that a state that returns is measured once.
func snapshotHashes(st *State) []string {
	hashes := make([]string, len(st.Changes))
	sum, digest := sha256.New(), make([]byte, 0, sha256.Size)
	var inForce []int // rows in force, in the order of the state
	next := 0
	for index, at := range st.Changes {
		inForce = slices.DeleteFunc(inForce, func(row int) bool {
			to := st.Zones[row].Valid.To
			return !to.IsZero() && !to.After(at)
		})
		for ; next < len(st.Zones) && !st.Zones[next].Valid.From.After(at); next++ {
			if st.Zones[next].Valid.Contains(at) {
				inForce = append(inForce, next)
			}
		}
		sum.Reset()
		for _, row := range inForce {
			sum.Write(st.digests[row][:])
		}
		hashes[index] = hex.EncodeToString(sum.Sum(digest))
	}
	return hashes
}

// digestsOf returns the hash of ground and label of each row.
func digestsOf(zones []geo.Zone) [][sha256.Size]byte {
	digests, labels := make([][sha256.Size]byte, len(zones)), make(map[geo.Label][]byte)
	for i := range zones {
		digests[i] = zoneHash(&zones[i], labels)
	}
	return digests
}

// zoneHash hashes ground and label of a row; the texts of labels met before are kept in the map.
func zoneHash(z *geo.Zone, labels map[geo.Label][]byte) (digest [sha256.Size]byte) {
	sum := sha256.New()
	label, known := labels[z.Label]
	if !known {
		label = text(z.Label)
		labels[z.Label] = label
	}
	sum.Write(label)
	var buffer [16]byte
	for _, ring := range z.Polygon {
		for _, p := range ring {
			x, y := geo.ToGrid(p)
			binary.LittleEndian.PutUint64(buffer[:8], uint64(x))
			binary.LittleEndian.PutUint64(buffer[8:], uint64(y))
			sum.Write(buffer[:])
		}
		sum.Write([]byte{0})
	}
	return [sha256.Size]byte(sum.Sum(digest[:0]))
}

// parametersHash hashes what the measures depend on besides the snapshot: the boundary, thresholds, legend and sides.
func parametersHash(boundary geo.Boundary, settings geo.Settings) string {
	sum := sha256.New()
	write(sum, boundary.Ref)
	write(sum, boundary.Enclave)
	write(sum, settings.Thresholds)
	write(sum, settings.Controllers)
	write(sum, settings.Sides)
	return hex.EncodeToString(sum.Sum(nil))
}

// write hashes the text of a value.
func write(sum hash.Hash, value any) { sum.Write(text(value)) }

// text returns a line with the JSON of a value of plain structs, maps with sorted keys, strings and numbers, which
// cannot fail.
func text(value any) []byte {
	line, err := json.Marshal(value)
	if err != nil {
		panic("answer: " + err.Error())
	}
	return append(line, '\n')
}
