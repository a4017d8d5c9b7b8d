package export

import (
	"io"
	"strings"

	"splitline/geo"
)

// Format is a file format that a snapshot can be written in.
type Format struct {
	// Ending is what the file's name ends with, without the dot.
	Ending string
	// MediaType is the registered media type.
	MediaType string
	// Write writes the snapshot. It returns the error of the writer, and one of kind geo.ErrInvalid for a snapshot that
	// the format cannot hold.
	Write func(io.Writer, geo.Snapshot) error
}

// Formats returns every format, by ending.
func Formats() []Format {
	return []Format{{Ending: "geojson", MediaType: "application/geo+json", Write: GeoJSON}}
}

// FormatOf returns the format of a file ending, without the dot, and whether there is one.
func FormatOf(ending string) (Format, bool) {
	for _, f := range Formats() {
		if f.Ending == ending {
			return f, true
		}
	}
	return Format{}, false
}

// Endings returns the endings of all formats for a message.
func Endings() string {
	var endings []string
	for _, f := range Formats() {
		endings = append(endings, f.Ending)
	}
	return strings.Join(endings, ", ")
}
