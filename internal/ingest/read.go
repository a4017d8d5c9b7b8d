package ingest

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/paulmach/orb"

	"splitline/geo"
	"splitline/internal/geos"
	"splitline/internal/ingest/geojson"
	"splitline/internal/ingest/repair"
	"splitline/internal/ingest/report"
)

// tinyM2 is the area in square metres below which a feature is more likely a slip of the hand than ground.
const tinyM2 = 1000

// content is a file that has been read: decoded, in degrees, and in the right part of the world.
type content struct {
	input Input
	file  geojson.File
	hash  [sha256.Size]byte
}

// read decodes a file and brings it to degrees. What is wrong with it stands in the report. The error is one of
// reading itself.
func read(ctx context.Context, input Input, limits geojson.Limits, place placer, into *report.Report) (content, error) {
	if err := ctx.Err(); err != nil {
		return content{}, err
	}
	body, err := input.Open()
	if err != nil {
		return content{}, err
	}
	hash := sha256.New()
	failing := &failingReader{source: body}
	file := geojson.Decode(input.Name, io.TeeReader(failing, hash), limits, into)
	if err := errors.Join(failing.err, body.Close()); err != nil {
		return content{}, fmt.Errorf("read %s: %w", input.Name, err)
	}
	c := content{input: input, file: file}
	hash.Sum(c.hash[:0])
	log := report.NewLog(into, input.Name)
	inDegrees, err := toDegrees(ctx, place.geos, &c.file, log)
	if inDegrees {
		place.check(ctx, c.file, log)
	}
	return c, err
}

// failingReader keeps an error of reading apart from a fault of the content.
type failingReader struct {
	source io.Reader
	err    error
}

func (r *failingReader) Read(p []byte) (int, error) {
	n, err := r.source.Read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		r.err = err
	}
	return n, err
}

// toDegrees transforms the features of a file that declares a reference system other than WGS 84, in place, and reports
// whether all are in degrees then. If a feature cannot be transformed the file is refused.
func toDegrees(ctx context.Context, g *geos.GEOS, file *geojson.File, log report.Log) (bool, error) {
	if file.CRS == 0 {
		return true, nil
	}
	refused := false
	for i, f := range file.Features {
		if isEmpty(f.Geometry) {
			continue
		}
		moved, err := transform(ctx, g, f.Geometry, file.CRS)
		if ctx.Err() != nil {
			return false, ctx.Err()
		}
		if err != nil {
			log.About(f.String()).Refusef(report.RuleCRS, nil, "%s", strings.TrimSuffix(err.Error(), ": "+geos.ErrGeometry.Error()))
			refused = true
			continue
		}
		file.Features[i].Geometry = moved
	}
	if refused {
		return false, nil
	}
	log.Repairf(report.RuleCRS, nil, "coordinates transformed from the declared EPSG:%d to longitude and latitude on WGS 84", file.CRS)
	return true, nil
}

// transform projects a geometry as a list of positions, since its rings are still to be repaired.
func transform(ctx context.Context, g *geos.GEOS, geometry orb.Geometry, epsg int) (orb.Geometry, error) {
	points := positions(geometry)
	moved, err := g.Transform(ctx, points, epsg, geos.WGS84)
	if err != nil {
		return nil, err
	}
	list, isList := moved.(orb.MultiPoint)
	if !isList || len(list) != len(points) {
		return nil, fmt.Errorf("transform from EPSG:%d: %d positions became %T: %w", epsg, len(points), moved, geos.ErrGeometry)
	}
	next := -1
	return replacePoints(orb.Clone(geometry), func(orb.Point) orb.Point {
		next++
		return list[next]
	}), nil
}

// areas returns the repaired polygons of a feature. Features without ground, and points and lines among areas, are
// reported and left out. A feature that cannot be repaired refuses its file.
func areas(f geojson.Feature, log report.Log) orb.MultiPolygon {
	log = log.About(f.String())
	if isEmpty(f.Geometry) {
		log.Dropf(report.RuleNoGeometry, nil, "it has no geometry")
		return nil
	}
	if others := othersOf(f.Geometry); len(others) > 0 {
		where := f.Geometry.Bound().Center()
		log.Dropf(report.RuleNotAnArea, &where, "%s among areas; points and lines can be imported as observations",
			strings.Join(others, ", "))
	}
	polygons := areasOf(f.Geometry)
	if isEmpty(polygons) {
		return nil
	}
	repaired, err := repair.Polygons(polygons, log)
	if err != nil {
		log.Refusef(report.RuleCrossing, nil, "cannot be repaired: %s", err.Error())
		return nil
	}
	if area := geo.AreaM2(repaired); len(repaired) > 0 && area < tinyM2 {
		log.NoteAtf(report.RuleTiny, repair.Middle(repaired), "an area of %.0f m² only", area)
	}
	return repaired
}
