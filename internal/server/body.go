package server

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"splitline/geo"
	"splitline/internal/server/encoding"
)

// bodyKey names the bytes of an answer. It holds everything they depend on, so that they belong to it for ever.
type bodyKey struct {
	kind     string
	enclave  geo.EnclaveID
	series   geo.SeriesID
	revision geo.Revision
	settings geo.SettingsVersion
	// index is that of the change in force, or everyChange.
	index int
	// until is the index of the last change that an answer about an interval takes in.
	until int
	z     uint8
	x, y  uint32
	// version is that of the database, for answers about more than one series.
	version int64
	// extra is what else the kind depends on.
	extra string
}

// everyChange is the index of an answer about all dates.
const everyChange = -2

// codedKey names the bytes in a content coding.
type codedKey struct {
	bodyKey
	coding encoding.Coding
}

// in names the bytes of a key in a coding; of what is compressed already there are none but its own.
func (k bodyKey) in(coding encoding.Coding) codedKey {
	if k.kind == kindPacked {
		coding = encoding.Identity
	}
	return codedKey{k, coding}
}

// document is an answer before it is compressed.
type document struct {
	contentType string
	bytes       []byte
}

// body is an answer ready to be sent: bytes in a content coding with the headers that belong to them, as the slices
// that http.Header holds, so that sending allocates nothing. It is immutable.
type body struct {
	bytes       []byte
	contentType []string
	coding      []string // nil for identity
	etag        []string
	length      []string
}

// sendKept answers with the body of a key, made once for all who ask, and remembers it by the URL if it is for ever.
func (s *Server) sendKept(c echo.Context, key bodyKey, cache caching, make func(context.Context) (document, error)) error {
	body, err := s.bodyOf(c, key, make)
	if err != nil {
		return err
	}
	if cache == forEver {
		s.remember(c, key)
	}
	return body.send(c, cache, varyEncoding)
}

// bodyOf returns the body of a key in the coding the client prefers, from memory or made once for all who ask.
func (s *Server) bodyOf(c echo.Context, key bodyKey, make func(context.Context) (document, error)) (*body, error) {
	coding, acceptable := encoding.Choose(c.Request().Header.Get("Accept-Encoding"))
	if !acceptable {
		return nil, echo.NewHTTPError(http.StatusNotAcceptable)
	}
	if kept, found := s.bodies.Get(key.in(coding)); found {
		return kept, nil
	}
	ctx, cancel := context.WithTimeout(c.Request().Context(), s.config.Limits.Handle)
	defer cancel()
	return s.coded(ctx, key, coding, make)
}

func (s *Server) coded(
	ctx context.Context, key bodyKey, coding encoding.Coding, make func(context.Context) (document, error),
) (*body, error) {
	return s.bodies.Do(ctx, key.in(coding), func(ctx context.Context) (*body, error) {
		if key.in(coding).coding == encoding.Identity {
			d, err := make(ctx)
			if err != nil {
				return nil, err
			}
			return newBody(d), nil
		}
		plain, err := s.coded(ctx, key, encoding.Identity, make)
		if err != nil {
			return nil, err
		}
		return s.compress(plain, coding, levelOf(key))
	})
}

// levelOf returns how much work compressing a kind is worth: files of the web app are compressed once.
func levelOf(key bodyKey) encoding.Level {
	if key.kind == kindFile {
		return encoding.Once
	}
	return encoding.OnRequest
}

// newBody returns the body of a document without content coding. Its ETag is a hash of the bytes, so an answer that a
// new revision leaves as it was keeps its ETag.
func newBody(d document) *body {
	sum := sha256.Sum256(d.bytes)
	return &body{
		bytes: d.bytes, contentType: []string{d.contentType},
		etag:   []string{`"` + base64.RawURLEncoding.EncodeToString(sum[:12]) + `"`},
		length: []string{strconv.Itoa(len(d.bytes))},
	}
}

// compress returns a body in a content coding, with an ETag of its own, or the body itself if that would not be shorter.
func (s *Server) compress(b *body, coding encoding.Coding, level encoding.Level) (*body, error) {
	if coding == encoding.Identity || !encoding.Worthwhile(len(b.bytes)) {
		return b, nil
	}
	coded, err := s.encoder.Encode(coding, level, b.bytes)
	if err != nil || len(coded) >= len(b.bytes) {
		return b, err
	}
	return &body{
		bytes: coded, contentType: b.contentType, coding: []string{coding.String()},
		etag:   []string{strings.TrimSuffix(b.etag[0], `"`) + "-" + coding.String() + `"`},
		length: []string{strconv.Itoa(len(coded))},
	}, nil
}

// size is what a body costs the memory it is kept in.
func (b *body) size() int64 { return int64(len(b.bytes)) + 512 }

// sendNow sends a document that costs less to make than to keep.
func (s *Server) sendNow(c echo.Context, d document, cache caching, vary []string) error {
	coding, acceptable := encoding.Choose(c.Request().Header.Get("Accept-Encoding"))
	if !acceptable {
		return echo.NewHTTPError(http.StatusNotAcceptable)
	}
	made, err := s.compress(newBody(d), coding, encoding.OnRequest)
	if err != nil {
		return err
	}
	return made.send(c, cache, vary)
}

// send answers with the body.
func (b *body) send(c echo.Context, cache caching, vary []string) error {
	_, _, err := b.write(c.Response(), c.Request(), cache, vary)
	return err
}

// write writes the body, or 304 if the client has it already, or 204 if it is empty. It returns the status and the
// number of bytes written.
func (b *body) write(w http.ResponseWriter, r *http.Request, cache caching, vary []string) (status int, bytes int64, err error) {
	header := w.Header()
	header["Cache-Control"] = cache.header()
	header["Vary"] = vary
	header["Etag"] = b.etag
	if matches(r.Header.Get("If-None-Match"), b.etag[0]) {
		w.WriteHeader(http.StatusNotModified)
		return http.StatusNotModified, 0, nil
	}
	if len(b.bytes) == 0 {
		w.WriteHeader(http.StatusNoContent)
		return http.StatusNoContent, 0, nil
	}
	header["Content-Type"] = b.contentType
	header["Content-Length"] = b.length
	if b.coding != nil {
		header["Content-Encoding"] = b.coding
	}
	w.WriteHeader(http.StatusOK)
	if r.Method == http.MethodHead {
		return http.StatusOK, 0, nil
	}
	n, err := w.Write(b.bytes)
	return http.StatusOK, int64(n), err
}

// matches reports whether an If-None-Match header names the ETag, by the weak comparison that RFC 9110 section 13.1.2
// asks for.
func matches(header, etag string) bool {
	if header == "" {
		return false
	}
	for candidate := range strings.SplitSeq(header, ",") {
		candidate = strings.TrimSpace(candidate)
		if candidate == "*" || strings.TrimPrefix(candidate, "W/") == etag {
			return true
		}
	}
	return false
}
