package geojson

import (
	"encoding/json"
	"errors"
	"regexp"
	"strings"
)

var errUTF8 = errors.New("a text in it is not UTF-8: save the file as UTF-8 (RFC 8259 section 8.1)")

// strayCharacter is what the decoder says of a character, with what it was looking for.
var strayCharacter = regexp.MustCompile(`^invalid character ('.*'|'\\'') (.*)$`)

// plainSyntax says for people what is wrong with a JSON text.
func plainSyntax(err error) string {
	text := err.Error()
	if strings.Contains(text, "exceeded max depth") {
		return "lists or objects lie too deep in one another"
	}
	match := strayCharacter.FindStringSubmatch(text)
	if match == nil {
		return strings.TrimPrefix(text, "json: ")
	}
	if match[2] == "looking for beginning of value" {
		if match[1] == "'N'" || match[1] == "'I'" {
			return match[1] + " stands where a value should begin; NaN and Infinity are no numbers of JSON"
		}
		return match[1] + " stands where a value should begin"
	}
	return match[1] + " must not stand " + match[2]
}

// tokenText writes a token as it stands in the file.
func tokenText(token json.Token) string {
	if delimiter, is := token.(json.Delim); is {
		return delimiter.String()
	}
	text, err := json.Marshal(token)
	if err != nil {
		return "this"
	}
	return Cut(string(text))
}
