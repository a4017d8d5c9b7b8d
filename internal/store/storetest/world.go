package storetest

import (
	"math"
	"time"

	"github.com/paulmach/orb"

	"splitline/geo"
)

// The enclave of the suite: a strip of ten squares of a hundredth of a degree, from west to east.
const (
	enclaveID = geo.EnclaveID("strip")
	seriesID  = geo.SeriesID("assessed")
	squares   = 10
	west      = 34.25
	south     = 31.25
	side      = 0.01
)

func seriesRef() geo.SeriesRef { return geo.SeriesRef{Enclave: enclaveID, Series: seriesID} }

// day returns midnight of a day of October 2025, UTC.
func day(n int) time.Time { return time.Date(2025, 10, n, 0, 0, 0, 0, time.UTC) }

// span returns the ground of squares from (included) to (excluded), counted from the west.
func span(from, to int) orb.Polygon {
	w, e := west+side*float64(from), west+side*float64(to)
	return orb.Polygon{{{w, south}, {e, south}, {e, south + side}, {w, south + side}, {w, south}}}
}

// negativeZero is a number that only its bits tell from zero.
func negativeZero() float64 { return math.Copysign(0, -1) }

func source(title string) geo.Source {
	return geo.Source{
		Title: title, Publisher: "Survey Office", Affiliation: geo.IsraeliHeld,
		URL: "https://example.org/map", ArchiveURL: "https://archive.example.org/map", Grade: "B2",
		ObservedAt: day(1).Add(1500 * time.Microsecond), PublishedAt: day(2), RetrievedAt: day(3),
		Licence: "CC-BY-4.0", Language: "en",
	}
}

func enclave() geo.Enclave {
	return geo.Enclave{ID: enclaveID, Name: geo.Text{"en": "The Strip", "he": "הרצועה", "ar": "القطاع"}, TimeZone: "Asia/Gaza"}
}

func boundary(id string) geo.Boundary {
	ground := orb.MultiPolygon{span(0, squares)}
	return geo.Boundary{
		Ref: geo.BoundaryRef{ID: id}, Enclave: enclaveID, Geometry: ground, AreaM2: geo.AreaM2(ground), Source: source("Outline"),
	}
}

func assessment() geo.Assessment {
	return geo.Assessment{Level: geo.Assessed, AccuracyM: 12.5, Quality: geo.Traced}
}

// zone returns a stated zone of squares.
func zone(id geo.ZoneID, controller geo.ControllerID, from, to int, valid geo.Interval, updates ...geo.UpdateID) geo.Zone {
	p := span(from, to)
	return geo.Zone{
		ID: id, Label: geo.Label{Controller: controller, Assessment: assessment(), Basis: geo.Stated},
		Valid: valid, Polygon: p, AreaM2: geo.PolygonAreaM2(p), Updates: geo.UpdatesOf(updates...),
	}
}

// paint returns an update that paints squares.
func paint(id geo.UpdateID, controller geo.ControllerID, from, to int, valid geo.Interval) geo.Update {
	return geo.Update{
		ID: id, Series: seriesRef(), Kind: geo.Paint, Valid: valid, FromPrecision: geo.ToDay,
		Areas:      []geo.Area{{Name: "feature 1", Controller: controller, Geometry: orb.MultiPolygon{span(from, to)}}},
		Assessment: assessment(), Sources: []geo.Source{source("Map A"), source("Map B")}, Note: "moved east",
	}
}

// since returns the open interval from a day of October 2025.
func since(n int) geo.Interval { return geo.Interval{From: day(n)} }

// between returns the interval between two days of October 2025.
func between(from, to int) geo.Interval { return geo.Interval{From: day(from), To: day(to)} }
