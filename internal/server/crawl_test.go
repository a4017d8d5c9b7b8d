package server

import (
	"bufio"
	"errors"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"testing/synctest"
	"time"

	"github.com/paulmach/orb"

	"splitline/geo/split"
)

func noMetric(orb.Bound) split.Metric { panic("nothing is measured here") }

// large is a web app with a file that no buffer on the way holds.
func large(c *Config) {
	c.Web = fstest.MapFS{"large.png": {Data: make([]byte, 4<<20)}, "small.txt": {Data: []byte("small")}}
}

// crawl sends bytes one by one, with a pause before each, until all are sent or the connection is closed.
func crawl(c net.Conn, text string, pause time.Duration) {
	for i := range len(text) {
		<-time.After(pause)
		if _, err := c.Write([]byte{text[i]}); err != nil {
			return
		}
	}
}

// ended waits for the end of a connection, reading one byte after each pause, and returns when it came.
func ended(t *testing.T, c net.Conn, pause time.Duration) time.Time {
	t.Helper()
	one := make([]byte, 1)
	for {
		<-time.After(pause)
		if _, err := c.Read(one); err != nil {
			if !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrClosedPipe) {
				t.Errorf("the connection ended with %v", err)
			}
			return time.Now()
		}
	}
}

// answeredNow asks for a small file by a connection of its own and fails unless it is answered without waiting.
func answeredNow(t *testing.T, p *pipes) {
	t.Helper()
	start := time.Now()
	c := p.dial(t)
	if _, err := io.WriteString(c, "GET /small.txt HTTP/1.1\r\nHost: map\r\nConnection: close\r\n\r\n"); err != nil {
		t.Error(err)
		return
	}
	answer, err := io.ReadAll(c)
	if err != nil || !strings.HasPrefix(string(answer), "HTTP/1.1 200 ") || !strings.HasSuffix(string(answer), "\r\n\r\nsmall") {
		t.Errorf("another client is answered %q, %v", answer, err)
	}
	if took := time.Since(start); took > 0 {
		t.Errorf("another client waited for %v", took)
	}
}

func TestAClientThatCrawlsIsCutOffAndHoldsNobodyUp(t *testing.T) {
	tests := []struct {
		name string
		// send is sent one byte at a time after pause; then the answer is read likewise.
		send       string
		pause      time.Duration
		readEvery  time.Duration
		from, upTo time.Duration
	}{
		{
			"a header that does not end", "GET /small.txt HTTP/1.1\r\nHost: map\r\n" + strings.Repeat("X-Slow: 1\r\n", 500),
			time.Second, 0, 5 * time.Second, 6 * time.Second,
		},
		{"a connection that says nothing", "", 0, time.Second, 5 * time.Second, 6 * time.Second},
		{
			"a body that does not end", "GET /small.txt HTTP/1.1\r\nHost: map\r\nContent-Length: 60000\r\n\r\n" + strings.Repeat("x", 60000),
			20 * time.Millisecond, 0, 30 * time.Second, 2 * time.Minute,
		},
		{
			"an answer read one byte a second", "GET /large.png HTTP/1.1\r\nHost: map\r\n\r\n",
			time.Millisecond, time.Second, 60 * time.Second, 62 * time.Second,
		},
		{
			"a connection that is idle after its answer", "GET /small.txt HTTP/1.1\r\nHost: map\r\n\r\n",
			time.Millisecond, 10 * time.Millisecond, 2 * time.Minute, 2*time.Minute + 20*time.Second,
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			inBubble(t, large, func(t *testing.T, _ *Server, p *pipes) {
				c, start, done := p.dial(t), time.Now(), make(chan time.Time)
				var sending sync.WaitGroup
				sending.Go(func() { crawl(c, tt.send, tt.pause) })
				go func() { done <- ended(t, c, tt.readEvery) }()
				synctest.Wait()
				answeredNow(t, p)
				took := (<-done).Sub(start)
				if took < tt.from || took > tt.upTo {
					t.Errorf("it is cut off after %v, want %v to %v", took, tt.from, tt.upTo)
				}
				answeredNow(t, p)
				sending.Wait()
			})
		})
	}
}

func TestAClientThatCrawlsWithinTheLimitsIsAnswered(t *testing.T) {
	inBubble(t, large, func(t *testing.T, _ *Server, p *pipes) {
		c := p.dial(t)
		var sending sync.WaitGroup
		defer sending.Wait()
		sending.Go(func() {
			crawl(c, "GET /small.txt HTTP/1.1\r\nHost: map\r\nConnection: close\r\n\r\n", 50*time.Millisecond)
		})
		var answer []byte
		one := make([]byte, 1)
		for {
			<-time.After(20 * time.Millisecond)
			if _, err := c.Read(one); err != nil {
				break
			}
			answer = append(answer, one[0])
		}
		if !strings.HasSuffix(string(answer), "\r\n\r\nsmall") {
			t.Errorf("the answer is %q", answer)
		}
	})
}

// listen opens a stream of events and reads its first block.
func listen(t *testing.T, p *pipes) (net.Conn, *bufio.Reader) {
	t.Helper()
	c := p.dial(t)
	if _, err := io.WriteString(c, "GET /events HTTP/1.1\r\nHost: map\r\n\r\n"); err != nil {
		t.Fatal(err)
	}
	reader := bufio.NewReader(c)
	response, err := http.ReadResponse(reader, nil) //nolint:bodyclose // the test reads the chunks itself
	if err != nil || response.StatusCode != http.StatusOK {
		t.Fatalf("the stream begins with %v, %v", response, err)
	}
	for line := ""; line != "\r\n"; { // the first chunk: retry and id
		if line, err = reader.ReadString('\n'); err != nil {
			t.Fatal(err)
		}
	}
	return c, reader
}

func TestAStreamOutlivesTheTimeLimitsOfOtherAnswers(t *testing.T) {
	inBubble(t, large, func(t *testing.T, s *Server, p *pipes) {
		_, events := listen(t, p)
		limits, start := s.config.Limits, time.Now()
		for time.Since(start) < 3*max(limits.Read, limits.Write, limits.Idle, limits.Handle) {
			line, err := events.ReadString('\n')
			if err != nil {
				t.Fatalf("after %v the stream ends: %v", time.Since(start), err)
			}
			if strings.HasPrefix(line, ": still here") && time.Since(start)%beatEvery != 0 {
				t.Errorf("a beat comes after %v", time.Since(start))
			}
		}
	})
}

func TestAStreamWhoseClientStopsReadingEnds(t *testing.T) {
	inBubble(t, large, func(t *testing.T, s *Server, p *pipes) {
		listen(t, p) // and never reads again: the next beat, after 20 s, stays unread
		<-time.After(beatEvery + 59*time.Second)
		synctest.Wait()
		if got := s.events.open(); got != 1 {
			t.Errorf("%d streams are open within the time limit of writing, want 1", got)
		}
		<-time.After(2 * time.Second)
		synctest.Wait()
		if got := s.events.open(); got != 0 {
			t.Errorf("%d streams are open after it", got)
		}
	})
}

func TestTellingTheStreamsDoesNotWaitForASlowOne(t *testing.T) {
	inBubble(t, large, func(t *testing.T, s *Server, p *pipes) {
		listen(t, p) // never reads again
		_, quick := listen(t, p)
		start := time.Now()
		const events = 3 * backlog
		go func() {
			for i := range events {
				s.events.publish(revised{Enclave: "strip", Series: "reported", Revision: 1})
				if i%(backlog/2) == 0 {
					synctest.Wait() // the quick one has read so far
				}
			}
		}()
		for read := 0; read < events; {
			line, err := quick.ReadString('\n')
			if err != nil {
				t.Fatalf("after %d events: %v", read, err)
			}
			if strings.HasPrefix(line, "data: ") {
				read++
			}
		}
		if took := time.Since(start); took > 0 {
			t.Errorf("the events took %v", took)
		}
		if dropped := metricOf(t, s, "splitline_event_streams_dropped_total"); dropped != 1 {
			t.Errorf("%g streams were dropped, want the slow one", dropped)
		}
	})
}

func TestStoppingWithinItsLimitDespiteAClientThatDoesNotRead(t *testing.T) {
	inBubble(t, large, func(t *testing.T, s *Server, p *pipes) {
		stuck := p.dial(t)
		if _, err := io.WriteString(stuck, "GET /large.png HTTP/1.1\r\nHost: map\r\n\r\n"); err != nil {
			t.Fatal(err)
		}
		_, events := listen(t, p)
		synctest.Wait()
		start := time.Now()
		go func() { // the end of the stream, at once
			_, _ = io.Copy(io.Discard, events)
			if took := time.Since(start); took > 0 {
				t.Errorf("the stream of events ended after %v", took)
			}
		}()
		t.Cleanup(func() {
			if took := time.Since(start); took != s.config.Limits.Stop {
				t.Errorf("stopping took %v, want the limit of %v", took, s.config.Limits.Stop)
			}
		})
	})
}

// TestSilentConnectionsGiveWay opens connections that say nothing, many more than there is room for.
func TestSilentConnectionsGiveWay(t *testing.T) {
	const room = 64
	few := func(c *Config) { large(c); c.Limits.Connections = room }
	inBubble(t, few, func(t *testing.T, s *Server, p *pipes) {
		for i := range 10 * room {
			<-time.After(2 * idleFor / room)
			p.dial(t)
			if i%7 == 0 {
				answeredNow(t, p)
			}
		}
		if refused := metricOf(t, s, "splitline_refused_total"); refused > 0 {
			t.Errorf("%g connections were refused", refused)
		}
		if displaced := metricOf(t, s, "splitline_http_connections_displaced_total"); displaced < 9*room {
			t.Errorf("%g connections gave way, want those beyond the room", displaced)
		}
	})
	inBubble(t, few, func(t *testing.T, s *Server, p *pipes) {
		for range room {
			p.dial(t) // all at once
		}
		c := p.dial(t)
		if _, err := io.WriteString(c, "GET /small.txt HTTP/1.1\r\nHost: map\r\n\r\n"); err != nil {
			t.Fatal(err)
		}
		told, err := io.ReadAll(c) // to the end: the connection is closed
		if err != nil || !strings.HasPrefix(string(told), "HTTP/1.1 503 ") || !strings.Contains(string(told), "\r\nRetry-After: 2\r\n") {
			t.Errorf("who comes with a flood is told %q, %v", told, err)
		}
		<-time.After(idleFor)
		answeredNow(t, p)
		for range 2 * room {
			p.dial(t)
		}
		synctest.Wait()
		if open := s.gate.Load().count(); open > room+room/spareShare+1 {
			t.Errorf("%d connections are open", open)
		}
	})
}
