package geojson

import "strings"

// foreignFormat is a format that people take for GeoJSON, by how its files begin.
type foreignFormat struct{ begins, advice string }

// foreignFormats are those worth a word of advice. Compressed files are not unpacked: a file of a kilobyte can hold a
// gigabyte.
func foreignFormats() []foreignFormat {
	return []foreignFormat{
		{"\xFF\xFE", "the file is UTF-16: save it as UTF-8 (RFC 8259 section 8.1)"},
		{"\xFE\xFF", "the file is UTF-16: save it as UTF-8 (RFC 8259 section 8.1)"},
		{"\x1F\x8B", "the file is compressed with gzip: unpack it first"},
		{"BZh", "the file is compressed with bzip2: unpack it first"},
		{"\xFD7zXZ\x00", "the file is compressed with xz: unpack it first"},
		{"\x28\xB5\x2F\xFD", "the file is compressed with zstd: unpack it first"},
		{"PK\x03\x04", "the file is a zip archive, as shapefiles and KMZ come: unpack it and convert it to GeoJSON"},
		{"SQLite format 3\x00", "the file is a database, as a GeoPackage is: export its layer as GeoJSON"},
		{"%PDF", "the file is a PDF, not GeoJSON"},
		{"<", "the file is XML or HTML, as KML and GML are: convert it to GeoJSON"},
	}
}

// longestBegin is how many bytes tell a foreign format.
const longestBegin = 16

// foreignError says that a file has another format.
type foreignError struct{ advice string }

func (e foreignError) Error() string { return e.advice }

// sniff returns an error if a file that begins so is of a foreign format.
func sniff(begin []byte) error {
	for _, format := range foreignFormats() {
		if strings.HasPrefix(string(begin), format.begins) {
			return foreignError{format.advice}
		}
	}
	return nil
}
