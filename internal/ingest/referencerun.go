package ingest

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/paulmach/orb"

	"splitline/geo"
	"splitline/geo/coverage"
	"splitline/geo/tally"
	"splitline/internal/ingest/geojson"
	"splitline/internal/ingest/repair"
	"splitline/internal/ingest/report"
	"splitline/internal/store"
)

// referenceRun is one import of a reference set under way.
type referenceRun struct {
	service  *Service
	enclave  geo.EnclaveID
	kind     geo.ReferenceKind
	options  ReferenceOptions
	boundary geo.Boundary
	// digestNow is that of the set as it is recorded now, or "".
	digestNow string
	result    ReferenceResult
}

func (r *referenceRun) readEnclave(ctx context.Context, from store.Reader) error {
	if _, err := from.Enclave(ctx, r.enclave, time.Time{}); err != nil {
		return err
	}
	settings, err := from.Settings(ctx, r.enclave, time.Time{})
	if err != nil {
		return err
	}
	if r.boundary, err = from.Boundary(ctx, r.enclave, settings.Boundary); err != nil {
		return err
	}
	sets, err := from.ReferenceSets(ctx, r.enclave, time.Time{})
	for _, s := range sets {
		if s.Kind == r.kind && s.ID == r.options.Set {
			r.digestNow = s.Digest
		}
	}
	return err
}

// read makes the set of a file. What is wrong with it stands in the report.
func (r *referenceRun) read(ctx context.Context, input Input) error {
	r.result.Outcome = RefusedFile
	about := &r.result.Report
	c, err := read(ctx, input, r.options.Limits, newPlacer(r.boundary.Geometry.Bound(), r.service.geos), about)
	if err != nil {
		return err
	}
	log := report.NewLog(about, input.Name)
	if r.result.Set, err = r.set(c); err != nil {
		return err
	}
	if about.Err() == nil && r.result.Set.Digest == r.digestNow {
		r.result.Outcome = Same
		log.Notef(report.RuleSame, "the set %s has it already; nothing to do", r.options.Set)
		return nil
	}
	r.take(c, log)
	if len(about.Of(report.Refused)) > 0 {
		return nil
	}
	r.result.Outcome = Taken
	if r.kind == geo.ReferencePlaces {
		return nil
	}
	return r.tellGround(ctx, log)
}

// take turns the features of a file into members of the set.
func (r *referenceRun) take(c content, log report.Log) {
	members := newMemberReader(r.options, c.file.Features, log)
	for _, f := range c.file.Features {
		if r.kind == geo.ReferenceAreas {
			r.takeArea(f, members, log)
			continue
		}
		r.takePlace(f, members, log)
	}
	members.finish()
	if len(r.result.Areas)+len(r.result.Places) == 0 && r.result.Report.Err() == nil {
		log.Refusef(report.RuleNoGeometry, nil, "the file has nothing to import as %s", r.kind)
	}
}

func (r *referenceRun) takeArea(f geojson.Feature, members *memberReader, log report.Log) {
	polygons := areas(f, log)
	if len(polygons) == 0 {
		return
	}
	if _, err := coverage.New(polygons, coverage.Unassigned()); err != nil {
		log.About(f.String()).Dropf(report.RuleDegenerate, repair.Middle(polygons), "it encloses nothing on the grid of 1e-7 degree")
		return
	}
	m := members.of(f)
	a := geo.NamedArea{
		Enclave: r.enclave, Set: r.options.Set, Code: m.code, Name: m.name, Geometry: polygons, AreaM2: geo.AreaM2(polygons),
		Values: m.values, Properties: m.properties,
	}
	if err := a.Validate(); err != nil {
		log.About(f.String()).Refusef(report.RuleReference, nil, "%s", err.Error())
		return
	}
	r.result.Areas = append(r.result.Areas, a)
}

func (r *referenceRun) takePlace(f geojson.Feature, members *memberReader, log report.Log) {
	log = log.About(f.String())
	if isEmpty(f.Geometry) {
		log.Dropf(report.RuleNoGeometry, nil, "it has no geometry")
		return
	}
	point, isPoint := f.Geometry.(orb.Point)
	if list, isList := f.Geometry.(orb.MultiPoint); isList && len(list) == 1 {
		point, isPoint = list[0], true
	}
	if !isPoint {
		log.Refusef(report.RuleReference, nil, "a place is a Point, not a %s", f.Geometry.GeoJSONType())
		return
	}
	m := members.of(f)
	p := geo.Place{
		Enclave: r.enclave, Set: r.options.Set, Code: m.code, Name: m.name, Point: point, Rank: r.options.Rank,
		Source: r.result.Set.Source.Title, Values: m.values, Properties: m.properties,
	}
	if err := p.Validate(); err != nil {
		log.Refusef(report.RuleReference, nil, "%s", err.Error())
		return
	}
	r.result.Places = append(r.result.Places, p)
}

// leastTold is the area in square metres from which overlaps and gaps of a set are told.
const leastTold = 1000

// tellGround notes where areas of the set overlap, what of the enclave they leave out, and what lies outside it.
func (r *referenceRun) tellGround(ctx context.Context, log report.Log) error {
	var all orb.MultiPolygon
	var sum float64
	for _, a := range r.result.Areas {
		all, sum = append(all, a.Geometry...), sum+a.AreaM2
	}
	united, err := r.service.geos.Union(ctx, all)
	if err != nil {
		return fmt.Errorf("unite the areas of %s: %w", log.File(), err)
	}
	whole := geo.AreaM2(united)
	r.result.Set.OverlapM2 = max(0, sum-whole)
	if overlap := r.result.Set.OverlapM2; overlap >= leastTold {
		then := "so little that numbers are summed over them all the same"
		if tally.Overlapping(overlap, sum) {
			then = "numbers are not summed over them"
		}
		log.Notef(report.RuleOverlap, "areas overlap by %s of %s: %s", report.Area(overlap), report.Area(sum), then)
	}
	gaps, err := r.service.geos.Difference(ctx, r.boundary.Geometry, united)
	if err != nil {
		return fmt.Errorf("gaps of %s: %w", log.File(), err)
	}
	if gap := geo.AreaM2(gaps); gap >= leastTold {
		log.NoteAtf(report.RuleGap, repair.Middle(largest(gaps)), "%s of the enclave lie in none of the areas, most of it here", report.Area(gap))
	}
	outside, err := r.service.geos.Difference(ctx, united, r.boundary.Geometry)
	if err != nil {
		return fmt.Errorf("what of %s lies outside: %w", log.File(), err)
	}
	if area := geo.AreaM2(outside); area >= leastTold {
		log.NoteAtf(report.RuleOutside, repair.Middle(largest(outside)),
			"%s of the areas lie outside the enclave and count for nobody, most of it here", report.Area(area))
	}
	return nil
}

// propertiesOf returns the properties of a feature as one JSON object, by name.
func propertiesOf(f geojson.Feature) (json.RawMessage, error) {
	if len(f.Properties) == 0 {
		return nil, nil
	}
	text, err := json.Marshal(f.Properties)
	if err != nil {
		return nil, fmt.Errorf("properties: %w", err)
	}
	return text, nil
}
