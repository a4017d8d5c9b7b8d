package bundle

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"

	"splitline/geo"
)

// invalidf returns an error of kind geo.ErrInvalid.
func invalidf(format string, args ...any) error {
	return fmt.Errorf(format+": %w", append(args, geo.ErrInvalid)...)
}

// in puts the place of an error before it.
func in(err error, format string, args ...any) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", fmt.Sprintf(format, args...), err)
}

// decode reads one JSON value into v and refuses members that v does not have, and anything after the value.
func decode(data []byte, v any) error {
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(v); err != nil {
		return invalidf("%v", err)
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return invalidf("more follows after the end")
	}
	return nil
}

// read returns the content of a file of the folder. A missing file is an error of kind geo.ErrInvalid.
func read(folder fs.FS, name string) ([]byte, error) {
	data, err := fs.ReadFile(folder, name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, invalidf("%s: is missing", name)
	}
	return data, in(err, "%s", name)
}

// readIfThere returns the content of a file of the folder, or nil if there is no such file.
func readIfThere(folder fs.FS, name string) ([]byte, error) {
	data, err := fs.ReadFile(folder, name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return data, in(err, "%s", name)
}
