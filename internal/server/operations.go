package server

import (
	"reflect"

	"splitline/internal/answer"
	"splitline/internal/picture"
	"splitline/tiles"
)

// operation describes a route for the API document.
type operation struct {
	// route is as Echo knows it, path as the document does.
	route, path string
	id, summary string
	// about tells more than the summary, or is "".
	about string
	query reflect.Type
	// answer is the Go type of a JSON answer, or nil where media types alone are told.
	answer reflect.Type
	// media are the media types of the answer.
	media []string
	// empty says that the answer can be 204.
	empty bool
	// pinned says that the answer is kept for ever under ?revision=.
	pinned bool
}

const openAPIType = "application/vnd.oai.openapi+json;version=3.0"

// operations lists what the document tells. A test holds it against the routes.
func operations() []operation {
	const enclave = "/api/v1/enclaves/:enclave"
	const series, seriesPath = enclave + "/series/:series", "/api/v1/enclaves/{enclave}/series/{series}"
	return []operation{
		{
			route: "/api", path: "/api", id: "getAPI", summary: "This document",
			about: "Its form follows the parameter f, else the Accept header.",
			query: reflect.TypeFor[apiQuery](), media: []string{openAPIType, "text/html"},
		},
		{
			route: "/api/v1/enclaves", path: "/api/v1/enclaves", id: "getEnclaves",
			summary: "Enclaves with their series, boundaries, legends, milestones and figures",
			query:   reflect.TypeFor[noQuery](), answer: reflect.TypeFor[answer.Enclaves](), media: []string{jsonType},
		},
		{
			route: enclave + "/places", path: "/api/v1/enclaves/{enclave}/places", id: "getPlaces",
			summary: "Named places of an enclave as GeoJSON points",
			query:   reflect.TypeFor[noQuery](), media: []string{geoJSONType},
		},
		{
			route: enclave + "/surroundings", path: "/api/v1/enclaves/{enclave}/surroundings", id: "getSurroundings",
			summary: "Land of the neighbours as GeoJSON, for the backdrop",
			query:   reflect.TypeFor[noQuery](), media: []string{geoJSONType},
		},
		{
			route: enclave + "/observations", path: "/api/v1/enclaves/{enclave}/observations", id: "getObservations",
			summary: "Dated things that are not control, as GeoJSON",
			query:   reflect.TypeFor[noQuery](), media: []string{geoJSONType},
		},
		{
			route: series + "/timeline", path: seriesPath + "/timeline", id: "getTimeline",
			summary: "The dates of change of a series, each with its measures and what changed since the one before",
			about: "It does not wait for what takes long to measure: a change that is not measured yet has pending true and the word unknown, " +
				"measured tells how many of all are whole, and as long as some are not the answer is not kept: ask again.",
			query: reflect.TypeFor[timelineQuery](), answer: reflect.TypeFor[answer.Timeline](),
			media: []string{jsonType}, pinned: true,
		},
		{
			route: series + "/split", path: seriesPath + "/split", id: "getSplit",
			summary: "Is the enclave splitting: measures, conditions and verdict at an instant",
			about:   "Before the first update of the series it is 404, and the detail names the first date.",
			query:   reflect.TypeFor[splitQuery](), answer: reflect.TypeFor[answer.Split](), media: []string{jsonType}, pinned: true,
		},
		{
			route: series + "/changes", path: seriesPath + "/changes", id: "getChanges",
			summary: "What changed between two instants, two series, or two times at which one instant was known",
			about: "Turnover is summed along the dates of change between the two instants. As long as a step on the way is not measured it is " +
				"left out and pending is true: ask again.",
			query: reflect.TypeFor[changesQuery](), answer: reflect.TypeFor[answer.Changes](), media: []string{jsonType}, pinned: true,
		},
		{
			route: series + "/spread", path: seriesPath + "/spread", id: "getSpread",
			summary: "How far the answer depends on who gives the account and on the conventions",
			about:   "Series and figures stand side by side; nothing is summed across series. Plans stand apart, in no range.",
			query:   reflect.TypeFor[spreadQuery](), answer: reflect.TypeFor[answer.Spread](), media: []string{jsonType}, pinned: true,
		},
		{
			route: series + "/areas", path: seriesPath + "/areas", id: "getAreas",
			summary: "Who holds which share of each area of a set, and how many points of another",
			about: "Ground and points outside the enclave are nobody's and stand by themselves. Numbers of areas are split by the share of ground, " +
				"which assumes even spread; where areas of the set overlap they are not summed. As CSV it is one table.",
			query: reflect.TypeFor[areasQuery](), answer: reflect.TypeFor[answer.Areas](), media: []string{jsonType, csvMedia},
		},
		{
			route: series + "/history", path: seriesPath + "/history", id: "getHistory",
			summary: "Who held a spot, when, by which update, newest first",
			about:   "A spot outside the enclave has no entries.",
			query:   reflect.TypeFor[historyQuery](), answer: reflect.TypeFor[answer.History](), media: []string{jsonType}, pinned: true,
		},
		{
			route: series + "/updates", path: seriesPath + "/updates", id: "getUpdates",
			summary: "Published updates of a series with their sources",
			query:   reflect.TypeFor[updatesQuery](), answer: reflect.TypeFor[answer.Updates](), media: []string{jsonType}, pinned: true,
		},
		{
			route: "/tiles/:enclave/:document", path: "/tiles/{enclave}/{series}.json", id: "getTileJSON",
			summary: "TileJSON 3.0 of a series; its template carries the revision",
			query:   reflect.TypeFor[tileJSONQuery](), answer: reflect.TypeFor[tiles.TileJSON](), media: []string{jsonType}, pinned: true,
		},
		{
			route: picturePath, path: "/tiles/{enclave}/{series}/picture.svg", id: "getPicture",
			summary: "A plain picture of the zones of an instant, as SVG",
			about: "In spherical Mercator and in the colours of the page, light or dark as the reader's scheme is. It shows the bounds of the " +
				"boundary and 1/64 of their width and height more on each side. Before the first update it is the outline alone.",
			query: reflect.TypeFor[pictureQuery](), media: []string{picture.MediaType}, pinned: true,
		},
		{
			route: "/tiles/:enclave/:series/:z/:x/:tile", path: "/tiles/{enclave}/{series}/{z}/{x}/{y}.mvt", id: "getTile",
			summary: "A vector tile", about: "A tile with nothing in it is 204.",
			query: reflect.TypeFor[tileQuery](), media: []string{tileType}, empty: true, pinned: true,
		},
		{
			route: "/export/:enclave/:file", path: "/export/{enclave}/{series}.{format}", id: "getExport",
			summary: "The zones of a snapshot as a file",
			query:   reflect.TypeFor[exportQuery](), media: exportTypes(), pinned: true,
		},
		{
			route: "/events", path: "/events", id: "getEvents", summary: "Server-sent events: a series has a new revision",
			about: `Each event is named "revision" and its data is {"enclave", "series", "revision"}.`,
			query: reflect.TypeFor[noQuery](), media: []string{"text/event-stream"},
		},
		{
			route: "/healthz", path: "/healthz", id: "getHealth", summary: "The process runs",
			query: reflect.TypeFor[noQuery](), media: []string{"text/plain"},
		},
		{
			route: "/readyz", path: "/readyz", id: "getReadiness", summary: "The store answers; 503 if it does not",
			query: reflect.TypeFor[noQuery](), media: []string{"text/plain"},
		},
		{
			route: "/metrics", path: "/metrics", id: "getMetrics", summary: "Metrics in the text format of Prometheus",
			query: reflect.TypeFor[noQuery](), media: []string{"text/plain"},
		},
	}
}
