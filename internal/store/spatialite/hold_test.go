package spatialite_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"splitline/internal/store"
	"splitline/internal/store/spatialite"
)

func TestAHoldKeepsOthersAwayAndNamesItsHolder(t *testing.T) {
	path := filepath.Join(t.TempDir(), "store.db")
	release, err := spatialite.Hold(path, "a server on 127.0.0.1:8080")
	if err != nil {
		t.Fatal(err)
	}
	_, err = spatialite.Hold(path, "a server on 127.0.0.1:8081")
	want := fmt.Sprintf("%s is held by process %d, a server on 127.0.0.1:8080: stop that first, or take another file", path, os.Getpid())
	if !errors.Is(err, store.ErrBusy) || err.Error() != want {
		t.Errorf("got error %v, want %s", err, want)
	}
	if err := release(); err != nil {
		t.Fatal(err)
	}
	same(t, []string(nil), names(t, filepath.Dir(path)))
	release, err = spatialite.Hold(path, "a server")
	if err != nil {
		t.Fatal(err)
	}
	if err := release(); err != nil {
		t.Fatal(err)
	}
}

func TestAFileOfAHoldThatNobodyHoldsMeansNothing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "store.db")
	put(t, path+"-server", []byte("process 1, a server of yesterday\n"))
	release, err := spatialite.Hold(path, "a server")
	if err != nil {
		t.Fatal(err)
	}
	if got := contents(t, path+"-server"); !strings.HasSuffix(got, ", a server\n") || strings.Contains(got, "yesterday") {
		t.Errorf("the file says %q", got)
	}
	if err := release(); err != nil {
		t.Fatal(err)
	}
}
