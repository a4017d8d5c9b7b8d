package logging

import (
	"io"
	"sync"
	"time"
)

const (
	// gatherFor is how long a line waits for others.
	gatherFor = 100 * time.Millisecond
	// gatherBytes is the size from which waiting lines are written at once.
	gatherBytes = 32 << 10
	// keptBytes bounds the room kept for use again after a flood of long lines.
	keptBytes = 256 << 10
)

// lines gathers what is written and hands it on in large pieces. It is safe for use by many goroutines; if the writer
// below is slow those that write wait for it, so that what is gathered stays bounded.
type lines struct {
	out io.Writer

	writing sync.Mutex // held to write to out, so that pieces keep their order
	spare   []byte     // the room that is not in use, guarded by writing

	mu       sync.Mutex
	gathered []byte
	timer    *time.Timer
	err      error // the last error of out
}

func newLines(out io.Writer) *lines {
	l := &lines{out: out}
	l.timer = time.AfterFunc(time.Hour, l.flush)
	l.timer.Stop()
	return l
}

// Write takes a line. It never fails: what the writer below refuses is told by close.
func (l *lines) Write(line []byte) (int, error) {
	l.mu.Lock()
	if len(l.gathered) == 0 {
		l.timer.Reset(gatherFor)
	}
	l.gathered = append(l.gathered, line...)
	full := len(l.gathered) >= gatherBytes
	l.mu.Unlock()
	if full {
		l.flush()
	}
	return len(line), nil
}

// flush writes what waits.
func (l *lines) flush() {
	l.writing.Lock()
	defer l.writing.Unlock()
	l.mu.Lock()
	taken := l.gathered
	l.gathered, l.spare = l.spare[:0], nil
	l.timer.Stop()
	l.mu.Unlock()
	if len(taken) == 0 {
		l.spare = taken
		return
	}
	_, err := l.out.Write(taken)
	if cap(taken) <= keptBytes {
		l.spare = taken
	}
	if err != nil {
		l.mu.Lock()
		l.err = err
		l.mu.Unlock()
	}
}

// close writes what waits and returns the last error of the writer below. Lines that come later are still written.
func (l *lines) close() error {
	l.flush()
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.err
}
