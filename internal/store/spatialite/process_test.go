package spatialite_test

import (
	"bufio"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"splitline/geo"
	"splitline/internal/store"
	"splitline/internal/store/spatialite"
)

// childFile names, in the environment, the file that a child process of a test writes to.
const childFile = "SPLITLINE_TEST_CHILD_FILE"

// TestMain makes the test binary a writer where a test runs it as a child.
func TestMain(m *testing.M) {
	if path := os.Getenv(childFile); path != "" {
		if err := publishForEver(path, os.Stdin, os.Stdout); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// publishForEver publishes until the input ends, and prints each revision once it is acknowledged.
func publishForEver(path string, input io.Reader, output io.Writer) error {
	ctx := context.Background()
	s, err := spatialite.Open(ctx, path, spatialite.Options{})
	if err != nil {
		return err
	}
	ended := make(chan struct{})
	go func() {
		_, _ = io.Copy(io.Discard, input)
		close(ended)
	}()
	for {
		select {
		case <-ended:
			return s.Close()
		default:
		}
		var revision geo.Revision
		err := s.Write(ctx, func(w store.Writer) error {
			if err := publish(ctx, w, 1, 10, 200); err != nil {
				return err
			}
			head, err := w.Head(ctx, ref, store.Pin{})
			revision = head.Revision
			return err
		})
		if err != nil {
			return err
		}
		if _, err := fmt.Fprintln(output, revision); err != nil {
			return err
		}
	}
}

// child is a process of this binary that publishes.
type child struct {
	command *exec.Cmd
	input   io.Closer
	lines   *bufio.Scanner
}

func startChild(t *testing.T, path string) *child {
	t.Helper()
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	command := exec.Command(program)
	command.Env = append(os.Environ(), childFile+"="+path)
	command.Stderr = os.Stderr
	input, err := command.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	output, err := command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	return &child{command: command, input: input, lines: bufio.NewScanner(output)}
}

// next waits for the child's next revision and returns it, 0 if the child has ended.
func (c *child) next() (revision geo.Revision) {
	if c.lines.Scan() {
		_, _ = fmt.Sscan(c.lines.Text(), &revision)
	}
	return revision
}

func TestAKilledWriterLeavesItsLastAcknowledgedState(t *testing.T) {
	path := filepath.Join(t.TempDir(), "store.db")
	s := open(t, path, spatialite.Options{})
	found(t, s)
	closeStore(t, s)
	var acknowledged geo.Revision
	for round := range 5 {
		c := startChild(t, path)
		for range 3 + round {
			acknowledged = c.next()
		}
		if err := c.command.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		for revision := c.next(); revision > 0; revision = c.next() {
			acknowledged = revision
		}
		if err := c.command.Wait(); err == nil {
			t.Fatal("the child ended by itself")
		}
		s := open(t, path, spatialite.Options{})
		if err := s.Check(context.Background()); err != nil {
			t.Error(err)
		}
		if got := wholeRevision(t, s); got < acknowledged || got > acknowledged+1 {
			t.Errorf("revision %d after the kill, %d was acknowledged", got, acknowledged)
		}
		closeStore(t, s)
	}
}

func TestTwoProcessesWriteOneFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "store.db")
	s := open(t, path, spatialite.Options{})
	defer closeStore(t, s)
	found(t, s)
	c := startChild(t, path)
	for range 10 {
		if c.next() == 0 {
			t.Fatal("the child ended")
		}
		publishDates(t, s, 1, 10, 200)
		wholeRevision(t, s)
	}
	if err := c.input.Close(); err != nil {
		t.Fatal(err)
	}
	for c.next() > 0 {
		continue
	}
	if err := c.command.Wait(); err != nil {
		t.Fatal(err)
	}
	if got := wholeRevision(t, s); got < 20 {
		t.Errorf("revision %d after ten publications of two processes each", got)
	}
	if err := s.Check(context.Background()); err != nil {
		t.Error(err)
	}
}

func TestTwoStoresMakeOneFileAtOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "store.db")
	type outcome struct {
		store *spatialite.Store
		err   error
	}
	outcomes := make(chan outcome)
	for range 2 {
		go func() {
			s, err := spatialite.Open(context.Background(), path, spatialite.Options{})
			outcomes <- outcome{s, err}
		}()
	}
	for range 2 {
		o := <-outcomes
		if o.err != nil {
			t.Error(o.err)
			continue
		}
		defer closeStore(t, o.store)
	}
}

// wholeRevision returns the newest revision and fails the test if it does not have all its zones and its update.
func wholeRevision(t *testing.T, s *spatialite.Store) (revision geo.Revision) {
	t.Helper()
	ctx := context.Background()
	err := s.Read(ctx, func(r store.Reader) error {
		head, err := r.Head(ctx, ref, store.Pin{})
		if err != nil {
			return err
		}
		zones, err := r.Zones(ctx, store.ZoneQuery{Series: ref})
		if err != nil {
			return err
		}
		editions, err := r.Editions(ctx, ref)
		if err != nil {
			return err
		}
		revision = head.Revision
		if n := int(revision); len(zones) != 10*n || len(editions) != n || int(head.NextUpdate) != n+1 {
			t.Errorf("revision %d has %d zones and %d editions, next update %d", n, len(zones), len(editions), head.NextUpdate)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return revision
}

func TestAWriterThatWaitsForAnotherProcessHeedsItsContext(t *testing.T) {
	path := filepath.Join(t.TempDir(), "store.db")
	s := open(t, path, spatialite.Options{})
	defer closeStore(t, s)
	other, err := sql.Open("sqlite3", "file:"+path+"?_txlock=immediate")
	if err != nil {
		t.Fatal(err)
	}
	tx, err := other.Begin()
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 300*time.Millisecond)
	defer cancel()
	err = s.Write(ctx, func(store.Writer) error { return nil })
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got error %v", err)
	}
	if err := errors.Join(tx.Rollback(), other.Close()); err != nil {
		t.Fatal(err)
	}
	found(t, s)
}

func TestAStoreThatIsClosedLeavesOneFile(t *testing.T) {
	folder := t.TempDir()
	s := open(t, filepath.Join(folder, "store.db"), spatialite.Options{})
	found(t, s)
	readZones(t, s, store.ZoneQuery{Series: ref})
	closeStore(t, s)
	same(t, []string{"store.db"}, names(t, folder))
}
