package logging

import (
	"log/slog"
	"strconv"
	"time"
)

// Request is the record of a request.
type Request struct {
	// At is when it was answered.
	At                      time.Time
	ID, Method, Path, Query string
	Status                  int
	// Bytes is the length of the body that was sent.
	Bytes  int64
	Took   time.Duration
	Remote string
}

// Record returns the request as a record without a place in the source.
func (r *Request) Record(level slog.Level) slog.Record {
	record := slog.NewRecord(r.At, level, message, 0)
	record.AddAttrs(
		slog.String("id", r.ID),
		slog.String("method", r.Method),
		slog.String("path", r.Path),
		slog.String("query", r.Query),
		slog.Int("status", r.Status),
		slog.Int64("bytes", r.Bytes),
		slog.Duration("took", r.Took),
		slog.String("remote", r.Remote),
	)
	return record
}

const message = "request"

// plain reports whether every text of the record stands in a line as it is, at most between quotes.
func (r *Request) plain() bool {
	year := r.At.Year()
	return plainText(r.ID) && plainText(r.Method) && plainText(r.Path) && plainText(r.Query) && plainText(r.Remote) &&
		year >= 1 && year <= 9999 // the times of RFC 3339
}

// plainText reports whether a text is of printable ASCII without quotes and backslashes.
func plainText(text string) bool {
	for i := range len(text) {
		if c := text[i]; c < ' ' || c > '~' || c == '"' || c == '\\' {
			return false
		}
	}
	return true
}

// appendText lays a plain record out as slog.TextHandler does: a value with a space or an equals sign, and an empty
// one, stands between quotes.
func appendText(line []byte, r *Request) []byte {
	line = append(line, "time="...)
	line = appendMillis(line, r.At)
	line = append(line, " level=INFO msg="+message+" id="...)
	line = appendValue(line, r.ID)
	line = append(line, " method="...)
	line = appendValue(line, r.Method)
	line = append(line, " path="...)
	line = appendValue(line, r.Path)
	line = append(line, " query="...)
	line = appendValue(line, r.Query)
	line = append(line, " status="...)
	line = strconv.AppendInt(line, int64(r.Status), 10)
	line = append(line, " bytes="...)
	line = strconv.AppendInt(line, r.Bytes, 10)
	line = append(line, " took="...)
	line = append(line, r.Took.String()...)
	line = append(line, " remote="...)
	line = appendValue(line, r.Remote)
	return append(line, '\n')
}

// appendMillis writes a time of RFC 3339 with three decimals, cut and not rounded.
func appendMillis(line []byte, at time.Time) []byte {
	const decimals = len("2006-01-02T15:04:05.000")
	start := len(line)
	// A tenth of a millisecond keeps the zeros at the end, which the layout would leave out.
	at = at.Truncate(time.Millisecond).Add(time.Millisecond / 10)
	line = at.AppendFormat(line, time.RFC3339Nano)
	return append(line[:start+decimals], line[start+decimals+1:]...)
}

func appendValue(line []byte, value string) []byte {
	if !quotedInText(value) {
		return append(line, value...)
	}
	line = append(line, '"')
	line = append(line, value...)
	return append(line, '"')
}

func quotedInText(value string) bool {
	for i := range len(value) {
		if value[i] == ' ' || value[i] == '=' {
			return true
		}
	}
	return value == ""
}

// appendJSON lays a plain record out as slog.JSONHandler does.
func appendJSON(line []byte, r *Request) []byte {
	line = append(line, `{"time":"`...)
	line = r.At.AppendFormat(line, time.RFC3339Nano)
	line = append(line, `","level":"INFO","msg":"`+message+`","id":"`...)
	line = append(line, r.ID...)
	line = append(line, `","method":"`...)
	line = append(line, r.Method...)
	line = append(line, `","path":"`...)
	line = append(line, r.Path...)
	line = append(line, `","query":"`...)
	line = append(line, r.Query...)
	line = append(line, `","status":`...)
	line = strconv.AppendInt(line, int64(r.Status), 10)
	line = append(line, `,"bytes":`...)
	line = strconv.AppendInt(line, r.Bytes, 10)
	line = append(line, `,"took":`...)
	line = strconv.AppendInt(line, int64(r.Took), 10)
	line = append(line, `,"remote":"`...)
	line = append(line, r.Remote...)
	return append(line, "\"}\n"...)
}
