package server

import (
	"context"
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"mime"
	"path"
	"strings"

	"github.com/labstack/echo/v4"

	"splitline/internal/server/encoding"
)

// web is the built web app: its files by path and the media type of each, and what its page begins with.
type web struct {
	files map[string]webFile
	// beginning is what the page begins with where it shows zones.
	beginning *template.Template
}

type webFile struct {
	bytes       []byte
	contentType string
}

const indexFile = "index.html"

// notBuilt is the page without a web app.
const notBuilt = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Splitline</title>
<p>The map is not built into this program. Run <code>make build</code> and start it again.</p>
<p>The data is here all the same: <a href="/api">the API</a>.</p>
</html>
`

// mediaTypes are those of a web app's files, so that they do not depend on the machine's own table.
var mediaTypes = map[string]string{
	".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".mjs": "text/javascript; charset=utf-8",
	".css": "text/css; charset=utf-8", ".json": jsonType, ".svg": "image/svg+xml", ".png": "image/png",
	".ico": "image/x-icon", ".woff2": "font/woff2", ".woff": "font/woff", ".pbf": "application/x-protobuf",
	".webmanifest": "application/manifest+json", ".txt": "text/plain; charset=utf-8", ".wasm": "application/wasm",
}

// newWeb reads the files of a web app into memory. Files whose name begins with a dot and source maps are left out.
func newWeb(app fs.FS) (*web, error) {
	w := &web{files: make(map[string]webFile), beginning: newBeginningTemplate()}
	if app == nil {
		return w, nil
	}
	err := fs.WalkDir(app, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || strings.HasPrefix(entry.Name(), ".") || path.Ext(name) == ".map" {
			return err
		}
		bytes, err := fs.ReadFile(app, name)
		w.files[name] = webFile{bytes, mediaType(name)}
		return err
	})
	if errors.Is(err, fs.ErrNotExist) {
		return w, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read the web app: %w", err)
	}
	return w, nil
}

func mediaType(name string) string {
	extension := strings.ToLower(path.Ext(name))
	if known, found := mediaTypes[extension]; found {
		return known
	}
	if guessed := mime.TypeByExtension(extension); guessed != "" {
		return guessed
	}
	return "application/octet-stream"
}

// page answers /: the web app, whatever its query says, which is the state of the map. Where it names zones that are
// here, the page begins with their picture.
func (s *Server) page(c echo.Context) error {
	index, built := s.web.files[indexFile]
	if !built {
		return s.sendNow(c, document{contentType: mediaTypes[".html"], bytes: []byte(notBuilt)}, validate, varyEncoding)
	}
	first := s.beginning(c)
	if first == nil {
		return s.sendFile(c, indexFile, validate)
	}
	return s.sendNow(c, document{contentType: index.contentType, bytes: index.with(first)}, validate, varyEncoding)
}

// file answers every other path with the file of that name, if the web app has it. Files below assets/ have a hash of
// their content in their name.
func (s *Server) file(c echo.Context) error {
	name := strings.TrimPrefix(c.Request().URL.Path, "/")
	if _, found := s.web.files[name]; !found || name == indexFile {
		return errNotFound
	}
	if strings.HasPrefix(name, "assets/") {
		return s.sendFile(c, name, forEver)
	}
	return s.sendFile(c, name, validate)
}

func (s *Server) sendFile(c echo.Context, name string, cache caching) error {
	file := s.web.files[name]
	return s.sendKept(c, file.key(name), cache, file.document)
}

// compressFiles makes the files of the web app in the codings that browsers ask for.
func (s *Server) compressFiles(ctx context.Context) error {
	for name, file := range s.web.files {
		if !compressible(file.contentType) {
			continue
		}
		for _, coding := range []encoding.Coding{encoding.Brotli, encoding.Gzip} {
			if err := s.pace.pause(ctx); err != nil {
				return err
			}
			if _, err := s.coded(ctx, file.key(name), coding, file.document); err != nil {
				return err
			}
		}
	}
	return nil
}

func (f webFile) key(name string) bodyKey {
	if !compressible(f.contentType) {
		return bodyKey{kind: kindPacked, extra: name}
	}
	return bodyKey{kind: kindFile, extra: name}
}

func (f webFile) document(context.Context) (document, error) {
	return document{contentType: f.contentType, bytes: f.bytes}, nil
}

// compressible reports whether files of a media type shrink; pictures and fonts are compressed already.
func compressible(mediaType string) bool {
	for _, prefix := range []string{"text/", "application/json", "application/manifest", "image/svg", "application/wasm", "application/x-protobuf"} {
		if strings.HasPrefix(mediaType, prefix) {
			return true
		}
	}
	return false
}
