// Package static holds the web app. Vite builds it into dist, which is embedded into the binary.
package static

import (
	"embed"
	"io/fs"
)

//go:embed all:dist
var dist embed.FS

// Files returns the built web app, index.html at its root. Before the first build it holds no index.html.
func Files() (fs.FS, error) { return fs.Sub(dist, "dist") }
