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
)

var (
	// errTooLarge tells that a limit is reached.
	errTooLarge = errors.New("too large")
	errNoObject = errors.New("not an object")
	errNoList   = errors.New("not a list")
)

// decoder reads one file.
type decoder struct {
	log       report.Log
	limits    Limits
	json      *json.Decoder
	file      File
	crs       []declaredCRS // the first two that differ
	positions int
	heights   int
	// among tells that a feature of a list is being read.
	among bool
	// tooLarge tells that a limit is reached.
	tooLarge bool
}

// Decode reads a file of any of the forms. What is wrong with it is written to the report; the features that could be
// read are returned all the same, so that one reading finds every fault; but none of a file that is larger than the
// limits, since to look for faults in so much would take long. The caller asks the report whether the file is refused.
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
		if texts++; texts > limits.Features {
			d.tooLarge = true
			d.log.Refusef(report.RuleSize, nil, "the file has more than the %d texts that are read", limits.Features)
			break
		}
	}
	if texts == 0 && len(d.file.Features) == 0 && len(into.Of(report.Refused)) == 0 {
		d.log.Refusef(report.RuleJSON, nil, "the file is empty")
	}
	d.finish()
	return d.file
}

// refuse writes down why reading stopped.
func (d *decoder) refuse(err error) {
	log := d.log
	if d.among {
		log = d.about(Feature{Index: len(d.file.Features)})
	}
	var foreign foreignError
	switch {
	case errors.Is(err, errTooLarge):
		d.tooLarge = true
		d.log.Refusef(report.RuleSize, nil, "the file is larger than the %d bytes that are read", d.limits.Bytes)
	case errors.Is(err, errStop):
	case errors.As(err, &foreign), errors.Is(err, errUTF8):
		log.Refusef(report.RuleJSON, nil, "%s", err.Error())
	case errors.Is(err, io.ErrUnexpectedEOF):
		log.Refusef(report.RuleJSON, nil, "the file ends in the middle of a value, after %d bytes", d.json.InputOffset())
	default:
		log.Refusef(report.RuleJSON, nil, "not JSON near byte %d: %s", d.json.InputOffset(), plainSyntax(err))
	}
}

// finish settles what concerns the file as a whole.
func (d *decoder) finish() {
	if d.heights > 0 {
		d.log.Notef(report.RuleHeight, "positions with a height: %d; the heights are dropped", d.heights)
	}
	d.file.CRS = d.settleCRS()
	if d.tooLarge {
		d.file.Features = nil
	}
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
		d.log.Refusef(report.RuleGeoJSON, nil, "an object with features must have type FeatureCollection, not %q", Cut(kind))
		return errStop
	case kind == "Feature":
		d.feature(members)
	case known && slices.Contains(geometryTypes, kind):
		d.bareGeometry(members)
	default:
		d.log.Refusef(report.RuleGeoJSON, nil, "type %q is not one of GeoJSON", Cut(kind))
		return errStop
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
		if err := addMember(members, fmt.Sprint(key), value); err != nil {
			d.refuseMembers(err, d.log)
			return nil, false, errStop
		}
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
	var raw json.RawMessage // each feature is read into the memory of the one before
	for d.among = true; d.json.More(); {
		if err := d.json.Decode(&raw); err != nil {
			return unexpected(err)
		}
		if !utf8.Valid(raw) {
			return errUTF8
		}
		d.rawFeature(raw)
		if err := d.checkCounts(); err != nil {
			return err
		}
	}
	d.among = false
	_, err = d.json.Token()
	return unexpected(err)
}

// refuseMembers refuses the file for the members of an object.
func (d *decoder) refuseMembers(err error, log report.Log) {
	rule := report.RuleGeoJSON
	if errors.Is(err, errMembers) {
		rule = report.RuleSize
	}
	log.Refusef(rule, nil, "%s", err.Error())
}

func (d *decoder) checkCounts() error {
	switch {
	case len(d.file.Features) > d.limits.Features:
		d.log.Refusef(report.RuleSize, nil, "the file has more than the %d features that are read", d.limits.Features)
	case d.positions > d.limits.Positions:
		last := d.file.Features[len(d.file.Features)-1]
		d.about(last).Refusef(report.RuleSize, nil, "here the file has more than the %d positions that are read", d.limits.Positions)
	default:
		return nil
	}
	d.tooLarge = true
	return errStop
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
		if begin, err := buffered.Peek(longestBegin); len(begin) > 0 {
			if foreign := sniff(begin); foreign != nil {
				return 0, foreign
			}
		} else if err != nil {
			return 0, err
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
