package storetest

import (
	"sync"
	"time"
)

// Clock is a clock that a test moves. Every reading is one second after the one before. It is safe for use by many
// goroutines.
type Clock struct {
	mu  sync.Mutex
	now time.Time
}

// NewClock returns a clock at noon of 1 November 2025, UTC.
func NewClock() *Clock {
	return &Clock{now: time.Date(2025, 11, 1, 12, 0, 0, 0, time.UTC)}
}

// Now returns the time and moves the clock on by a second.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	now := c.now
	c.now = now.Add(time.Second)
	return now
}

// Move moves the clock, back if by is negative.
func (c *Clock) Move(by time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(by)
}
