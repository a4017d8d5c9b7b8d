package spatialite

import (
	"encoding/json"
	"fmt"

	"splitline/geo"
)

// nullable returns a string, or NULL if it is empty.
func nullable[T ~string](s T) any {
	if s == "" {
		return nil
	}
	return string(s)
}

// nullableNumber returns a number, or NULL if it is zero.
func nullableNumber[T ~int | ~int64 | ~float64](n T) any {
	if n == 0 {
		return nil
	}
	return n
}

// stringInto scans text; NULL is empty.
type stringInto[T ~string] struct{ s *T }

// Scan implements [sql.Scanner].
func (i stringInto[T]) Scan(column any) error {
	switch text := column.(type) {
	case nil:
		*i.s = ""
	case string:
		*i.s = T(text)
	default:
		return fmt.Errorf("%T is not text", column)
	}
	return nil
}

func textual[T ~string](s *T) stringInto[T] { return stringInto[T]{s} }

// numberInto scans a number; NULL is zero.
type numberInto[T ~int | ~int64 | ~float64] struct{ n *T }

// Scan implements [sql.Scanner].
func (i numberInto[T]) Scan(column any) error {
	switch n := column.(type) {
	case nil:
		*i.n = 0
	case int64:
		*i.n = T(n)
	case float64:
		*i.n = T(n)
	default:
		return fmt.Errorf("%T is not a number", column)
	}
	return nil
}

func numeric[T ~int | ~int64 | ~float64](n *T) numberInto[T] { return numberInto[T]{n} }

// jsonText returns a value as JSON text. It is for values that cannot fail to encode.
func jsonText(value any) (string, error) {
	encoded, err := json.Marshal(value)
	return string(encoded), err
}

// languages returns a text as a JSON object by language tag, or NULL if it has none.
func languages(text geo.Text) any {
	if len(text) == 0 {
		return nil
	}
	encoded, err := jsonText(text)
	if err != nil {
		return nil
	}
	return encoded
}

// jsonInto scans JSON text into what it points to; NULL leaves it as it is.
type jsonInto struct{ value any }

func parsed(value any) jsonInto { return jsonInto{value} }

// Scan implements [sql.Scanner].
func (i jsonInto) Scan(column any) error {
	switch text := column.(type) {
	case nil:
		return nil
	case string:
		return json.Unmarshal([]byte(text), i.value)
	}
	return fmt.Errorf("%T is not JSON text", column)
}

// numbers returns values as a JSON object, or NULL if there are none.
func numbers(values geo.ReferenceValues) any {
	if len(values) == 0 {
		return nil
	}
	encoded, err := jsonText(values)
	if err != nil {
		return nil
	}
	return encoded
}

// rawInto scans JSON text as it is; NULL is nothing.
type rawInto struct{ text *json.RawMessage }

func verbatim(text *json.RawMessage) rawInto { return rawInto{text} }

// Scan implements [sql.Scanner].
func (i rawInto) Scan(column any) error {
	switch text := column.(type) {
	case nil:
		*i.text = nil
	case string:
		*i.text = json.RawMessage(text)
	default:
		return fmt.Errorf("%T is not JSON text", column)
	}
	return nil
}

// assessmentColumns returns an assessment as three columns, NULL where it is not given.
func assessmentColumns(a geo.Assessment) []any {
	var accuracy any = a.AccuracyM
	if a == (geo.Assessment{}) {
		accuracy = nil
	}
	return []any{nullable(a.Level), accuracy, nullable(a.Quality)}
}

// assessmentInto returns where to scan the three columns of an assessment.
func assessmentInto(a *geo.Assessment) []any {
	return []any{textual(&a.Level), numeric(&a.AccuracyM), textual(&a.Quality)}
}
