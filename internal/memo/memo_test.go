package memo_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"splitline/internal/memo"
)

func newMemo(limit int64) *memo.Memo[string, string] {
	return memo.New[string](limit, time.Minute, func(s string) int64 { return int64(len(s)) })
}

func constant(value string) func(context.Context) (string, error) {
	return func(context.Context) (string, error) { return value, nil }
}

func TestAValueIsMadeOnceForAllWhoAskAtTheSameTime(t *testing.T) {
	m := newMemo(100)
	release, begun := make(chan struct{}), make(chan struct{}, 1)
	slow := func(context.Context) (string, error) {
		begun <- struct{}{}
		<-release
		return "made", nil
	}
	const callers = 50
	answers := make(chan string, callers)
	var asking sync.WaitGroup
	for range callers {
		asking.Go(func() {
			value, err := m.Do(t.Context(), "key", slow)
			if err != nil {
				t.Error(err)
			}
			answers <- value
		})
	}
	<-begun
	close(release)
	asking.Wait()
	for range callers {
		if got := <-answers; got != "made" {
			t.Fatalf("a caller got %q", got)
		}
	}
	if made := m.Stats().Made; made != 1 {
		t.Errorf("made %d times, want once", made)
	}
}

func TestMakingGoesOnWhenTheFirstCallerHangsUp(t *testing.T) {
	m := newMemo(100)
	release, begun := make(chan struct{}), make(chan struct{})
	slow := func(ctx context.Context) (string, error) {
		close(begun)
		select {
		case <-release:
			return "made", nil
		case <-ctx.Done():
			return "", ctx.Err()
		}
	}
	ctx, hangUp := context.WithCancel(t.Context())
	first := make(chan error, 1)
	go func() {
		_, err := m.Do(ctx, "key", slow)
		first <- err
	}()
	<-begun
	second := make(chan string, 1)
	go func() {
		value, err := m.Do(t.Context(), "key", func(context.Context) (string, error) { return "", errors.New("made twice") })
		if err != nil {
			t.Error(err)
		}
		second <- value
	}()
	hangUp()
	if err := <-first; !errors.Is(err, context.Canceled) {
		t.Errorf("the first caller got %v, want its own cancellation", err)
	}
	close(release)
	if got := <-second; got != "made" {
		t.Errorf("the second caller got %q", got)
	}
}

func TestTheLeastRecentlyUsedValueIsDroppedFirst(t *testing.T) {
	m := newMemo(10)
	for _, key := range []string{"a", "b"} {
		m.Put(key, "12345")
	}
	if _, found := m.Get("a"); !found {
		t.Fatal("a is not kept")
	}
	m.Put("c", "12345")
	var kept []string
	for _, key := range []string{"a", "b", "c"} {
		if _, found := m.Get(key); found {
			kept = append(kept, key)
		}
	}
	if diff := cmp.Diff([]string{"a", "c"}, kept); diff != "" {
		t.Errorf("kept (-want +got):\n%s", diff)
	}
	if stats := m.Stats(); stats.Bytes != 10 || stats.Entries != 2 {
		t.Errorf("%d entries of %d bytes, want 2 of 10", stats.Entries, stats.Bytes)
	}
}

func TestAValueLargerThanTheLimitIsAnsweredAndNotKept(t *testing.T) {
	m := newMemo(4)
	value, err := m.Do(t.Context(), "key", constant("12345"))
	if err != nil || value != "12345" {
		t.Fatalf("got %q, %v", value, err)
	}
	if stats := m.Stats(); stats.Entries != 0 || stats.Bytes != 0 {
		t.Errorf("%d entries of %d bytes are kept", stats.Entries, stats.Bytes)
	}
}

func TestAValueThatGrewIsWeighedAnewAndMakesOthersGo(t *testing.T) {
	length := 3
	m := memo.New[string](10, time.Minute, func(value string) int64 { return int64(length * len(value)) })
	m.Put("small", "1")
	m.Put("growing", "1")
	length = 9
	m.Weigh("growing")
	if _, found := m.Get("small"); found {
		t.Error("a value for which there is no more room is kept")
	}
	length = 90
	m.Weigh("growing")
	if _, found := m.Get("growing"); !found {
		t.Error("the value that grew is gone")
	}
	m.Weigh("unknown")
	if stats := m.Stats(); stats.Bytes != 90 || stats.Entries != 1 {
		t.Errorf("%d entries of %d bytes, want 1 of 90", stats.Entries, stats.Bytes)
	}
}

func TestAKeyPutAgainCountsOnce(t *testing.T) {
	m := newMemo(100)
	m.Put("key", "12345")
	m.Put("key", "123")
	if got := m.Stats().Bytes; got != 3 {
		t.Errorf("%d bytes, want 3", got)
	}
}

func TestAnErrorIsNotKept(t *testing.T) {
	m := newMemo(100)
	failure := errors.New("no luck")
	if _, err := m.Do(t.Context(), "key", func(context.Context) (string, error) { return "", failure }); !errors.Is(err, failure) {
		t.Fatalf("got %v", err)
	}
	if value, err := m.Do(t.Context(), "key", constant("made")); err != nil || value != "made" {
		t.Errorf("got %q, %v", value, err)
	}
}

func TestAPanicIsAnErrorOfWhoAsked(t *testing.T) {
	m := newMemo(100)
	_, err := m.Do(t.Context(), "key", func(context.Context) (string, error) { panic("ouch") })
	var panicked *memo.PanicError
	if !errors.As(err, &panicked) || panicked.Value != "ouch" || len(panicked.Stack) == 0 {
		t.Errorf("got %v", err)
	}
}

func TestMakingEndsAtTheTimeLimitOfTheMemo(t *testing.T) {
	m := memo.New[string](100, time.Nanosecond, func(string) int64 { return 1 })
	_, err := m.Do(t.Context(), "key", func(ctx context.Context) (string, error) {
		<-ctx.Done()
		return "", ctx.Err()
	})
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v", err)
	}
}

func TestClosingCancelsWhatIsBeingMadeAndWaitsForIt(t *testing.T) {
	m := newMemo(100)
	begun, ended := make(chan struct{}), false
	failed := make(chan error, 1)
	go func() {
		_, err := m.Do(t.Context(), "key", func(ctx context.Context) (string, error) {
			close(begun)
			<-ctx.Done()
			ended = true
			return "", ctx.Err()
		})
		failed <- err
	}()
	<-begun
	m.Close()
	if !ended {
		t.Error("closed before the making ended")
	}
	if err := <-failed; !errors.Is(err, context.Canceled) {
		t.Errorf("the caller got %v", err)
	}
	if _, err := m.Do(t.Context(), "key", constant("made")); !errors.Is(err, context.Canceled) {
		t.Errorf("after closing a caller got %v", err)
	}
}

func BenchmarkGet(b *testing.B) {
	m := newMemo(100)
	m.Put("key", "value")
	b.ReportAllocs()
	for b.Loop() {
		if _, found := m.Get("key"); !found {
			b.Fatal("not kept")
		}
	}
}
