package ingest

import (
	"context"
	"fmt"
	"regexp"
	"strings"

	"github.com/paulmach/orb"

	"splitline/geo"
	"splitline/geo/coverage"
	"splitline/internal/geos"
	"splitline/internal/ingest/geojson"
	"splitline/internal/ingest/repair"
	"splitline/internal/ingest/report"
)

// DefaultCloseGapsM is the width in metres below which inner gaps of an outline are filled.
const DefaultCloseGapsM = 20

// Outline is a boundary made ready from a file.
type Outline struct {
	Geometry orb.MultiPolygon
	// AreaM2 is the ellipsoidal area in square metres.
	AreaM2 float64
	Report report.Report
}

// PrepareBoundary reads the areas of a file as one outline: repaired, dissolved, and with the inner gaps filled that are
// nowhere wider than closeGapsM metres, as lie between areas that were digitised one by one. The vertices of outer
// rings stay where they are. Every repair and every gap is reported with its area and place. It returns an error of
// kind [ErrRefused] if the file cannot be taken, and of kind geo.ErrInvalid if no series could be folded over it.
func PrepareBoundary(ctx context.Context, g *geos.GEOS, input Input, closeGapsM float64) (Outline, error) {
	return prepareBoundary(ctx, g, input, closeGapsM, geojson.Limits{})
}

func prepareBoundary(ctx context.Context, g *geos.GEOS, input Input, closeGapsM float64, limits geojson.Limits) (Outline, error) {
	var outline Outline
	if limits == (geojson.Limits{}) {
		limits = geojson.DefaultLimits()
	}
	if closeGapsM < 0 {
		return outline, fmt.Errorf("close gaps: %g m must not be negative: %w", closeGapsM, geo.ErrInvalid)
	}
	log := report.NewLog(&outline.Report, input.Name)
	content, err := read(ctx, input, limits, anywhere(g), &outline.Report)
	if err != nil {
		return outline, err
	}
	dissolved, err := dissolve(ctx, g, content.file.Features, log)
	if err != nil {
		return outline, err
	}
	if err := outline.Report.Err(); err != nil {
		return outline, err
	}
	closed, err := closeGaps(ctx, g, dissolved, closeGapsM, log)
	if err != nil {
		return outline, err
	}
	if outline.Geometry, err = foldable(closed, log); err != nil {
		return outline, fmt.Errorf("%s: %w", input.Name, err)
	}
	outline.AreaM2 = geo.AreaM2(outline.Geometry)
	return outline, outline.Report.Err()
}

// foldable makes sure that series can be folded over an outline: what the grid of the coverage cannot hold, needles
// thinner than a centimetre say, is repaired.
func foldable(outline orb.MultiPolygon, log report.Log) (orb.MultiPolygon, error) {
	repaired, err := repair.Polygons(outline, log)
	if err != nil {
		return nil, err
	}
	_, err = coverage.New(repaired, coverage.Unassigned())
	return repaired, err
}

// dissolve repairs the areas of features and unites them.
func dissolve(ctx context.Context, g *geos.GEOS, features []geojson.Feature, log report.Log) (orb.MultiPolygon, error) {
	var parts orb.MultiPolygon
	members := 0
	for _, f := range features {
		polygons := areas(f, log)
		if len(polygons) > 0 {
			members++
		}
		parts = append(parts, polygons...)
	}
	if members == 0 {
		log.Refusef(report.RuleNoGeometry, nil, "the file has no area to make a boundary of")
		return nil, nil
	}
	united, err := g.Union(ctx, parts)
	if err != nil {
		return nil, fmt.Errorf("dissolve %s: %w", log.File(), err)
	}
	if members > 1 {
		log.Repairf(report.RuleDissolve, nil, "%d areas dissolved into %d, of %s", members, len(united), report.Area(geo.AreaM2(united)))
	}
	return united, nil
}

// closeGaps drops the holes of an outline that are nowhere wider than a limit in metres.
func closeGaps(ctx context.Context, g *geos.GEOS, outline orb.MultiPolygon, widthM float64, log report.Log) (orb.MultiPolygon, error) {
	metric := g.Metric(geos.MetricCRS(outline.Bound()))
	closed := make(orb.MultiPolygon, 0, len(outline))
	for _, polygon := range outline {
		kept := orb.Polygon{polygon[0]}
		for _, hole := range polygon[1:] {
			ground := orb.MultiPolygon{{hole}}
			narrow, err := narrowerThan(ctx, metric, ground, widthM)
			if err != nil {
				return nil, err
			}
			if !narrow {
				kept = append(kept, hole)
				log.NoteAtf(report.RuleGap, repair.Middle(ground), "a hole of %s is wider than %g m and stays", report.Area(geo.AreaM2(ground)), widthM)
				continue
			}
			log.Repairf(report.RuleGap, repair.Middle(ground), "a gap of %s, nowhere wider than %g m, filled",
				report.Area(geo.AreaM2(ground)), widthM)
		}
		closed = append(closed, kept)
	}
	return closed, noteNearlyJoined(ctx, metric, closed, widthM, log)
}

// noteNearlyJoined says that parts of an outline lie so near one another that they may be meant as one. A gap that opens
// to the outside is not filled, since the outer rings keep their vertices.
func noteNearlyJoined(ctx context.Context, metric *geos.Metric, outline orb.MultiPolygon, widthM float64, log report.Log) error {
	if len(outline) < 2 || widthM == 0 {
		return nil
	}
	metres, err := metric.Project(ctx, outline)
	if err != nil {
		return err
	}
	joined, err := metric.Closing(ctx, metres, widthM/2)
	if err == nil && len(joined) < len(outline) {
		log.Notef(report.RuleGap, "the boundary has %d parts, of which some lie less than %g m apart; they stay apart, since the gaps open to the outside",
			len(outline), widthM)
	}
	return err
}

// narrowerThan reports whether ground is nowhere wider than a limit in metres: a disc of that diameter fits nowhere.
func narrowerThan(ctx context.Context, metric *geos.Metric, degrees orb.MultiPolygon, widthM float64) (bool, error) {
	metres, err := metric.Project(ctx, degrees)
	if err != nil {
		return false, err
	}
	left, err := metric.Buffer(ctx, metres, -widthM/2)
	return len(left) == 0, err
}

var notIDCharacters = regexp.MustCompile(`[^a-z0-9]+`)

// BoundaryID makes the id of a boundary from the name of its file.
func BoundaryID(fileName string) string {
	const longest = 40
	name := strings.ToLower(fileName)
	if dot := strings.LastIndex(name, "."); dot > 0 {
		name = name[:dot]
	}
	id := strings.Trim(notIDCharacters.ReplaceAllString(name, "-"), "-")
	if len(id) > longest {
		id = strings.TrimRight(id[:longest], "-")
	}
	if id == "" {
		return "boundary"
	}
	return id
}
