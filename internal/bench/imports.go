package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"

	"splitline/internal/bench/report"
)

const frontOutline = `{"type":"Polygon","coordinates":[[[31.3,44.2],[40.4,44.2],[40.4,51.4],[31.3,51.4],[31.3,44.2]]]}`

var importPattern = regexp.MustCompile(`Imported (\d+) polygons? .* (\d+) new rows? of zones`)

func importPart() part {
	return part{
		name: "import", title: "Import of real days", limit: minutes(2), measure: measureImport,
		method: "`splitline import` of a folder of daily maps of a real front into an empty series, all in one command: decode, repair, fold, check, publish. " +
			"The baseline is the same command on the files just imported, which reads them and stores nothing.",
	}
}

func measureImport(ctx context.Context, l *lab, section *report.Section) error {
	files, err := filepath.Glob(filepath.Join(l.data, "deepstate", "*.geojson"))
	if err != nil {
		return err
	}
	if len(files) == 0 {
		section.Notes = append(section.Notes, "Left out: shared data absent.")
		return nil
	}
	outline := filepath.Join(l.folder, "front.geojson")
	if err := os.WriteFile(outline, []byte(frontOutline), 0o600); err != nil {
		return err
	}
	figure := report.Figure{
		What: fmt.Sprintf("%d days", len(files)), Unit: report.Seconds, Baseline: "the same files again, nothing stored",
	}
	var printed string
	for round := range l.rounds(3) {
		db := filepath.Join(l.folder, fmt.Sprintf("real-%d.db", round))
		if err := l.addReal(ctx, db, outline); err != nil {
			return err
		}
		for _, samples := range []*report.Samples{&figure.Measured, &figure.Against} {
			taken, err := timed(1, func(int) error {
				out, err := l.importReal(ctx, db, files)
				if samples == &figure.Measured {
					printed = out
				}
				return err
			})
			if err != nil {
				return err
			}
			*samples = append(*samples, taken...)
		}
	}
	section.Figures = append(section.Figures, figure)
	if counts := importPattern.FindStringSubmatch(printed); counts != nil {
		section.Notes = append(section.Notes, fmt.Sprintf("The files have %s polygons; %s rows of zones are stored.", counts[1], counts[2]))
	}
	return nil
}

func (l *lab) addReal(ctx context.Context, db, outline string) error {
	if _, err := l.splitline(ctx, db, "enclave", "add", "front", "--name", "Front", "--boundary", outline); err != nil {
		return err
	}
	_, err := l.splitline(ctx, db, "series", "add", "front/days")
	return err
}

func (l *lab) importReal(ctx context.Context, db string, files []string) (string, error) {
	return l.splitline(ctx, db, append([]string{
		"import", "front/days", "--valid-from-filename", "--controller", "israeli-held", "--remainder", "hamas-held",
	}, files...)...)
}
