package encoding

import (
	"bytes"
	"fmt"
	"io"
	"sync"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// Level says how much work a compression is worth.
type Level uint8

// The levels: for bytes made on request, and for bytes made once and served for as long as the program runs.
const (
	OnRequest Level = iota
	Once
	levels
)

// Encoder compresses. It keeps compressors for use again, since making one costs more than compressing a tile. It is
// safe for use by many goroutines.
type Encoder struct {
	pools [count][levels]sync.Pool // of writer
}

// writer is what the compressors have in common.
type writer interface {
	io.WriteCloser
	Reset(io.Writer)
}

// NewEncoder returns an encoder.
func NewEncoder() *Encoder { return new(Encoder) }

// Encode returns the bytes in a coding. Identity returns them as they are.
func (e *Encoder) Encode(c Coding, level Level, plain []byte) ([]byte, error) {
	if c == Identity {
		return plain, nil
	}
	if c >= count || level >= levels {
		return nil, fmt.Errorf("content coding %d at level %d is not known", c, level)
	}
	out := bytes.NewBuffer(make([]byte, 0, len(plain)/3+64))
	w, kept := e.pools[c][level].Get().(writer)
	if !kept {
		made, err := newWriter(c, level)
		if err != nil {
			return nil, fmt.Errorf("compress as %s: %w", c, err)
		}
		w = made
	}
	w.Reset(out)
	if _, err := w.Write(plain); err != nil {
		return nil, fmt.Errorf("compress as %s: %w", c, err)
	}
	if err := w.Close(); err != nil {
		return nil, fmt.Errorf("compress as %s: %w", c, err)
	}
	e.pools[c][level].Put(w)
	return out.Bytes(), nil
}

// newWriter returns a compressor. On request the levels are those at which twice the work gains a few per cent.
func newWriter(c Coding, level Level) (writer, error) {
	if c == Gzip {
		return gzip.NewWriterLevel(io.Discard, [levels]int{OnRequest: 6, Once: gzip.BestCompression}[level])
	}
	if c == Zstd {
		return zstd.NewWriter(io.Discard, zstd.WithEncoderConcurrency(1), zstd.WithLowerEncoderMem(true),
			zstd.WithEncoderLevel([levels]zstd.EncoderLevel{OnRequest: zstd.SpeedDefault, Once: zstd.SpeedBestCompression}[level]))
	}
	return brotli.NewWriterLevel(io.Discard, [levels]int{OnRequest: 5, Once: 9}[level]), nil
}
