package ingest

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"splitline/geo"
	"splitline/internal/ingest/geojson"
	"splitline/internal/ingest/report"
	"splitline/internal/store"
)

// observationRun is one import of observations under way.
type observationRun struct {
	service *Service
	options ObservationOptions
	enclave geo.EnclaveID
	zone    *time.Location
	place   placer
	// known are the observations the enclave has, by content.
	known  map[string]bool
	result ObservationResult
}

func (r *observationRun) readEnclave(ctx context.Context, from store.Reader, id geo.EnclaveID) error {
	enclave, err := from.Enclave(ctx, id, time.Time{})
	if err != nil {
		return err
	}
	if r.zone, err = enclave.Location(); err != nil {
		return err
	}
	settings, err := from.Settings(ctx, id, time.Time{})
	if err != nil {
		return err
	}
	boundary, err := from.Boundary(ctx, id, settings.Boundary)
	if err != nil {
		return err
	}
	present, err := from.Observations(ctx, id, time.Time{})
	for _, o := range present {
		r.known[contentOf(o)] = true
	}
	r.enclave, r.place = id, newPlacer(boundary.Geometry.Bound(), r.service.geos)
	return err
}

// readOne turns a file into observations and keeps those the enclave does not have, if the file is not refused.
func (r *observationRun) readOne(ctx context.Context, input Input) error {
	var about report.Report
	content, err := read(ctx, input, r.options.Limits, r.place, &about)
	if err != nil {
		return err
	}
	found := r.observations(content, &about)
	file := FileResult{Name: input.Name, Outcome: RefusedFile}
	if about.Err() == nil {
		fresh := r.fresh(found)
		r.result.Observations = append(r.result.Observations, fresh...)
		file.Outcome, file.Updates = Taken, len(fresh)
		if len(fresh) == 0 {
			file.Outcome = Same
			report.NewLog(&about, input.Name).Notef(report.RuleSame, "every observation is there already; nothing to do")
		}
	}
	r.result.Files = append(r.result.Files, file)
	r.result.Report.Merge(about)
	return nil
}

func (r *observationRun) observations(c content, about *report.Report) []geo.Observation {
	log := report.NewLog(about, c.input.Name)
	dates := newDater(r.options.Dating, c.input.base(), r.zone, log)
	var all []geo.Observation
	for _, f := range c.file.Features {
		geometry := repairAreas(f, log)
		if geometry == nil {
			continue
		}
		valid, _, dated := dates.valid(f)
		if !dated {
			continue
		}
		o := geo.Observation{
			Enclave: r.enclave, Kind: r.kind(f), Title: r.title(f), Valid: valid, Geometry: geometry,
			Assessment: r.options.Assessment, Source: r.service.sourceOf(r.options.Source, c.input),
		}
		if err := o.Validate(); err != nil {
			log.About(f.String()).Refusef(report.RuleObservation, nil, "%s", err.Error())
			continue
		}
		all = append(all, o)
	}
	dates.finish()
	if len(all) == 0 && about.Err() == nil {
		log.Refusef(report.RuleNoGeometry, nil, "the file has nothing to import as an observation")
	}
	return all
}

func (r *observationRun) kind(f geojson.Feature) string {
	if kind, present := f.Text(r.options.KindProperty); present && kind != "" {
		return kind
	}
	return r.options.Kind
}

func (r *observationRun) title(f geojson.Feature) geo.Text {
	if title, present := f.Text(r.options.TitleProperty); present && title != "" {
		return geo.English(title)
	}
	if name := f.Name(); name != "" {
		return geo.English(name)
	}
	return geo.English(fmt.Sprintf("%s %s", r.kind(f), f.Number()))
}

// fresh returns the observations that are not known, each once, and knows them from then on.
func (r *observationRun) fresh(all []geo.Observation) []geo.Observation {
	var fresh []geo.Observation
	for _, o := range all {
		content := contentOf(o)
		if !r.known[content] {
			r.known[content] = true
			fresh = append(fresh, o)
		}
	}
	return fresh
}

// contentOf identifies an observation by all that it says, apart from its id and when it was retrieved and recorded.
// Coordinates count to the seven decimals of the wire.
func contentOf(o geo.Observation) string {
	o.ID, o.Recorded, o.Source.RetrievedAt = 0, geo.Interval{}, time.Time{}
	o.Valid.From, o.Valid.To = o.Valid.From.UTC(), o.Valid.To.UTC()
	var grid []int64
	for _, p := range positions(o.Geometry) {
		x, y := geo.ToGrid(p)
		grid = append(grid, x, y)
	}
	kind := o.Geometry.GeoJSONType()
	o.Geometry = nil
	text, err := json.Marshal(struct {
		Observation geo.Observation
		Geometry    string
		Grid        []int64
	}{o, kind, grid})
	if err != nil {
		return fmt.Sprintf("%+v", o)
	}
	return string(text)
}
