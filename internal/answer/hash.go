package answer

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"hash"

	"splitline/geo"
)

// snapshotHashes returns a hash of the ground and labels of the snapshot at each change. It does not depend on the ids
// of zones or on the time, so that a state that returns is measured once.
func snapshotHashes(st *State) []string {
	rows := make([][sha256.Size]byte, len(st.Zones))
	for i, z := range st.Zones {
		rows[i] = zoneHash(z)
	}
	hashes := make([]string, len(st.Changes))
	for index, at := range st.Changes {
		sum := sha256.New()
		for i, z := range st.Zones {
			if z.Valid.From.After(at) {
				break
			}
			if z.Valid.Contains(at) {
				sum.Write(rows[i][:])
			}
		}
		hashes[index] = hex.EncodeToString(sum.Sum(nil))
	}
	return hashes
}

func zoneHash(z geo.Zone) (digest [sha256.Size]byte) {
	sum := sha256.New()
	write(sum, z.Label)
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

// write hashes the JSON of a value of plain structs, maps with sorted keys, strings and numbers, which cannot fail.
func write(sum hash.Hash, value any) {
	text, err := json.Marshal(value)
	if err != nil {
		panic("answer: " + err.Error())
	}
	sum.Write(text)
	sum.Write([]byte{'\n'})
}
