package logging

import (
	"context"
	"fmt"
	"io"
	"log/slog"
)

// Format is how lines are written.
type Format string

// The formats: key=value pairs for people, and JSON objects for collectors.
const (
	Text Format = "text"
	JSON Format = "json"
)

// Handler is a [slog.Handler] whose lines are gathered. Make one with [New] and close it at the end.
type Handler struct {
	plain slog.Handler
	lines *lines
	// format is how requests are laid out here, or "" where the handler has attributes of its own.
	format Format
}

// New returns a handler that writes lines of at least a level. It returns an error for an unknown format.
func New(out io.Writer, format Format, level slog.Level) (*Handler, error) {
	h := &Handler{lines: newLines(out), format: format}
	options := &slog.HandlerOptions{Level: level}
	switch format {
	case Text:
		h.plain = slog.NewTextHandler(h.lines, options)
	case JSON:
		h.plain = slog.NewJSONHandler(h.lines, options)
	default:
		return nil, fmt.Errorf("log format %q must be %s or %s", format, Text, JSON)
	}
	return h, nil
}

// Enabled reports whether records of a level are written.
func (h *Handler) Enabled(ctx context.Context, level slog.Level) bool {
	return h.plain.Enabled(ctx, level)
}

// Handle writes a record, one of a warning or an error at once with all that waits.
func (h *Handler) Handle(ctx context.Context, record slog.Record) error {
	err := h.plain.Handle(ctx, record)
	if record.Level >= slog.LevelWarn {
		h.lines.flush()
	}
	return err
}

// WithAttrs returns a handler with attributes in each line.
func (h *Handler) WithAttrs(attrs []slog.Attr) slog.Handler {
	return &Handler{plain: h.plain.WithAttrs(attrs), lines: h.lines}
}

// WithGroup returns a handler whose attributes stand in a group.
func (h *Handler) WithGroup(name string) slog.Handler {
	return &Handler{plain: h.plain.WithGroup(name), lines: h.lines}
}

// HandleRequest writes the record of a request that went well.
func (h *Handler) HandleRequest(ctx context.Context, r *Request) error {
	var room [512]byte
	var line []byte
	switch {
	case h.format == Text && r.plain():
		line = appendText(room[:0], r)
	case h.format == JSON && r.plain():
		line = appendJSON(room[:0], r)
	default:
		return h.Handle(ctx, r.Record(slog.LevelInfo))
	}
	_, err := h.lines.Write(line)
	return err
}

// Close writes what waits and returns the last error of the writer below.
func (h *Handler) Close() error { return h.lines.close() }
