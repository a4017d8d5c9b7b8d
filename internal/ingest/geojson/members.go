package geojson

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
)

// mostMembers is how many members an object may have. Tables have hundreds of columns; a map of millions of them would
// take a hundred times the memory of the file.
const mostMembers = 10_000

// errMembers tells that an object has more members than are read.
var errMembers = fmt.Errorf("an object has more than %d members", mostMembers)

// membersOf returns the members of a JSON object that has passed the JSON decoder, as slices of it. A member that stands
// twice with one value is one; with two it is an error, since readers differ on which counts (RFC 8259 section 4).
func membersOf(raw json.RawMessage) (map[string]json.RawMessage, error) {
	if len(raw) == 0 || raw[0] != '{' {
		return nil, errNoObject
	}
	members := make(map[string]json.RawMessage)
	w := walker{data: raw, at: 1}
	for w.next('}') {
		name, err := w.name()
		if err != nil {
			return nil, err
		}
		if err := addMember(members, name, w.value()); err != nil {
			return nil, err
		}
	}
	return members, nil
}

// addMember puts a member among those of its object.
func addMember(members map[string]json.RawMessage, name string, value json.RawMessage) error {
	if old, twice := members[name]; twice && !bytes.Equal(old, value) {
		return fmt.Errorf("the member %q stands twice with different values", Cut(name))
	}
	members[name] = value
	if len(members) > mostMembers {
		return errMembers
	}
	return nil
}

// elementsOf returns the elements of a JSON list that has passed the JSON decoder, as slices of it. It returns
// errTooLarge if it has more than so many.
func elementsOf(raw json.RawMessage, most int) ([]json.RawMessage, error) {
	if len(raw) == 0 || raw[0] != '[' {
		return nil, errNoList
	}
	var elements []json.RawMessage
	for w := (walker{data: raw, at: 1}); w.next(']'); {
		if len(elements) == most {
			return nil, errTooLarge
		}
		elements = append(elements, w.value())
	}
	return elements, nil
}

// walker steps over the values of an object or a list.
type walker struct {
	data []byte
	at   int
}

// next goes to the next value and reports whether there is one before the closing bracket.
func (w *walker) next(closing byte) bool {
	w.skip(" \t\r\n,")
	return w.at < len(w.data) && w.data[w.at] != closing
}

func (w *walker) skip(characters string) {
	for w.at < len(w.data) && strings.IndexByte(characters, w.data[w.at]) >= 0 {
		w.at++
	}
}

// name reads the name of a member and the colon after it.
func (w *walker) name() (string, error) {
	raw := w.value()
	w.skip(" \t\r\n:")
	name, isText := stringOf(raw)
	if !isText {
		return "", errNoObject
	}
	return name, nil
}

// value steps over a value, which has balanced brackets, and returns it.
func (w *walker) value() json.RawMessage {
	start, depth := w.at, 0
	for w.at < len(w.data) {
		switch c := w.data[w.at]; c {
		case '"':
			w.text()
			if depth == 0 {
				return w.data[start:w.at]
			}
			continue
		case '{', '[':
			depth++
		case '}', ']':
			if depth == 0 {
				return w.data[start:w.at]
			}
			if depth--; depth == 0 {
				w.at++
				return w.data[start:w.at]
			}
		case ',', ':', ' ', '\t', '\r', '\n':
			if depth == 0 {
				return w.data[start:w.at]
			}
		}
		w.at++
	}
	return w.data[start:]
}

// text steps over a string.
func (w *walker) text() {
	for w.at++; w.at < len(w.data) && w.data[w.at] != '"'; w.at++ {
		if w.data[w.at] == '\\' {
			w.at++
		}
	}
	w.at = min(w.at+1, len(w.data))
}
