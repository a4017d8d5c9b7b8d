package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"time"
)

const frontOutline = `{"type":"Polygon","coordinates":[[[31.3,44.2],[40.4,44.2],[40.4,51.4],[31.3,51.4],[31.3,44.2]]]}`

var importPattern = regexp.MustCompile(`Imported (\d+) polygons? .* (\d+) new rows? of zones`)

// measureImport imports the 92 real days with the program itself, beside copying the same bytes.
func measureImport(ctx context.Context, o options) ([]row, error) {
	files, err := filepath.Glob(filepath.Join(o.data, "deepstate", "*.geojson"))
	if err != nil {
		return nil, err
	}
	if len(files) == 0 {
		return []row{{what: "import of 92 days", value: "left out: no files in " + o.data}}, nil
	}
	folder, err := os.MkdirTemp("", "splitline-bench-")
	if err != nil {
		return nil, err
	}
	defer func() { _ = os.RemoveAll(folder) }()
	outline := filepath.Join(folder, "outline.geojson")
	if err := os.WriteFile(outline, []byte(frontOutline), 0o600); err != nil {
		return nil, err
	}
	command := func(args ...string) (string, error) {
		process := exec.CommandContext(ctx, o.binary, args...)
		process.Env = append(os.Environ(), "SPLITLINE_DB="+filepath.Join(folder, "bench.db"))
		out, err := process.CombinedOutput()
		if err != nil {
			return "", fmt.Errorf("%s: %w: %s", args[0], err, out)
		}
		return string(out), nil
	}
	for _, args := range [][]string{
		{"enclave", "add", "front", "--name", "Front", "--boundary", outline},
		{"series", "add", "front/days"},
	} {
		if _, err := command(args...); err != nil {
			return nil, err
		}
	}
	begin := time.Now()
	out, err := command(append([]string{
		"import", "front/days", "--valid-from-filename", "--controller", "israeli-held", "--remainder", "hamas-held",
	}, files...)...)
	if err != nil {
		return nil, err
	}
	taken := time.Since(begin)
	counts := importPattern.FindStringSubmatch(out)
	if counts == nil {
		return nil, fmt.Errorf("import said nothing of use: %s", out)
	}
	return []row{{
		fmt.Sprintf("import of %d days, one fold", len(files)), fmt.Sprintf("%.1f s", taken.Seconds()),
		"polygons in the files: " + counts[1] + ", rows of zones stored: " + counts[2], "",
	}}, nil
}
