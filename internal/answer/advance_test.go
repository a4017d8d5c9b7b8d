package answer_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"splitline/geo"
	"splitline/geo/split"
	"splitline/internal/answer"
	"splitline/internal/geos"
	"splitline/internal/ingest"
	"splitline/internal/store"
	"splitline/internal/store/spatialite"
)

// scene is a database that one store writes and another reads, as two processes do.
type scene struct {
	writing, reading *spatialite.Store
	ingest           *ingest.Service
	metric           func(orb.Bound) split.Metric
	played           int
}

func newScene(tb testing.TB) *scene {
	tb.Helper()
	ctx := context.Background()
	path := filepath.Join(tb.TempDir(), "splitline.db")
	library, err := geos.Open(ctx)
	if err != nil {
		tb.Fatal(err)
	}
	writing, err := spatialite.Open(ctx, path, spatialite.Options{})
	if err != nil {
		tb.Fatal(err)
	}
	reading, err := spatialite.Open(ctx, path, spatialite.Options{Readers: 2})
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := errors.Join(reading.Close(), writing.Close(), library.Close()); err != nil {
			tb.Error(err)
		}
	})
	return &scene{
		writing: writing, reading: reading, ingest: ingest.NewService(writing, library, time.Now),
		metric: func(b orb.Bound) split.Metric { return library.Metric(geos.MetricCRS(b)) },
	}
}

// service returns answers that know nothing yet.
func (s *scene) service() *answer.Service {
	return answer.New(answer.Config{Store: s.reading, Metric: s.metric, Version: "test"})
}

// hurried returns answers that know nothing yet and do not wait for what can be left out.
func (s *scene) hurried() *answer.Service {
	return answer.New(answer.Config{Store: s.reading, Metric: s.metric, Version: "test", Wait: time.Nanosecond})
}

const wide = 12 // of the enclave, in hundredths of a degree

func block(w, s, e, n int) orb.Polygon {
	p := func(x, y int) orb.Point { return orb.Point{34 + float64(x)/100, 31 + float64(y)/100} }
	return orb.Polygon{{p(w, s), p(e, s), p(e, n), p(w, n), p(w, s)}}
}

func boundaryOf(id geo.EnclaveID, name string, width int) geo.Boundary {
	ground := orb.MultiPolygon{block(0, 0, width, wide)}
	return geo.Boundary{
		Ref: geo.BoundaryRef{ID: name}, Enclave: id, Geometry: ground, AreaM2: geo.AreaM2(ground), Source: namedSource("Outline"),
	}
}

func namedSource(title string) geo.Source {
	return geo.Source{Title: title, Grade: geo.NotJudged, ObservedAt: day(1)}
}

func day(n int) time.Time { return time.Date(2025, 10, n, 0, 0, 0, 0, time.UTC) }

// found adds an enclave with two series, of its own for each history.
func (s *scene) found(rt *rapid.T) geo.SeriesRef {
	s.played++
	ref := geo.SeriesRef{Enclave: geo.EnclaveID(fmt.Sprintf("strip-%d", s.played)), Series: "assessed"}
	s.write(rt, func(ctx context.Context, w store.Writer) error {
		enclave := geo.Enclave{ID: ref.Enclave, Name: geo.English("The Strip"), TimeZone: "Asia/Gaza"}
		if err := w.AddEnclave(ctx, enclave, boundaryOf(ref.Enclave, "outline", wide), geo.DefaultSettings(ref.Enclave)); err != nil {
			return err
		}
		return w.AddSeries(ctx, geo.Series{Ref: ref, Title: geo.English("Assessed"), Kind: geo.AssessedSeries})
	})
	return ref
}

func (s *scene) write(rt *rapid.T, f func(context.Context, store.Writer) error) {
	ctx := context.Background()
	if err := s.writing.Write(ctx, func(w store.Writer) error { return f(ctx, w) }); err != nil {
		rt.Fatal(err)
	}
}

// steps are what can happen to a series from outside of the server that reads it.
var steps = map[string]func(*scene, *rapid.T, geo.SeriesRef){
	"paint": func(s *scene, rt *rapid.T, ref geo.SeriesRef) {
		s.publish(rt, ref, drawPaint(rt, ref))
	},
	"several paints at once": func(s *scene, rt *rapid.T, ref geo.SeriesRef) {
		s.publish(rt, ref, drawPaint(rt, ref), drawPaint(rt, ref), drawPaint(rt, ref))
	},
	"replace": func(s *scene, rt *rapid.T, ref geo.SeriesRef) {
		u := drawPaint(rt, ref)
		u.Kind, u.Remainder, u.Valid.To = geo.Replace, geo.HamasHeld, time.Time{}
		s.publish(rt, ref, u)
	},
	"affirm": func(s *scene, rt *rapid.T, ref geo.SeriesRef) {
		u := drawPaint(rt, ref)
		u.Kind, u.Areas, u.Valid.To = geo.Affirm, nil, time.Time{}
		s.publish(rt, ref, u)
	},
	"withdraw": func(s *scene, rt *rapid.T, ref geo.SeriesRef) {
		if id, found := s.drawUpdate(rt, ref); found {
			_, err := s.ingest.Withdraw(context.Background(), ref, id, namedSource("Second look"), "wrong", nil)
			s.must(rt, err)
		}
	},
	"correct": func(s *scene, rt *rapid.T, ref geo.SeriesRef) {
		if id, found := s.drawUpdate(rt, ref); found {
			_, err := s.ingest.Supersede(context.Background(), ref, id, drawPaint(rt, ref), nil)
			s.must(rt, err)
		}
	},
	"observation": func(s *scene, rt *rapid.T, ref geo.SeriesRef) {
		s.write(rt, func(ctx context.Context, w store.Writer) error {
			return w.AddObservations(ctx, []geo.Observation{{
				Enclave: ref.Enclave, Kind: "marker", Title: geo.English("Block"), Geometry: orb.Point{34.01, 31.01}, Source: namedSource("Field"),
				Valid: geo.Interval{From: day(rapid.IntRange(1, 28).Draw(rt, "seen"))}, Assessment: geo.Assessment{Level: geo.Confirmed, Quality: geo.Surveyed},
			}})
		})
	},
	"settings": func(s *scene, rt *rapid.T, ref geo.SeriesRef) {
		s.write(rt, func(ctx context.Context, w store.Writer) error {
			settings, err := w.Settings(ctx, ref.Enclave, time.Time{})
			if err != nil {
				return err
			}
			settings.Sides = []geo.Side{{
				ID: "green", Label: geo.English("Green zone"),
				Controllers: []geo.ControllerID{rapid.SampledFrom([]geo.ControllerID{geo.IsraeliHeld, geo.HamasHeld}).Draw(rt, "side")},
			}}
			_, err = w.PutSettings(ctx, settings)
			return err
		})
	},
	"boundary": func(s *scene, rt *rapid.T, ref geo.SeriesRef) {
		width := rapid.IntRange(wide-3, wide+3).Draw(rt, "width")
		_, err := s.ingest.UseBoundary(context.Background(), boundaryOf(ref.Enclave, "outline", width), nil)
		s.must(rt, err)
	},
	"title": func(s *scene, rt *rapid.T, ref geo.SeriesRef) {
		s.write(rt, func(ctx context.Context, w store.Writer) error {
			title := fmt.Sprintf("Assessed %d", rapid.IntRange(1, 9).Draw(rt, "title"))
			return w.SetSeries(ctx, geo.Series{Ref: ref, Title: geo.English(title), Kind: geo.AssessedSeries})
		})
	},
}

func (s *scene) publish(rt *rapid.T, ref geo.SeriesRef, updates ...geo.Update) {
	_, err := s.ingest.Publish(context.Background(), ref, updates, geo.Edition{Title: "Drawn"}, nil)
	s.must(rt, err)
}

// must fails unless the rules refuse what was drawn.
func (s *scene) must(rt *rapid.T, err error) {
	if err != nil && !errors.Is(err, ingest.ErrRefused) && !errors.Is(err, geo.ErrInvalid) {
		rt.Fatal(err)
	}
}

// drawPaint draws an update from any day of a month, with an end or without: most are backdated.
func drawPaint(rt *rapid.T, ref geo.SeriesRef) geo.Update {
	from := rapid.IntRange(1, 20).Draw(rt, "from")
	valid := geo.Interval{From: day(from)}
	if rapid.Bool().Draw(rt, "ends") {
		valid.To = day(from + rapid.IntRange(1, 8).Draw(rt, "days"))
	}
	w, s := rapid.IntRange(0, wide-2).Draw(rt, "w"), rapid.IntRange(0, wide-2).Draw(rt, "s")
	ground := block(w, s, rapid.IntRange(w+1, wide).Draw(rt, "e"), rapid.IntRange(s+1, wide).Draw(rt, "n"))
	controller := rapid.SampledFrom([]geo.ControllerID{geo.IsraeliHeld, geo.HamasHeld, geo.Contested}).Draw(rt, "controller")
	return geo.Update{
		Series: ref, Kind: geo.Paint, Valid: valid, FromPrecision: geo.ToDay,
		Areas:      []geo.Area{{Name: "a", Controller: controller, Geometry: orb.MultiPolygon{ground}}},
		Assessment: geo.Assessment{Level: geo.Assessed, Quality: geo.Traced}, Sources: []geo.Source{namedSource("Map")},
	}
}

// drawUpdate draws one of the updates in force that put ground under controllers.
func (s *scene) drawUpdate(rt *rapid.T, ref geo.SeriesRef) (id geo.UpdateID, found bool) {
	var ids []geo.UpdateID
	err := s.writing.Read(context.Background(), func(r store.Reader) error {
		updates, err := r.Updates(context.Background(), store.UpdateQuery{Enclave: ref.Enclave, Series: ref.Series, NoGeometry: true})
		for _, u := range updates {
			if u.Kind == geo.Paint || u.Kind == geo.Replace {
				ids = append(ids, u.ID)
			}
		}
		return err
	})
	if err != nil {
		rt.Fatal(err)
	}
	if len(ids) == 0 {
		return 0, false
	}
	return rapid.SampledFrom(ids).Draw(rt, "update"), true
}

// TestAStateThatWasAdvancedEqualsOneThatWasRead lets one service follow a series through whatever is recorded of it, and
// compares its states and timelines with those of a service that reads them whole.
func TestAStateThatWasAdvancedEqualsOneThatWasRead(t *testing.T) {
	s := newScene(t)
	names := slices.Sorted(maps.Keys(steps))
	rapid.Check(t, func(rt *rapid.T) {
		ref := s.found(rt)
		following := s.hurried()
		defer following.Close()
		for range rapid.IntRange(1, 7).Draw(rt, "steps") {
			steps[rapid.SampledFrom(names).Draw(rt, "step")](s, rt, ref)
			if rapid.IntRange(0, 3).Draw(rt, "looks") > 0 { // else it misses a revision or two
				s.compare(rt, following, ref, store.Pin{})
			}
		}
		s.compare(rt, following, ref, store.Pin{})
		newest, err := following.State(context.Background(), ref, store.Pin{})
		if err != nil {
			rt.Fatal(err)
		}
		for revision := newest.Revision; revision > 0; revision-- {
			s.compare(rt, following, ref, store.Pin{Revision: revision})
		}
	})
}

// compare compares what two services say of a series, to the letter.
func (s *scene) compare(rt *rapid.T, following *answer.Service, ref geo.SeriesRef, pin store.Pin) {
	ctx := context.Background()
	reading := s.service()
	defer reading.Close()
	got, err := following.State(ctx, ref, pin)
	if err != nil {
		rt.Fatal(err)
	}
	want, err := reading.State(ctx, ref, pin)
	if err != nil {
		rt.Fatal(err)
	}
	same(rt, "zones", want.Zones, got.Zones)
	same(rt, "changes", want.Changes, got.Changes)
	same(rt, "updates", want.Updates, got.Updates)
	same(rt, "observations", want.Observations, got.Observations)
	same(rt, "boundary", want.Boundary, got.Boundary)
	same(rt, "settings", want.Settings, got.Settings)
	same(rt, "series", []any{want.Series, want.Revision, want.RecordedAt, want.Enclave}, []any{got.Series, got.Revision, got.RecordedAt, got.Enclave})
	for i, derived := range got.Derived() {
		same(rt, "derived", want.Derived()[i], derived)
	}
	if _, _, err := following.TimelineText(ctx, got); err != nil { // with what is known by now
		rt.Fatal(err)
	}
	if err := following.Prepare(ctx, got, nil); err != nil {
		rt.Fatal(err)
	}
	text, complete, err := following.TimelineText(ctx, got)
	if err != nil || !complete {
		rt.Fatalf("complete %t: %v", complete, err)
	}
	timeline, err := reading.Timeline(ctx, want)
	if err != nil {
		rt.Fatal(err)
	}
	whole, err := json.Marshal(timeline)
	if err != nil {
		rt.Fatal(err)
	}
	same(rt, "timeline", string(whole), string(text))
}

// same compares lists of nothing as equal.
func same(rt *rapid.T, what string, want, got any) {
	if v, w := reflect.ValueOf(want), reflect.ValueOf(got); v.Kind() == reflect.Slice && v.Len()+w.Len() == 0 {
		return
	}
	if !reflect.DeepEqual(want, got) {
		rt.Fatalf("%s differ:\nread     %+v\nadvanced %+v", what, want, got)
	}
}
