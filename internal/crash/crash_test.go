package crash

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"
)

// reference is what undisturbed work does.
type reference struct {
	// states are what the file can hold: before the work, if there is a file, and last after it.
	states []string
	took   time.Duration
	// calls is the number of system calls that write.
	calls int
}

func TestWhateverEndsTheProgramWhatWasAcknowledgedIsThere(t *testing.T) {
	list := scenarios()
	for i, s := range list {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			random := rand.New(rand.NewPCG(*killSeed, uint64(i)))
			ref := s.refer(t)
			each := max(1, *kills/len(list))
			for n := range each {
				if built.disturber == "" || n%2 == 0 {
					after := 1 + time.Duration(random.Int64N(int64(ref.took)*11/10))
					s.killAfter(t, ref, after)
					continue
				}
				s.killAt(t, ref, 1+random.IntN(ref.calls))
			}
			t.Logf("%d kills within %v and %d system calls", each, ref.took.Round(time.Millisecond), ref.calls)
		})
	}
}

func TestWhereverTheDiskIsFullNothingIsLost(t *testing.T) {
	if built.disturber == "" {
		t.Fatal("full disks cannot be tried here: system calls can be made to fail on Linux alone")
	}
	for i, s := range scenarios() {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			random := rand.New(rand.NewPCG(*killSeed, uint64(100+i)))
			ref := s.refer(t)
			for range max(1, *kills/40) {
				s.fillAt(t, ref, 1+random.IntN(ref.calls))
			}
		})
	}
}

func TestAKilledServerDoesNotDisturbAnImport(t *testing.T) {
	t.Parallel()
	s := scenarios()[0]
	ref := s.refer(t)
	random := rand.New(rand.NewPCG(*killSeed, 1000))
	for range max(1, *kills/20) {
		after := 1 + time.Duration(random.Int64N(int64(ref.took)))
		t.Run(fmt.Sprintf("killed after %v", after), func(t *testing.T) {
			folder := t.TempDir()
			s.prepare(t, folder)
			server := serve(t, folder, "--no-sample")
			timer := time.AfterFunc(after, func() { _ = server.Process.Kill() })
			defer timer.Stop()
			must(t, folder, s.args...)
			_ = server.Process.Kill()
			_ = server.Wait()
			s.inspect(t, ref, folder, true)
		})
	}
}

// refer does the work undisturbed, and once more to count its system calls.
func (s scenario) refer(t *testing.T) (ref reference) {
	t.Helper()
	folder := t.TempDir()
	s.prepare(t, folder)
	if !s.sample && s.name != "migration" {
		ref.states = append(ref.states, state(t, database(folder)))
	}
	ref.took = s.finish(t, folder)
	ref.states = append(ref.states, state(t, database(folder)))
	if built.disturber != "" {
		again := t.TempDir()
		s.prepare(t, again)
		d := disturb(t, command(again, s.args...), "KILL", 0)
		s.end(t, d)
		ref.calls = d.calls(t)
	}
	return ref
}

// killAfter kills the work after a time.
func (s scenario) killAfter(t *testing.T, ref reference, after time.Duration) {
	t.Helper()
	t.Run(fmt.Sprintf("killed after %v", after), func(t *testing.T) {
		folder := t.TempDir()
		s.prepare(t, folder)
		o := run(t, command(folder, s.args...), after)
		s.inspect(t, ref, folder, strings.Contains(o.stdout, s.acknowledged))
	})
}

// killAt kills the work before a system call.
func (s scenario) killAt(t *testing.T, ref reference, call int) {
	t.Helper()
	t.Run(fmt.Sprintf("killed before write %d of %d", call, ref.calls), func(t *testing.T) {
		folder := t.TempDir()
		s.prepare(t, folder)
		o := s.run(t, disturb(t, command(folder, s.args...), "KILL", call))
		s.inspect(t, ref, folder, strings.Contains(o.stdout, s.acknowledged))
	})
}

// fillAt lets the disk be full from a system call on. The work either fails in one sentence and leaves what was there, or
// had done all that counts.
func (s scenario) fillAt(t *testing.T, ref reference, call int) {
	t.Helper()
	t.Run(fmt.Sprintf("full from write %d of %d", call, ref.calls), func(t *testing.T) {
		folder := t.TempDir()
		s.prepare(t, folder)
		o := s.run(t, disturb(t, command(folder, s.args...), "FULL", call))
		acknowledged := strings.Contains(o.stdout, s.acknowledged)
		if !acknowledged && (o.status != 1 || !strings.Contains(o.stderr, "no room left")) {
			t.Errorf("status %d: %s", o.status, o.stderr)
		}
		s.inspect(t, ref, folder, acknowledged)
	})
}

// run runs disturbed work to its end. A server that goes on is killed once it serves.
func (s scenario) run(t *testing.T, d disturbed) outcome {
	t.Helper()
	if s.sample {
		return runUntil(t, d.Cmd, s.acknowledged)
	}
	return run(t, d.Cmd, 0)
}

// inspect looks at what disturbed work left: a server starts, the check finds nothing, and the file holds what it held
// before the work or what it holds after it; the latter if the work was acknowledged.
func (s scenario) inspect(t *testing.T, ref reference, folder string, acknowledged bool) {
	t.Helper()
	var flags []string
	if !s.sample {
		flags = append(flags, "--no-sample")
	}
	serve(t, folder, flags...).stop(t)
	must(t, folder, "check")
	got := state(t, database(folder))
	allowed := ref.states
	if acknowledged {
		allowed = allowed[len(allowed)-1:]
	}
	if !slices.Contains(allowed, got) {
		t.Errorf("acknowledged: %v; the file holds\n%s, not\n%s", acknowledged, got, strings.Join(allowed, " or\n"))
	}
	if s.look != nil {
		s.look(t, folder, acknowledged)
	}
}

// finish does the work to its end and returns how long it took.
func (s scenario) finish(t *testing.T, folder string) time.Duration {
	t.Helper()
	start := time.Now()
	c := command(folder, s.args...)
	if s.sample {
		server := startServer(t, c)
		took := time.Since(start)
		server.stop(t)
		return took
	}
	o := run(t, c, 0)
	if o.status != 0 || !strings.Contains(o.stdout, s.acknowledged) {
		t.Fatalf("undisturbed, it ends with %d: %s%s", o.status, o.stdout, o.stderr)
	}
	return o.took
}

// end does the work to its end, a server's by asking it to.
func (s scenario) end(t *testing.T, d disturbed) {
	t.Helper()
	if s.sample {
		startServer(t, d.Cmd).stop(t)
		return
	}
	run(t, d.Cmd, 0)
}
