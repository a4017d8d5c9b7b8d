package ingest

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"splitline/geo"
)

// Input is a file to import.
type Input struct {
	// Name is the name of the file as people know it; messages carry it, and dates are read from its last element.
	Name string
	// Open returns the content. It is called once.
	Open func() (io.ReadCloser, error)
}

// FileInput returns the file at a path. Opening it is an error of kind geo.ErrInvalid if there is a folder, a pipe or a
// device: those have no end that could be told beforehand, and a pipe that nobody writes to waits for ever.
func FileInput(path string) Input {
	return Input{Name: path, Open: func() (io.ReadCloser, error) {
		about, err := os.Stat(path)
		if err != nil {
			return nil, fmt.Errorf("open file to import: %w", err)
		}
		if !about.Mode().IsRegular() {
			return nil, fmt.Errorf("%s: is %s, not a file: %w", path, kindOf(about.Mode()), geo.ErrInvalid)
		}
		file, err := os.Open(path) //nolint:gosec // reading the file that the user names is the purpose
		if err != nil {
			return nil, fmt.Errorf("open file to import: %w", err)
		}
		return file, nil
	}}
}

// kindOf names what is no regular file.
func kindOf(mode fs.FileMode) string {
	switch {
	case mode.IsDir():
		return "a folder"
	case mode&fs.ModeNamedPipe != 0:
		return "a pipe"
	case mode&fs.ModeSocket != 0:
		return "a socket"
	}
	return "a device"
}

// BytesInput returns content in memory under a name.
func BytesInput(name string, content []byte) Input {
	return Input{Name: name, Open: func() (io.ReadCloser, error) {
		return io.NopCloser(bytes.NewReader(content)), nil
	}}
}

// base returns the last element of the name.
func (i Input) base() string { return filepath.Base(i.Name) }
