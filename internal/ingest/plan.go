package ingest

import (
	"cmp"
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
type moment struct{ from, to int64 }

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
	updates := inOrder(byMoment)
	p.refuseHidden(updates, log)
	return updates
}

// update returns the update of an interval, and makes it when it is first asked for. Its start is known as exactly as
// that of the feature that knows it least.
func (p planner) update(
	all map[moment]*geo.Update, valid geo.Interval, precision geo.Precision, c content, digest string,
) *geo.Update {
	key := moment{from: valid.From.Unix(), to: valid.To.Unix()}
	if u, made := all[key]; made {
		if precision == geo.ToDay {
			u.FromPrecision = precision
		}
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

// inOrder returns the updates by start, then by end.
func inOrder(byMoment map[moment]*geo.Update) []geo.Update {
	updates := make([]geo.Update, 0, len(byMoment))
	for _, u := range byMoment {
		updates = append(updates, *u)
	}
	slices.SortFunc(updates, func(a, b geo.Update) int {
		return cmp.Or(a.Valid.From.Compare(b.Valid.From), a.Valid.To.Compare(b.Valid.To))
	})
	return updates
}

// refuseHidden refuses a file in which a replace would hide another that starts with it and ends at another time.
func (p planner) refuseHidden(updates []geo.Update, log report.Log) {
	for i := 1; i < len(updates); i++ {
		if updates[i].Kind == geo.Replace && updates[i].Valid.From.Equal(updates[i-1].Valid.From) {
			log.Refusef(report.RuleTime, nil, "with a remainder, features that start together must end together: %s and %s do not",
				updates[i-1].Areas[0].Name, updates[i].Areas[0].Name)
		}
	}
}

// polygonsIn counts the polygons that features have, for comparison with the zones made of them.
func polygonsIn(features []geojson.Feature) int {
	n := 0
	for _, f := range features {
		n += len(areasOf(f.Geometry))
	}
	return n
}
