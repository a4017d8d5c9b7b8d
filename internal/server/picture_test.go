package server

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
)

const pictureOf = "/tiles/strip/reported/picture.svg"

func TestAPictureIsKeptLikeATile(t *testing.T) {
	h := newServer(t, newWorld(t)).Handler()
	tests := []struct {
		name, query string
		status      int
		caches      string
	}{
		{"a date of a revision is for ever", "?revision=2&datetime=2025-10-20", 200, "public, max-age=31536000, immutable"},
		{"a date of the newest revision is asked for again", "?datetime=2025-10-20", 200, "no-cache"},
		{"now is asked for again", "?revision=2", 200, "no-cache"},
		{"as of before anything was recorded", "?as-of=2000-01-01&datetime=2025-10-20", 404, "no-store"},
		{"a zoom", "?revision=2&datetime=2025-10-20&zoom=12", 200, "public, max-age=31536000, immutable"},
		{"before the first date", "?revision=2&datetime=2025-01-01", 200, "public, max-age=31536000, immutable"},
		{"an unknown revision", "?revision=9&datetime=2025-10-20", 404, "no-store"},
		{"revision and as-of", "?revision=1&as-of=2026-01-01", 400, "no-store"},
		{"an unknown parameter", "?width=3", 400, "no-store"},
		{"an interval", "?datetime=2025-10-20/2025-10-21", 400, "no-store"},
		{"a zoom beyond that of tiles", "?zoom=15", 400, "no-store"},
		{"a zoom below 0", "?zoom=-1", 400, "no-store"},
		{"a zoom with a leading zero", "?zoom=07", 400, "no-store"},
		{"half a zoom", "?zoom=9.5", 400, "no-store"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			answer := get(h, pictureOf+tt.query)
			if got := answer.Header().Get("Cache-Control"); answer.Code != tt.status || got != tt.caches {
				t.Errorf("%d, %q; want %d, %q: %s", answer.Code, got, tt.status, tt.caches, answer.Body)
			}
			want := problemType
			if tt.status == http.StatusOK {
				want = "image/svg+xml"
			}
			if got := answer.Header().Get("Content-Type"); got != want {
				t.Errorf("Content-Type %q, want %q", got, want)
			}
		})
	}
}

func TestAPictureShowsTheZonesOfItsDate(t *testing.T) {
	h := newServer(t, newWorld(t)).Handler()
	before, after := get(h, pictureOf+"?datetime=2025-10-20"), get(h, pictureOf+"?datetime=2025-11-02")
	for name, svg := range map[string]string{"from 2025-10-10": before.Body.String(), "from 2025-11-01": after.Body.String()} {
		for _, want := range []string{"The Strip: As reported, " + name, `class="f f0"`, `class="f f1"`, `class="l n"`} {
			if !strings.Contains(svg, want) {
				t.Errorf("%s lacks %s", svg, want)
			}
		}
	}
	again := get(h, pictureOf+"?datetime=2025-10-31", "If-None-Match", before.Header().Get("Etag"))
	if again.Code != http.StatusNotModified {
		t.Errorf("another date of the same zones is %d", again.Code)
	}
	outline := get(h, pictureOf+"?datetime=2025-01-01").Body.String()
	if strings.Contains(outline, `class="f`) || !strings.Contains(outline, `class="l b"`) {
		t.Errorf("before the first date there is not the boundary alone: %s", outline)
	}
	if plain := get(h, "/tiles/strip/plan/picture.svg"); plain.Code != http.StatusOK {
		t.Errorf("a series without updates is %d", plain.Code)
	}
}

// builtApp is a web app whose page takes in what it begins with.
func builtApp() fstest.MapFS {
	return fstest.MapFS{"index.html": {Data: []byte("<!doctype html><title>Map</title><!-- beginning --><div id=app></div>")}}
}

var pictureIn = regexp.MustCompile(`<img class="picture" src="([^"]*)"`)

func TestThePageBeginsWithThePictureOfWhatItShows(t *testing.T) {
	h := newServer(t, newWorld(t), func(c *Config) { c.Web = builtApp() }).Handler()
	const of = "/tiles/strip/reported/picture.svg?datetime="
	tests := []struct{ name, query, picture string }{
		{"now, of the default series", "", of + "2025-11-01T00%3A00%3A00Z&amp;revision=2"},
		{"a date", "?date=2025-10-20&lang=he", of + "2025-10-10T09%3A00%3A00Z&amp;revision=2"},
		{"an instant", "?at=2025-10-31T23:59:59Z", of + "2025-10-10T09%3A00%3A00Z&amp;revision=2"},
		{"before the first date", "?date=2025-01-01", of + "2025-10-10T08%3A59%3A59Z&amp;revision=2"},
		{"a view has the detail of its zoom", "?view=11.6/31.25/34.3", of + "2025-11-01T00%3A00%3A00Z&amp;revision=2&amp;zoom=12"},
		{"a series by its name", "?enclave=strip&series=plan", "/tiles/strip/plan/picture.svg"},
		{"what is malformed is left out", "?date=yesterday&view=a/b/c", of + "2025-11-01T00%3A00%3A00Z&amp;revision=2"},
		{"an unknown enclave", "?enclave=nowhere", ""},
		{"an unknown series", "?series=nothing", ""},
		{"the table", "?show=table", ""},
		{"zones put away", "?hide=places,zones", ""},
		{"frontlines put away", "?hide=frontlines", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			answer := get(h, "/"+tt.query)
			found := append(pictureIn.FindStringSubmatch(answer.Body.String()), "", "")[1]
			if answer.Code != http.StatusOK || found != tt.picture {
				t.Fatalf("%d, the picture %q, want %q in %s", answer.Code, found, tt.picture, answer.Body)
			}
			if tt.picture == "" {
				return
			}
			address, err := url.QueryUnescape(strings.ReplaceAll(found, "&amp;", "&"))
			if err != nil {
				t.Fatal(err)
			}
			if drawn := get(h, address); drawn.Code != http.StatusOK {
				t.Errorf("%s is %d", address, drawn.Code)
			}
		})
	}
}

func TestThePageIsTheSameUntilWhatItShowsChanges(t *testing.T) {
	w := newWorld(t)
	h := newServer(t, w, func(c *Config) { c.Web = builtApp() }).Handler()
	first := get(h, "/?date=2025-12-02")
	if again := get(h, "/?date=2025-12-02", "If-None-Match", first.Header().Get("Etag")); again.Code != http.StatusNotModified {
		t.Errorf("the page again is %d", again.Code)
	}
	w.affirm(t, thirdDay)
	if later := get(h, "/?date=2025-12-02", "If-None-Match", first.Header().Get("Etag")); later.Code != http.StatusOK {
		t.Errorf("the page of a new revision is %d", later.Code)
	}
}
