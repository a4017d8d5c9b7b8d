package server

import "testing"

func TestSmoke(t *testing.T) {
	w := newWorld(t)
	s := newServer(t, w)
	for _, url := range []string{
		"/api/v1/enclaves", "/api/v1/enclaves/strip/places", "/api/v1/enclaves/strip/observations", "/api/v1/enclaves/strip/surroundings",
		"/api/v1/enclaves/strip/series/reported/timeline", "/api/v1/enclaves/strip/series/reported/split", "/api/v1/enclaves/strip/series/reported/split?datetime=2025-10-20",
		"/api/v1/enclaves/strip/series/reported/history?lon=34.29&lat=31.25", "/api/v1/enclaves/strip/series/reported/updates",
		"/tiles/strip/reported.json", "/tiles/strip/reported/10/609/416.mvt?revision=1", "/export/strip/reported.geojson", "/export/strip/reported.png", "/healthz", "/readyz", "/", "/nothing", "/api/v1/enclaves/strip/series/plan/timeline",
		"/api/v1/enclaves/strip/series/plan/split",
	} {
		a := get(s.Handler(), url)
		t.Log(url, a.Code, a.Header(), a.Body)
	}
}
