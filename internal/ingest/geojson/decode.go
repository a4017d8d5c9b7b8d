package geojson

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"unicode/utf8"

	"splitline/internal/ingest/report"
)

const (
	recordSeparator = 0x1E // before each text of a sequence (RFC 8142 section 2)
	byteOrderMark   = "\xEF\xBB\xBF"
	utf16Little     = "\xFF\xFE"
	utf16Big        = "\xFE\xFF"
)

// errTooLarge tells that a limit is reached; the refusal has been written by then.
var errTooLarge = errors.New("too large")

// decoder reads one file.
type decoder struct {
	log       report.Log
	limits    Limits
	json      *json.Decoder
	file      File
	crs       []declaredCRS
	positions int
	heights   int
}

// Decode reads a file of any of the forms. What is wrong with it is written to the report; the features that could be
// read are returned all the same, so that one reading finds every fault. The caller asks the report whether the file
// is refused.
func Decode(name string, content io.Reader, limits Limits, into *report.Report) File {
	d := &decoder{log: report.NewLog(into, name), limits: limits, file: File{Name: name}}
	d.json = json.NewDecoder(&sequenceReader{source: &limitedReader{source: content, left: limits.Bytes}})
	texts := 0
	for {
		err := d.text()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			d.refuse(err)
			break
		}
		texts++
	}
	if texts == 0 && len(d.file.Features) == 0 && len(into.Of(report.Refused)) == 0 {
		d.log.Refusef(report.RuleJSON, nil, "the file is empty")
	}
	d.finish()
	return d.file
}

// refuse writes down why reading stopped.
func (d *decoder) refuse(err error) {
	switch {
	case errors.Is(err, errTooLarge):
		d.log.Refusef(report.RuleSize, nil, "the file is larger than the %d bytes that are read", d.limits.Bytes)
	case errors.Is(err, errStop):
	case errors.Is(err, errUTF16), errors.Is(err, errUTF8):
		d.log.Refusef(report.RuleJSON, nil, "%s", err.Error())
	case errors.Is(err, io.ErrUnexpectedEOF):
		d.log.Refusef(report.RuleJSON, nil, "the file ends in the middle of a value, after %d bytes", d.json.InputOffset())
	default:
		d.log.Refusef(report.RuleJSON, nil, "not JSON near byte %d: %s", d.json.InputOffset(), plainSyntax(err))
	}
}

// finish settles what concerns the file as a whole.
func (d *decoder) finish() {
	if d.heights > 0 {
		d.log.Notef(report.RuleHeight, "positions with a height: %d; the heights are dropped", d.heights)
	}
	d.file.CRS = d.settleCRS()
}

// errStop ends the reading of a file whose refusal has been written.
var errStop = errors.New("stop")

// text reads one JSON text of the file. It returns io.EOF after the last.
func (d *decoder) text() error {
	start, err := d.json.Token()
	if err != nil {
		return err
	}
	if start != json.Delim('{') {
		d.log.Refusef(report.RuleGeoJSON, nil, "a GeoJSON text must be an object, not %s", tokenText(start))
		return errStop
	}
	members, streamed, err := d.members()
	if err != nil {
		return err
	}
	kind, known := stringOf(members["type"])
	switch {
	case kind == "FeatureCollection":
		d.collection(members, streamed)
	case streamed:
		d.log.Refusef(report.RuleGeoJSON, nil, "an object with features must have type FeatureCollection, not %q", kind)
	case kind == "Feature":
		d.feature(members)
	case known && slices.Contains(geometryTypes, kind):
		d.bareGeometry(members)
	default:
		d.log.Refusef(report.RuleGeoJSON, nil, "type %q is not one of GeoJSON", kind)
	}
	return d.checkCounts()
}

// members reads the members of an object whose brace is read. The list of a member features is read feature by
// feature; streamed tells whether there was one.
func (d *decoder) members() (members map[string]json.RawMessage, streamed bool, err error) {
	members = make(map[string]json.RawMessage)
	for d.json.More() {
		key, err := d.json.Token()
		if err != nil {
			return nil, false, err
		}
		if key == "features" && !streamed {
			streamed = true
			if err := d.features(); err != nil {
				return nil, false, err
			}
			continue
		}
		var value json.RawMessage
		if err := d.json.Decode(&value); err != nil {
			return nil, false, unexpected(err)
		}
		if !utf8.Valid(value) {
			return nil, false, errUTF8
		}
		members[fmt.Sprint(key)] = value
	}
	_, err = d.json.Token()
	return members, streamed, unexpected(err)
}

// features reads the list of a FeatureCollection.
func (d *decoder) features() error {
	start, err := d.json.Token()
	if err != nil {
		return unexpected(err)
	}
	if start != json.Delim('[') {
		d.log.Refusef(report.RuleGeoJSON, nil, "features must be a list")
		return errStop
	}
	for d.json.More() {
		var raw json.RawMessage
		if err := d.json.Decode(&raw); err != nil {
			return unexpected(err)
		}
		if !utf8.Valid(raw) {
			d.about(Feature{Index: len(d.file.Features)}).Refusef(report.RuleJSON, nil, "%s", errUTF8.Error())
			return errStop
		}
		d.rawFeature(raw)
		if err := d.checkCounts(); err != nil {
			return err
		}
	}
	_, err = d.json.Token()
	return unexpected(err)
}

func (d *decoder) checkCounts() error {
	switch {
	case len(d.file.Features) > d.limits.Features:
		d.log.Refusef(report.RuleSize, nil, "the file has more than %d features", d.limits.Features)
		return errStop
	case d.positions > d.limits.Positions:
		d.log.Refusef(report.RuleSize, nil, "the file has more than %d positions", d.limits.Positions)
		return errStop
	}
	return nil
}

// collection checks what is left of a FeatureCollection once its features are read.
func (d *decoder) collection(members map[string]json.RawMessage, streamed bool) {
	d.declare(members, d.log)
	switch {
	case !streamed:
		d.log.Refusef(report.RuleGeoJSON, nil, "a FeatureCollection must have features")
	case members["features"] != nil:
		d.log.Refusef(report.RuleGeoJSON, nil, "features stands twice")
	case len(d.file.Features) == 0:
		d.log.Notef(report.RuleNoGeometry, "the collection has no features")
	}
	d.noteTransferLimit(members)
}

// noteTransferLimit says that a service cut its answer short, as ArcGIS marks it.
func (d *decoder) noteTransferLimit(members map[string]json.RawMessage) {
	var properties struct {
		Exceeded bool `json:"exceededTransferLimit"`
	}
	own := json.Unmarshal(members["exceededTransferLimit"], &properties.Exceeded) == nil && properties.Exceeded
	nested := json.Unmarshal(members["properties"], &properties) == nil && properties.Exceeded
	if own || nested {
		d.log.Notef(report.RuleSize, "the service that made the file stopped at its page limit: it is not complete")
	}
}

// unexpected turns the end of input inside a value into io.ErrUnexpectedEOF.
func unexpected(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}

// stringOf returns the string of a JSON value, and whether it is one.
func stringOf(raw json.RawMessage) (string, bool) {
	var s string
	if len(raw) == 0 || raw[0] != '"' || json.Unmarshal(raw, &s) != nil {
		return "", false
	}
	return s, true
}

// isNull reports whether a member is missing or null.
func isNull(raw json.RawMessage) bool {
	return len(raw) == 0 || bytes.Equal(raw, []byte("null"))
}

// limitedReader fails with errTooLarge once more than its limit is asked for.
type limitedReader struct {
	source io.Reader
	left   int64
}

func (r *limitedReader) Read(p []byte) (int, error) {
	if r.left < 0 {
		return 0, errTooLarge
	}
	if int64(len(p)) > r.left+1 {
		p = p[:r.left+1]
	}
	n, err := r.source.Read(p)
	r.left -= int64(n)
	if r.left < 0 {
		return 0, errTooLarge
	}
	return n, err
}

// sequenceReader turns record separators into spaces, which JSON skips between texts and never allows within strings,
// and leaves out a byte order mark at the start.
type sequenceReader struct {
	source  io.Reader
	started bool
}

func (r *sequenceReader) Read(p []byte) (int, error) {
	if !r.started {
		r.started = true
		buffered := bufio.NewReader(r.source)
		if mark, err := buffered.Peek(len(byteOrderMark)); err == nil && string(mark) == byteOrderMark {
			if _, err := buffered.Discard(len(byteOrderMark)); err != nil {
				return 0, err
			}
		}
		if mark, err := buffered.Peek(len(utf16Little)); err == nil && (string(mark) == utf16Little || string(mark) == utf16Big) {
			return 0, errUTF16
		}
		r.source = buffered
	}
	n, err := r.source.Read(p)
	for i := range p[:n] {
		if p[i] == recordSeparator {
			p[i] = ' '
		}
	}
	return n, err
}
