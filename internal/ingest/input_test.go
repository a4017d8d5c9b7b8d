package ingest_test

import (
	"errors"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"splitline/geo"
	"splitline/internal/ingest"
)

func TestWhatIsNoFileIsRefusedWithoutWaiting(t *testing.T) {
	folder := t.TempDir()
	pipe := filepath.Join(folder, "pipe.geojson")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	link := filepath.Join(folder, "link.geojson")
	if err := os.Symlink(pipe, link); err != nil {
		t.Fatal(err)
	}
	socket := filepath.Join(folder, "s")
	listener, err := net.Listen("unix", socket)
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close() //nolint:errcheck // the folder goes with it
	b := newBench(t)
	ref := b.smallSeries(t)
	for path, kind := range map[string]string{
		folder: "is a folder, not a file", pipe: "is a pipe, not a file", link: "is a pipe, not a file",
		os.DevNull: "is a device, not a file", socket: "is a socket, not a file",
	} {
		_, err := b.Import(t.Context(), ref, []ingest.Input{ingest.FileInput(path)}, from(t, "2025-01-01", geo.IsraeliHeld), nil)
		if !errors.Is(err, geo.ErrInvalid) || !strings.Contains(err.Error(), path+": "+kind) {
			t.Errorf("%s: error %v, want %q", path, err, kind)
		}
	}
	if n := len(b.updates(t, ref)); n != 0 {
		t.Errorf("%d updates are stored", n)
	}
}

func TestAFileThatIsNotThereIsNamed(t *testing.T) {
	path := filepath.Join(t.TempDir(), "none.geojson")
	if _, err := ingest.FileInput(path).Open(); !errors.Is(err, fs.ErrNotExist) || !strings.Contains(err.Error(), path) {
		t.Errorf("error %v", err)
	}
}
