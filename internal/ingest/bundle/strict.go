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

// mostBytes is how large a file of a folder may be.
const mostBytes = 64 << 20

// read returns the content of a file of the folder. A missing file is an error of kind geo.ErrInvalid, as is one that is
// too large or no file.
func read(folder fs.FS, name string) ([]byte, error) {
	data, err := readIfThere(folder, name)
	if err == nil && data == nil {
		return nil, invalidf("%s: is missing", name)
	}
	return data, err
}

// readIfThere returns the content of a file of the folder, or nil if there is no such file.
func readIfThere(folder fs.FS, name string) ([]byte, error) {
	about, err := fs.Stat(folder, name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, in(err, "%s", name)
	}
	if !about.Mode().IsRegular() {
		return nil, invalidf("%s: is a folder, a pipe or a device, not a file", name)
	}
	file, err := folder.Open(name)
	if err != nil {
		return nil, in(err, "%s", name)
	}
	data, err := io.ReadAll(io.LimitReader(file, mostBytes+1))
	if err := errors.Join(err, file.Close()); err != nil {
		return nil, in(err, "%s", name)
	}
	if len(data) > mostBytes {
		return nil, invalidf("%s: is larger than the %d bytes that are read", name, mostBytes)
	}
	return data, nil
}
