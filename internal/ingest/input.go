package ingest

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// Input is a file to import.
type Input struct {
	// Name is the name of the file as people know it; messages carry it, and dates are read from its last element.
	Name string
	// Open returns the content. It is called once.
	Open func() (io.ReadCloser, error)
}

// FileInput returns the file at a path.
func FileInput(path string) Input {
	return Input{Name: path, Open: func() (io.ReadCloser, error) {
		file, err := os.Open(path) //nolint:gosec // reading the file that the user names is the purpose
		if err != nil {
			return nil, fmt.Errorf("open file to import: %w", err)
		}
		return file, nil
	}}
}

// BytesInput returns content in memory under a name.
func BytesInput(name string, content []byte) Input {
	return Input{Name: name, Open: func() (io.ReadCloser, error) {
		return io.NopCloser(bytes.NewReader(content)), nil
	}}
}

// base returns the last element of the name.
func (i Input) base() string { return filepath.Base(i.Name) }
