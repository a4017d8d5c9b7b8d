package coverage

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"math"
	"time"

	"splitline/geo"
)

// keepEvery is at how many updates laid over one another linework is kept. What lies between is laid anew: half of this
// on average. Linework takes about ten bytes for each vertex of each face.
const keepEvery = 32

// stack is updates in force laid over one another. A list of updates that begins as the one before costs only what
// differs, and a list that begins as one which was folded before starts from linework that was kept.
type stack struct {
	bare   *Coverage
	record Record // nil for none
	named  [sha256.Size]byte
	layers []layer
	// made is linework for the record by its key.
	made map[string][]byte
}

// layer is an update, the name of all updates up to it, and the coverage they make. A coverage further down is let go;
// its linework is kept at every so many layers.
type layer struct {
	update   *geo.Update
	named    [sha256.Size]byte
	coverage *Coverage
	linework []byte
}

func newStack(bare *Coverage, record Record) *stack {
	s := &stack{bare: bare, record: record, made: make(map[string][]byte)}
	if record != nil {
		s.named = bare.name()
	}
	return s
}

// name returns a digest of the outline as it was given, and of the way in which it is noded.
func (b *base) name() [sha256.Size]byte {
	content := []byte("linework " + lineworkVersion)
	for _, polygon := range b.outline {
		content = binary.AppendUvarint(content, uint64(len(polygon)))
		for _, r := range polygon {
			content = binary.AppendUvarint(content, uint64(len(r)))
			for _, p := range r {
				content = binary.LittleEndian.AppendUint64(content, math.Float64bits(p[0]))
				content = binary.LittleEndian.AppendUint64(content, math.Float64bits(p[1]))
			}
		}
	}
	return sha256.Sum256(content)
}

// nameOver names the updates up to one that is laid over others.
func nameOver(below [sha256.Size]byte, id geo.UpdateID) [sha256.Size]byte {
	return sha256.Sum256(binary.LittleEndian.AppendUint64(below[:], uint64(id)))
}

// key is what linework is kept under.
func (l *layer) key() string {
	return "linework/" + lineworkVersion + "/" + hex.EncodeToString(l.named[:])
}

// to returns the coverage that updates make. An update that cannot be laid is a FoldError at the instant.
func (s *stack) to(ctx context.Context, at time.Time, active []*geo.Update) (*Coverage, error) {
	common := 0
	for common < min(len(active), len(s.layers)) && s.layers[common].update == active[common] {
		common++
	}
	clear(s.layers[common:])
	s.layers = s.layers[:common]
	for _, u := range active[common:] {
		s.layers = append(s.layers, layer{update: u, named: s.nameOf(u)})
	}
	return s.lay(ctx, at)
}

// nameOf names all layers together with an update over them.
func (s *stack) nameOf(u *geo.Update) (named [sha256.Size]byte) {
	if s.record == nil {
		return named
	}
	below := s.named
	if n := len(s.layers); n > 0 {
		below = s.layers[n-1].named
	}
	return nameOver(below, u.ID)
}

// lay makes the coverage of the uppermost layer from the next below that is there.
func (s *stack) lay(ctx context.Context, at time.Time) (*Coverage, error) {
	i, c, err := s.nearest(ctx)
	for ; err == nil && i < len(s.layers); i++ {
		l := &s.layers[i]
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if c, err = lay(c, l.update); err != nil {
			return nil, &FoldError{Update: l.update.ID, At: at, Err: err}
		}
		s.keep(i, c)
	}
	return c, err
}

// nearest returns the uppermost coverage that is there and how many layers it has.
func (s *stack) nearest(ctx context.Context) (int, *Coverage, error) {
	for i := len(s.layers); i > 0; i-- {
		l := &s.layers[i-1]
		if l.coverage != nil {
			return i, l.coverage, nil
		}
		if i%keepEvery != 0 {
			continue
		}
		if err := s.fetch(ctx, l); err != nil {
			return 0, nil, err
		}
		if l.linework == nil {
			continue
		}
		if c, err := s.bare.decode(l.named[:], l.linework); err == nil {
			l.coverage = c
			return i, c, nil
		}
		l.linework = nil // damaged: it is made anew
	}
	return 0, s.bare, nil
}

// fetch takes the linework of a layer from the record.
func (s *stack) fetch(ctx context.Context, l *layer) (err error) {
	if l.linework == nil && s.record != nil {
		l.linework, err = s.record.Linework(ctx, l.key())
	}
	return err
}

// keep puts a coverage in its place and lets go of what lies further down.
func (s *stack) keep(i int, c *Coverage) {
	l := &s.layers[i]
	l.coverage = c
	if (i+1)%keepEvery == 0 && l.linework == nil {
		l.linework = c.encode(l.named[:])
		if s.record != nil {
			s.made[l.key()] = l.linework
		}
	}
	if i >= keepEvery {
		s.layers[i-keepEvery].coverage = nil
	}
}

// uppermost returns the last update laid, or 0.
func (s *stack) uppermost() geo.UpdateID {
	if n := len(s.layers); n > 0 {
		return s.layers[n-1].update.ID
	}
	return 0
}
