package ingest

import (
	"slices"
	"time"

	"splitline/geo"
	"splitline/internal/ingest/geojson"
	"splitline/internal/ingest/report"
)

// planner turns files into updates.
type planner struct {
	series  geo.SeriesRef
	zone    *time.Location
	legend  []geo.Controller
	options Options
	now     time.Time
}

// moment is what tells the updates of a file apart: each distinct interval is one update.
type moment struct {
	from, to  int64
	precision geo.Precision
}

// updates returns the updates of a file, earliest first, one for each distinct interval of its features. A file that
// is refused says so in the report.
func (p planner) updates(c content, digest string, into *report.Report) []geo.Update {
	log := report.NewLog(into, c.input.Name)
	dates := newDater(p.options.Dating, c.input.base(), p.zone, log)
	holds := holder{options: p.options, legend: p.legend}
	byMoment := make(map[moment]*geo.Update)
	for _, f := range c.file.Features {
		polygons := areas(f, log)
		if len(polygons) == 0 {
			continue
		}
		valid, precision, dated := dates.valid(f)
		controller, held := holds.controller(f, log.About(f.String()))
		if !dated || !held {
			continue
		}
		u := p.update(byMoment, valid, precision, c, digest)
		u.Areas = append(u.Areas, geo.Area{Name: f.String(), Controller: controller, Geometry: polygons})
	}
	dates.finish()
	if len(byMoment) == 0 && into.Err() == nil {
		log.Refusef(report.RuleNoGeometry, nil, "the file has no area to import")
	}
	return inOrder(byMoment)
}

// update returns the update of an interval, and makes it when it is first asked for.
func (p planner) update(
	all map[moment]*geo.Update, valid geo.Interval, precision geo.Precision, c content, digest string,
) *geo.Update {
	key := moment{from: valid.From.Unix(), to: valid.To.Unix(), precision: precision}
	if u, made := all[key]; made {
		return u
	}
	u := &geo.Update{
		Series: p.series, Kind: geo.Paint, Valid: valid, FromPrecision: precision,
		Assessment: p.options.Assessment, Sources: []geo.Source{p.source(c)}, Note: p.options.Note, Digest: digest,
	}
	if p.options.Remainder != "" {
		u.Kind, u.Remainder = geo.Replace, p.options.Remainder
	}
	all[key] = u
	return u
}

// source returns the source of a file's updates.
func (p planner) source(c content) geo.Source {
	s := p.options.Source
	if s.Title == "" {
		s.Title = c.input.base()
	}
	if s.RetrievedAt.IsZero() {
		s.RetrievedAt = p.now
	}
	return s
}

func inOrder(byMoment map[moment]*geo.Update) []geo.Update {
	updates := make([]geo.Update, 0, len(byMoment))
	for _, u := range byMoment {
		updates = append(updates, *u)
	}
	slices.SortFunc(updates, func(a, b geo.Update) int {
		if order := a.Valid.From.Compare(b.Valid.From); order != 0 {
			return order
		}
		if order := a.Valid.To.Compare(b.Valid.To); order != 0 {
			return order
		}
		return len(a.FromPrecision) - len(b.FromPrecision)
	})
	return updates
}

// polygonsIn counts the polygons that features have, for comparison with the zones made of them.
func polygonsIn(features []geojson.Feature) int {
	n := 0
	for _, f := range features {
		n += len(areasOf(f.Geometry))
	}
	return n
}
