package server

import (
	"fmt"
	"math"
	"net/url"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"splitline/geo"
	"splitline/internal/answer"
)

// parameter is one member of a query struct as its tags declare it.
type parameter struct {
	name     string
	doc      string
	required bool
	index    int
	kind     reflect.Type
}

// longestQuery bounds a query string, in bytes.
const longestQuery = 4096

// query reads the query string into a struct of type T, whose fields are declared as [parametersOf] says. An unknown,
// doubled, missing or malformed parameter is a fault that names it.
func query[T any](c echo.Context) (T, error) {
	var into T
	raw := c.Request().URL.RawQuery
	if raw == "" {
		return into, missing(into, nil)
	}
	if len(raw) > longestQuery {
		return into, answer.Invalidf("", "The query string is longer than %d characters.", longestQuery)
	}
	values, err := url.ParseQuery(raw)
	if err != nil {
		return into, answer.Invalidf("", "The query string is not well-formed.")
	}
	parameters := parametersOf(reflect.TypeFor[T]())
	target := reflect.ValueOf(&into).Elem()
	for _, name := range sortedNames(values) {
		at := slices.IndexFunc(parameters, func(p parameter) bool { return p.name == name })
		if at < 0 {
			return into, unknownParameter(name, parameters)
		}
		if len(values[name]) > 1 {
			return into, answer.Invalidf(name, "The parameter %s stands more than once.", name)
		}
		if err := set(target.Field(parameters[at].index), name, values[name][0]); err != nil {
			return into, err
		}
	}
	return into, missing(into, values)
}

// parametersOf returns the parameters of a query struct: the tag `query` is the name, `doc` the description, and
// `required:"true"` says that it must be given.
func parametersOf(query reflect.Type) []parameter {
	var list []parameter
	for i := range query.NumField() {
		field := query.Field(i)
		list = append(list, parameter{
			name: field.Tag.Get("query"), doc: field.Tag.Get("doc"), required: field.Tag.Get("required") == "true",
			index: i, kind: field.Type,
		})
	}
	return list
}

// set parses the text into a field by its type.
func set(field reflect.Value, name, text string) error {
	var value any
	var err error
	switch field.Interface().(type) {
	case *geo.Moment:
		value, err = parsePointer(text, geo.ParseMoment)
	case *geo.Revision:
		value, err = parsePointer(text, parseRevision)
	case *boundaryName:
		value, err = parsePointer(text, parseBoundaryName)
	case *seriesName:
		value, err = parsePointer(text, parseSeriesName)
	case *float64:
		value, err = parsePointer(text, parseDegrees)
	case *zoom:
		value, err = parsePointer(text, parseZoom)
	case question:
		value, err = parseQuestionText(text)
	case *referenceName:
		value, err = parsePointer(text, parseReferenceName)
	case tableFormat:
		value, err = parseTableFormat(text)
	case format:
		value, err = parseFormat(text)
	default:
		return fmt.Errorf("query parameter %s is of type %s, which has no reading", name, field.Type())
	}
	if err != nil {
		return answer.Invalid(name, err)
	}
	field.Set(reflect.ValueOf(value))
	return nil
}

func parsePointer[T any](text string, parse func(string) (T, error)) (*T, error) {
	value, err := parse(text)
	return &value, err
}

// parseRevision reads a revision, written without sign or leading zeros so that each has one URL.
func parseRevision(text string) (geo.Revision, error) {
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || n < 1 || strconv.FormatInt(n, 10) != text {
		return 0, fmt.Errorf("revision: %s must be a whole number from 1: %w", quoted(text), geo.ErrInvalid)
	}
	return geo.Revision(n), nil
}

// parseQuestionText checks the form of a question in UTC; what it means depends on the time zone of the enclave.
func parseQuestionText(text string) (question, error) {
	_, err := geo.ParseQuestion(text, time.UTC)
	return question(text), err
}

func parseDegrees(text string) (float64, error) {
	degrees, err := strconv.ParseFloat(text, 64)
	if err != nil || math.IsNaN(degrees) || math.Abs(degrees) > 180 {
		return 0, fmt.Errorf("%s must be a number of degrees: %w", quoted(text), geo.ErrInvalid)
	}
	return degrees, nil
}

// boundaryName is the parameter that names a boundary: ID, which is its newest version, or ID:VERSION.
type boundaryName geo.BoundaryRef

func parseBoundaryName(text string) (boundaryName, error) {
	ref, err := answer.ParseBoundary(text)
	return boundaryName(ref), err
}

// format is the parameter f: which form of a document a reader wants, before what Accept says.
type format string

const (
	formatJSON format = "json"
	formatHTML format = "html"
)

func parseFormat(text string) (format, error) {
	if f := format(text); f == formatJSON || f == formatHTML {
		return f, nil
	}
	return "", fmt.Errorf("f: %s must be json or html: %w", quoted(text), geo.ErrInvalid)
}

func missing(into any, values url.Values) error {
	for _, p := range parametersOf(reflect.TypeOf(into)) {
		if p.required && !values.Has(p.name) {
			return answer.Invalidf(p.name, "The parameter %s must be given.", p.name)
		}
	}
	return nil
}

func unknownParameter(name string, known []parameter) error {
	if len(known) == 0 {
		return answer.Invalidf(name, "This path takes no parameters; %s is not known.", quoted(name))
	}
	names := make([]string, len(known))
	for i, p := range known {
		names[i] = p.name
	}
	return answer.Invalidf(name, "%s is not a parameter of this path; it takes %s.", quoted(name), strings.Join(names, ", "))
}

func sortedNames(values url.Values) []string {
	names := make([]string, 0, len(values))
	for name := range values {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// quoted returns a foreign word in quotes, cut to a length fit for a message.
func quoted(word string) string {
	const longest = 60
	if len(word) > longest {
		word = word[:longest] + "…"
	}
	return strconv.QuoteToGraphic(strings.ToValidUTF8(word, "�"))
}
