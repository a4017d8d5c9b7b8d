package main

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"splitline/geo"
	"splitline/internal/answer"
	"splitline/internal/ingest"
	"splitline/internal/store"
)

type areasCmd struct {
	Import areasImportCmd `cmd:"" help:"Import areas from GeoJSON as a set, by which ground and people are told."`
	List   areasListCmd   `cmd:"" help:"List the sets of an enclave, or the areas of one."`
	Shares areasSharesCmd `cmd:"" help:"Say who holds which share of each area, and how many points."`
}

type areasImportCmd struct {
	Enclave string `arg:"" name:"ENCLAVE" help:"The enclave."`
	File    string `arg:"" name:"FILE" type:"existingfile" help:"GeoJSON file; another file of the set replaces it from now on."`
	Set     string `required:"" help:"Name of the set: a-z, 0-9 and -." placeholder:"NAME"`
	referenceFlags
}

// Run imports the areas, all or nothing.
func (c *areasImportCmd) Run(s *session) error {
	return s.importReferences(c.Enclave, c.File, c.Set, c.referenceFlags, 0, (*ingest.Service).ImportAreas)
}

// importReferences imports a file as a set of an enclave.
func (s *session) importReferences(
	enclave, file, set string, flags referenceFlags, rank int,
	take func(*ingest.Service, context.Context, geo.EnclaveID, ingest.Input, ingest.ReferenceOptions) (ingest.ReferenceResult, error),
) error {
	if err := geo.ValidateID("--set", set); err != nil {
		return usageError{err}
	}
	id := geo.EnclaveID(enclave)
	return s.withWorkshop(func(w *workshop) error {
		zone, err := w.zoneOf(s.ctx, id)
		if err != nil {
			return err
		}
		options, err := flags.options(set, zone)
		if err != nil {
			return err
		}
		options.Rank = rank
		result, err := take(w.ingest, s.ctx, id, ingest.FileInput(file), options)
		s.printReport(result.Report)
		if err == nil {
			s.printReferences(enclave, result, flags.DryRun)
		}
		return err
	})
}

type areasListCmd struct {
	listOf
	Set string `help:"List the areas of this set." placeholder:"NAME"`
}

// Run lists sets, or areas by id.
func (c *areasListCmd) Run(s *session) error {
	return c.read(s, func(r store.Reader, id geo.EnclaveID, zone *time.Location) error {
		if c.Set != "" {
			return s.listAreas(r, id, geo.ReferenceID(c.Set))
		}
		sets, err := r.ReferenceSets(s.ctx, id, time.Time{})
		for _, set := range sets {
			s.printf("%s\t%s\t%s\t%s", set.ID, set.Kind, set.Source.Title, strings.Join(columnTexts(set, zone), "; "))
		}
		return err
	})
}

// columnTexts describes the columns of a set.
func columnTexts(set geo.ReferenceSet, zone *time.Location) []string {
	texts := make([]string, len(set.Columns))
	for i, c := range set.Columns {
		texts[i] = fmt.Sprintf("%s (%s) %s, %s", c.Name, c.Unit, c.At.In(zone).Format(time.DateOnly), c.Source.Title)
	}
	return texts
}

func (s *session) listAreas(r store.Reader, id geo.EnclaveID, name geo.ReferenceID) error {
	sets, err := r.ReferenceSets(s.ctx, id, time.Time{})
	if err != nil {
		return err
	}
	for _, set := range sets {
		if set.Kind != geo.ReferenceAreas || set.ID != name {
			continue
		}
		areas, err := r.Areas(s.ctx, id, name, time.Time{})
		for _, a := range areas {
			line := []string{a.Code, a.Name.In("en"), fmt.Sprintf("%.2f km²", geo.Km2(a.AreaM2))}
			for _, column := range set.Columns {
				line = append(line, numberCell(a.Values, column.Name))
			}
			s.printf("%s", strings.Join(line, "\t"))
		}
		return err
	}
	return fmt.Errorf("set %q of areas: %w", name, store.ErrNotFound)
}

// numberCell writes a number as it was given, and nothing for one that is not known.
func numberCell(values geo.ReferenceValues, name string) string {
	value, known := values[name]
	if !known {
		return ""
	}
	return strconv.FormatFloat(value, 'f', -1, 64)
}

type areasSharesCmd struct {
	instantFlags
	Set    string `help:"The set of areas; the first by name if not given." placeholder:"NAME"`
	Points string `help:"The set of points; the first by name if not given, or the places that were named one by one." placeholder:"NAME"`
	JSON   bool   `name:"json" xor:"format" help:"Print the answer as JSON, as the API gives it."`
	CSV    bool   `name:"csv" xor:"format" help:"Print one line for each area, and for the points of each controller, as CSV."`
}

// Run prints who holds which share of each area.
func (c *areasSharesCmd) Run(s *session) error {
	return c.ask(s, func(answers *answer.Service, state *answer.State, at time.Time) error {
		asked := answer.AreasQuery{Set: geo.ReferenceID(c.Set), Points: geo.ReferenceID(c.Points)}
		if c.AsOf != "" {
			var err error
			if asked.AsOf, err = askedAt("--as-of", c.AsOf, state.Zone); err != nil {
				return err
			}
		}
		told, err := answers.Areas(s.ctx, state, at, asked)
		switch {
		case err != nil:
			return err
		case c.JSON:
			return s.printJSON(told)
		case c.CSV:
			return s.printAreasCSV(state, told)
		}
		s.printAreas(state, told)
		return nil
	})
}

func (s *session) printAreasCSV(state *answer.State, told answer.Areas) error {
	text, err := told.CSV(state.Settings.Controllers)
	if err == nil {
		_, err = s.stdout.Write(text)
	}
	if err != nil {
		return fmt.Errorf("write CSV: %w", err)
	}
	return nil
}

func (s *session) printAreas(state *answer.State, told answer.Areas) {
	s.printf("%s (%s) on %s", state.Series.Ref, state.Series.Kind, told.Datetime.In(state.Zone).Format(time.DateOnly))
	if told.Schematic {
		s.printf("The shapes are schematic: only whole percentages and counts are given.")
	}
	if told.Set == "" {
		s.printf("No areas imported: splitline areas import %s FILE --set NAME", told.Enclave)
	} else {
		s.printf("")
		s.printAreaTable(state.Settings.Controllers, told)
	}
	for _, total := range told.Totals {
		s.printf("%s of %s, %s, %s: %s", total.Name, told.Set, total.Date.In(state.Zone).Format(time.DateOnly), total.Source.Title, totalText(total))
	}
	if len(told.Points) > 0 || told.PointsOutside != nil {
		s.printf("")
		s.printPoints(told)
	}
}

// printAreaTable prints a line for each area with the controllers that hold ground of any.
func (s *session) printAreaTable(legend []geo.Controller, told answer.Areas) {
	held := make(map[geo.ControllerID]bool)
	for _, a := range told.Areas {
		for _, c := range a.Controllers {
			held[c.ID] = true
		}
	}
	table := s.table()
	_, _ = fmt.Fprint(table, "code\tarea\tkm²\t")
	for _, c := range legend {
		if held[c.ID] {
			_, _ = fmt.Fprintf(table, "%s\t", c.ID)
		}
	}
	_, _ = fmt.Fprintln(table, "outside\t")
	for _, a := range told.Areas {
		percent := make(map[geo.ControllerID]float64)
		for _, c := range a.Controllers {
			percent[c.ID] = c.Percent
		}
		_, _ = fmt.Fprintf(table, "%s\t%s\t%.2f\t", a.Code, a.Name.In("en"), a.AreaKm2)
		for _, c := range legend {
			if held[c.ID] {
				_, _ = fmt.Fprintf(table, "%.*f %%\t", a.PercentDecimals, percent[c.ID])
			}
		}
		_, _ = fmt.Fprintf(table, "%.*f %%\t\n", a.PercentDecimals, a.OutsidePercent)
	}
	_ = table.Flush()
}

// totalText writes the sum of a column and what of it falls to each controller.
func totalText(total answer.ColumnShares) string {
	text := fmt.Sprintf("%.0f %s", total.Value, total.Unit)
	for _, c := range total.Controllers {
		text += fmt.Sprintf(", %s %.0f", c.ID, c.Value)
	}
	if len(total.Controllers) > 0 {
		text += " (" + total.Assumption + ")"
	}
	return text
}

func (s *session) printPoints(told answer.Areas) {
	name := "places"
	if told.PointSet != "" {
		name = string(told.PointSet)
	}
	line := func(holder string, count answer.PointCount) {
		text := fmt.Sprintf("%s, %s: %d", name, holder, count.Count)
		if count.Uncertain > 0 {
			text += fmt.Sprintf(" (%d within the accuracy of a front)", count.Uncertain)
		}
		for _, sum := range count.Columns {
			text += fmt.Sprintf(", %s %.0f", sum.Name, sum.Sum)
		}
		s.printf("%s", text)
	}
	for _, count := range told.Points {
		line(string(count.Controller), count)
	}
	if told.PointsOutside != nil {
		line("outside", *told.PointsOutside)
	}
}
