package server

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"splitline/tiles"

	"github.com/paulmach/orb"
)

// tileURL is a tile of the world with zones in it.
func tileURL() string {
	return "/tiles/strip/reported/" + tiles.AddressAt(orb.Point{34.3, 31.25}, 10).Path()
}

// pinnable are the URLs that take a revision.
func pinnable() []string {
	const series = "/api/v1/enclaves/strip/series/reported"
	return []string{
		tileURL() + "?", tileURL() + "?datetime=2025-10-20&", tileURL() + "?datetime=2025-10-20/2025-12-01&",
		"/tiles/strip/reported.json?", series + "/timeline?", series + "/split?datetime=2025-10-20&",
		series + "/history?lon=34.29&lat=31.25&", series + "/updates?", "/export/strip/reported.geojson?datetime=2025-10-20&",
	}
}

func TestAURLWithARevisionMayBeKeptForEver(t *testing.T) {
	h := newServer(t, newWorld(t)).Handler()
	for _, url := range pinnable() {
		for revision := 1; revision <= 2; revision++ {
			answer := get(h, fmt.Sprintf("%srevision=%d", url, revision))
			if answer.Code != http.StatusOK {
				t.Errorf("%s is %d: %s", url, answer.Code, answer.Body)
			}
			if got := answer.Header().Get("Cache-Control"); got != "public, max-age=31536000, immutable" {
				t.Errorf("%s is cached %q", url, got)
			}
		}
		if p := problemIn(t, get(h, url+"revision=7"), http.StatusNotFound); p.Parameter != "revision" {
			t.Errorf("%s of an unknown revision blames %q", url, p.Parameter)
		}
	}
}

func TestAnAnswerOfARevisionStaysWhenTheSeriesMovesOn(t *testing.T) {
	w := newWorld(t)
	h := newServer(t, w).Handler()
	before := make(map[string]string)
	for _, url := range pinnable() {
		before[url] = get(h, url+"revision=1").Body.String()
	}
	w.publish(t, "The front moves again", nil, nil, nil)
	fresh := newServer(t, w).Handler()
	for _, url := range pinnable() {
		for name, handler := range map[string]http.Handler{"the same server": h, "a server started later": fresh} {
			if got := get(handler, url+"revision=1").Body.String(); got != before[url] {
				t.Errorf("%s of revision 1 differs on %s:\n%s\n%s", url, name, before[url], got)
			}
		}
	}
}

func TestAURLWithoutARevisionIsRevalidated(t *testing.T) {
	h := newServer(t, newWorld(t)).Handler()
	urls := append(pinnable(), "/api/v1/enclaves", "/api/v1/enclaves/strip/places", "/api/v1/enclaves/strip/observations",
		"/api/v1/enclaves/strip/surroundings", "/api", "/")
	for _, url := range urls {
		url = strings.TrimRight(url, "?&")
		answer := get(h, url)
		etag := answer.Header().Get("Etag")
		if answer.Code != http.StatusOK || answer.Header().Get("Cache-Control") != "no-cache" || len(etag) < 10 || etag[0] != '"' {
			t.Errorf("%s is %d, cached %q, with ETag %s", url, answer.Code, answer.Header().Get("Cache-Control"), etag)
			continue
		}
		again := get(h, url, "If-None-Match", etag)
		if again.Code != http.StatusNotModified || again.Body.Len() > 0 || again.Header().Get("Etag") != etag {
			t.Errorf("%s again is %d with %d bytes and ETag %s", url, again.Code, again.Body.Len(), again.Header().Get("Etag"))
		}
	}
}

func TestIfNoneMatch(t *testing.T) {
	h := newServer(t, newWorld(t)).Handler()
	etag := get(h, tileURL()).Header().Get("Etag")
	tests := []struct {
		name, header string
		want         int
	}{
		{"the ETag itself", etag, http.StatusNotModified},
		{"one of a list", `"other", ` + etag, http.StatusNotModified},
		{"weak, as some proxies make it", "W/" + etag, http.StatusNotModified},
		{"anything", "*", http.StatusNotModified},
		{"another", `"other"`, http.StatusOK},
		{"the ETag without quotes", strings.Trim(etag, `"`), http.StatusOK},
		{"nonsense", "\"", http.StatusOK},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := get(h, tileURL(), "If-None-Match", tt.header).Code; got != tt.want {
				t.Errorf("status %d, want %d", got, tt.want)
			}
		})
	}
}

func TestEveryContentCodingHasItsOwnETag(t *testing.T) {
	h := newServer(t, newWorld(t)).Handler()
	const url = "/api/v1/enclaves/strip/series/reported/timeline"
	owner := make(map[string]string)
	for _, coding := range []string{"", "gzip", "zstd", "br"} {
		answer := get(h, url, "Accept-Encoding", coding)
		if got := answer.Header().Get("Content-Encoding"); got != coding {
			t.Errorf("asked for %q, got %q", coding, got)
		}
		if got := answer.Header().Get("Vary"); got != "Accept-Encoding" {
			t.Errorf("Vary is %q", got)
		}
		etag := answer.Header().Get("Etag")
		if other, taken := owner[etag]; taken {
			t.Errorf("%q and %q share the ETag %s", coding, other, etag)
		}
		owner[etag] = coding
		if again := get(h, url, "Accept-Encoding", coding, "If-None-Match", etag); again.Code != http.StatusNotModified {
			t.Errorf("%q with its own ETag is %d", coding, again.Code)
		}
	}
	for etag, coding := range owner {
		if coding == "gzip" {
			continue
		}
		if again := get(h, url, "Accept-Encoding", "gzip", "If-None-Match", etag); again.Code != http.StatusOK {
			t.Errorf("gzip with the ETag of %q is %d", coding, again.Code)
		}
	}
}

func TestAClientThatRefusesEveryCodingGets406(t *testing.T) {
	h := newServer(t, newWorld(t)).Handler()
	problemIn(t, get(h, "/api/v1/enclaves", "Accept-Encoding", "identity;q=0"), http.StatusNotAcceptable)
}

func TestANewRevisionIsSeenAtOnce(t *testing.T) {
	w := newWorld(t)
	h := newServer(t, w).Handler()
	const timeline = "/api/v1/enclaves/strip/series/reported/timeline"
	before := get(h, timeline)
	enclaves := get(h, "/api/v1/enclaves").Header().Get("Etag")
	revision := w.affirm(t, thirdDay)
	after := get(h, timeline, "If-None-Match", before.Header().Get("Etag"))
	if after.Code != http.StatusOK || !strings.Contains(after.Body.String(), fmt.Sprintf(`"revision":%d`, revision)) {
		t.Errorf("after revision %d the timeline is %d: %s", revision, after.Code, after.Body)
	}
	if again := get(h, "/api/v1/enclaves", "If-None-Match", enclaves); again.Code != http.StatusOK {
		t.Errorf("after revision %d the enclaves are %d", revision, again.Code)
	}
	tile := get(h, tileURL()).Header().Get("Etag")
	if pinned := get(h, tileURL()+"?revision=2").Header().Get("Etag"); pinned != tile {
		t.Errorf("a tile that a revision leaves as it was has ETag %s and then %s", pinned, tile)
	}
}

func TestAllTimesBetweenTwoChangesShareOneTile(t *testing.T) {
	s := newServer(t, newWorld(t))
	// The marker appears on 13 October: a change of the tile though not of the zones.
	for _, at := range []string{"2025-10-10T09:00:00Z", "2025-10-10", "2025-10-12", "2025-10-13T08:59:59Z"} {
		if got := get(s.Handler(), tileURL()+"?revision=2&datetime="+at).Code; got != http.StatusOK {
			t.Fatalf("%s is %d", at, got)
		}
	}
	if made := s.bodies.Stats().Made; made != 1 {
		t.Errorf("%d tiles were made for one state", made)
	}
	early := get(s.Handler(), tileURL()+"?revision=2&datetime=2025-10-13T08:59:59Z").Body.String()
	late := get(s.Handler(), tileURL()+"?revision=2&datetime=2025-10-13T09:00:00Z").Body.String()
	if strings.Contains(early, "Block 7") || !strings.Contains(late, "Block 7") {
		t.Error("the marker is not in the tile from its first second on, or is before")
	}
}

func TestAsOfAnswersWithWhatWasRecordedThen(t *testing.T) {
	w := newWorld(t)
	h := newServer(t, w).Handler()
	const timeline = "/api/v1/enclaves/strip/series/reported/timeline"
	type told struct {
		Revision int       `json:"revision"`
		AsOf     time.Time `json:"as_of"`
	}
	first := decode[told](t, get(h, timeline+"?revision=1"))
	then := decode[told](t, get(h, timeline+"?as-of="+first.AsOf.Format(time.RFC3339Nano)))
	if then != first {
		t.Errorf("as of %v it is %+v, want %+v", first.AsOf, then, first)
	}
	if p := problemIn(t, get(h, timeline+"?as-of=2020-01-01"), http.StatusNotFound); p.Parameter != "as-of" {
		t.Errorf("as of a time before everything blames %q: %s", p.Parameter, p.Detail)
	}
	if p := problemIn(t, get(h, timeline+"?as-of=2030-01-01&revision=1"), http.StatusBadRequest); p.Parameter != "as-of" {
		t.Errorf("both pins blame %q", p.Parameter)
	}
}

func TestWhatDependsOnNowIsNotKeptForEver(t *testing.T) {
	h := newServer(t, newWorld(t)).Handler()
	for _, url := range []string{
		"/api/v1/enclaves/strip/series/reported/split?revision=1",
		"/export/strip/reported.geojson?revision=1",
		"/api/v1/enclaves/strip/series/reported/timeline?revision=1&boundary=outline",
	} {
		if got := get(h, url).Header().Get("Cache-Control"); got != "no-cache" {
			t.Errorf("%s is cached %q", url, got)
		}
	}
}
