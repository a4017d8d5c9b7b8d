package answer

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"errors"
	"strconv"

	"splitline/geo/change"
	"splitline/internal/store"
)

// comparisonKey names what a comparison depends on: the program, the parameters of the measures, the boundary among
// them, and the two snapshots.
type comparisonKey struct {
	Version    string `json:"version"`
	Parameters string `json:"parameters"`
	From       string `json:"from"`
	To         string `json:"to"`
}

// Any two dates can be compared, so comparisons are not kept for ever as measures are: each has one of a fixed number of
// slots in the store, and the last that was made for a slot stays.
const (
	comparisonSlots = 1024
	// largestKept is the length of the longest comparison that is kept, in bytes.
	largestKept = 256 << 10
	// comparisonBytes bounds the memory for comparisons.
	comparisonBytes = 32 << 20
)

// keptComparison is a comparison in its slot.
type keptComparison struct {
	Key    comparisonKey `json:"key"`
	Answer change.Answer `json:"answer"`
}

// slot returns the key under which the store keeps the comparison.
func (k comparisonKey) slot() string {
	sum := sha256.Sum256(text(k))
	return "comparison " + strconv.FormatUint(binary.LittleEndian.Uint64(sum[:])%comparisonSlots, 10)
}

// keptComparison returns a comparison from the store.
func (s *Service) keptComparison(ctx context.Context, key comparisonKey) (change.Answer, bool) {
	var kept keptComparison
	err := s.store.Read(ctx, func(r store.Reader) error {
		text, err := r.Measures(ctx, key.slot())
		if err != nil {
			return err
		}
		return json.Unmarshal(text, &kept)
	})
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		s.logger.WarnContext(ctx, "a kept comparison cannot be read", "error", err)
	}
	return kept.Answer, err == nil && kept.Key == key
}

// keepComparison hands a comparison to the keeper.
func (s *Service) keepComparison(ctx context.Context, key comparisonKey, made change.Answer) {
	if sizeOf(made) <= largestKept {
		s.keep(ctx, key.slot(), keptComparison{key, made})
		s.keepSoon(ctx)
	}
}

// sizeOf estimates what a comparison takes, in bytes.
func sizeOf(a change.Answer) int64 {
	written, err := json.Marshal(a.Geometry)
	if err != nil {
		return comparisonBytes
	}
	return int64(len(written)) + frame
}
