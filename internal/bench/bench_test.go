package main

import (
	"bytes"
	"encoding/gob"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"

	"splitline/internal/bench/ground"
	"splitline/tiles"
)

func TestEveryPartHasANameOfItsOwnAndAMethod(t *testing.T) {
	seen := make(map[string]bool)
	for _, p := range parts() {
		if seen[p.name] {
			t.Errorf("two parts are called %q", p.name)
		}
		seen[p.name] = true
		if p.title == "" || !strings.HasSuffix(p.method, ".") || p.limit <= 0 || p.measure == nil {
			t.Errorf("part %q lacks a title, a method in sentences, a limit or what measures it", p.name)
		}
	}
}

func TestChoose(t *testing.T) {
	all := parts()
	for _, test := range []struct {
		name, only string
		want       []string
		fails      bool
	}{
		{name: "nothing said is everything", only: "", want: names(all)},
		{name: "parts run in the order of the page", only: "growth,cached", want: []string{"cached", "growth"}},
		{name: "a part that does not exist is refused", only: "cached,nothing", fails: true},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, err := choose(all, test.only)
			if test.fails != errors.Is(err, errPart) {
				t.Fatalf("error %v", err)
			}
			if diff := cmp.Diff(test.want, names(got), cmp.Transformer("none", func(s []string) []string { return append([]string{}, s...) })); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

const wrkPrinted = `Running 4s test @ http://127.0.0.1:1
  1 threads and 16 connections
  Thread Stats   Avg      Stdev     Max   +/- Stdev
    Latency   611.22us  812.01us  14.16ms   92.04%
  Latency Distribution
     50%  364.00us
     75%  654.00us
     90%    1.23ms
     99%    4.10ms
  128001 requests in 4.00s, 51.20MB read
Requests/sec:  32000.25
Transfer/sec:     12.80MB
`

func TestParseLoad(t *testing.T) {
	got, err := parseLoad(wrkPrinted)
	if err != nil {
		t.Fatal(err)
	}
	want := load{perSecond: 32000.25, median: 0.364, p99: 4.1}
	if got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
	for name, printed := range map[string]string{
		"answers that are errors": wrkPrinted + "  Non-2xx or 3xx responses: 12\n",
		"connections that failed": wrkPrinted + "  Socket errors: connect 0, read 3, write 0, timeout 0\n",
		"no rate":                 "unable to connect to 127.0.0.1:1 Connection refused\n",
	} {
		if _, err := parseLoad(printed); !errors.Is(err, errWrk) {
			t.Errorf("%s: error %v", name, err)
		}
	}
}

func TestParseTimes(t *testing.T) {
	before, err := parseTimes("cpu  100 0 50 800 50 0 0 0 0 0\ncpu0 1 1 1 1 1\n")
	if err != nil {
		t.Fatal(err)
	}
	after, err := parseTimes("cpu  125 0 75 825 75 0 0 0 0 0\n")
	if err != nil {
		t.Fatal(err)
	}
	if busy := after.busySince(before); busy != 0.5 {
		t.Errorf("busy for %g of the time, want half", busy)
	}
	if busy := before.busySince(before); busy != 0 {
		t.Errorf("busy for %g of no time", busy)
	}
	for _, text := range []string{"", "intr 1 2 3 4 5 6", "cpu 1 2 x 4 5 6"} {
		if _, err := parseTimes(text); err == nil {
			t.Errorf("%q was read as times", text)
		}
	}
}

func TestFieldsOfProc(t *testing.T) {
	text := "Name:\tsplitline\nVmHWM:\t   2048 kB\nmodel name\t: Example 7\n"
	if got, err := fieldKiB(text, "VmHWM"); err != nil || got != 2048 {
		t.Errorf("VmHWM is %d, %v", got, err)
	}
	if got := fieldText(text, "model name"); got != "Example 7" {
		t.Errorf("model name is %q", got)
	}
	if _, err := fieldKiB(text, "VmRSS"); !errors.Is(err, errProc) {
		t.Errorf("a field that is absent gives %v", err)
	}
}

func TestMetricIn(t *testing.T) {
	text := []byte("# HELP a_sum x\na_sum{route=\"/b\"} 1.5\na_sum_more 9\na_sum 3e+06\n")
	for name, want := range map[string]float64{`a_sum{route="/b"}`: 1.5, "a_sum": 3e6} {
		if got, err := metricIn(text, name); err != nil || got != want {
			t.Errorf("%s = %g, %v; want %g", name, got, err, want)
		}
	}
	if _, err := metricIn(text, "a"); !errors.Is(err, errMetric) {
		t.Errorf("a metric that is absent gives %v", err)
	}
}

func TestCoveringNamesEveryTileOfABoundOnce(t *testing.T) {
	bound := coldField(1).Outline().Bound()
	for _, zoom := range []tiles.Zoom{0, 10, 12, 14} {
		seen := make(map[tiles.Address]bool)
		for _, a := range covering(bound, zoom) {
			if seen[a] {
				t.Errorf("%s is named twice", a)
			}
			seen[a] = true
			if !a.Bound().Intersects(bound) {
				t.Errorf("%s does not meet the bound", a)
			}
		}
		for _, corner := range []orb.Point{bound.Min, bound.Max, {bound.Min[0], bound.Max[1]}, {bound.Max[0], bound.Min[1]}, bound.Center()} {
			if a := tiles.AddressAt(corner, zoom); !seen[a] {
				t.Errorf("%s with %v is left out", a, corner)
			}
		}
	}
}

func TestTheBareHandlerAnswersWhatWasRecorded(t *testing.T) {
	one := answered{Status: 200, Header: http.Header{"X-A": {"1"}, "Date": {"then"}}, Body: []byte("one")}
	empty := answered{Status: 204, Header: http.Header{"X-A": {"2"}}}
	for _, test := range []struct {
		name, path string
		recorded   recording
		want       answered
	}{
		{"a recording of one answer stands for every path", "/any?x=1", recording{"/": one}, one},
		{"of several the path and query choose", "/b?x=1", recording{"/a": one, "/b?x=1": empty}, empty},
		{"a path that was not recorded is not found", "/c", recording{"/a": one, "/b": empty}, answered{Status: 404}},
	} {
		t.Run(test.name, func(t *testing.T) {
			var written bytes.Buffer
			if err := gob.NewEncoder(&written).Encode(test.recorded); err != nil {
				t.Fatal(err)
			}
			var read recording
			if err := gob.NewDecoder(&written).Decode(&read); err != nil {
				t.Fatal(err)
			}
			answer := httptest.NewRecorder()
			read.handler().ServeHTTP(answer, httptest.NewRequest(http.MethodGet, test.path, http.NoBody))
			if answer.Code != test.want.Status || answer.Body.String() != string(test.want.Body) {
				t.Errorf("got %d %q, want %d %q", answer.Code, answer.Body, test.want.Status, test.want.Body)
			}
			if got := answer.Header().Get("X-A"); got != test.want.Header.Get("X-A") {
				t.Errorf("header X-A is %q", got)
			}
			if answer.Header().Get("Date") == "then" {
				t.Error("the recorded date was sent")
			}
		})
	}
}

func TestAStampedeHasOneTimeForEachClient(t *testing.T) {
	server := httptest.NewServer(recording{"/": {Status: 200, Body: bytes.Repeat([]byte("a"), 100_000)}}.handler())
	defer server.Close()
	taken, err := stampede(t.Context(), server.URL+"/tile", 20)
	if err != nil {
		t.Fatal(err)
	}
	if len(taken) != 20 || taken.Least() <= 0 {
		t.Errorf("times %v", taken)
	}
}

func TestAStampedeFailsWhereAClientIsRefused(t *testing.T) {
	server := httptest.NewServer(recording{"/a": {Status: 200}, "/b": {Status: 200}}.handler())
	defer server.Close()
	if _, err := stampede(t.Context(), server.URL+"/c", 3); err == nil {
		t.Error("404 was taken for an answer")
	}
}

func TestTheSliderAsksForEachDateAndTile(t *testing.T) {
	set := tileset{"http://127.0.0.1/{z}/{x}/{y}.mvt?revision=4", ground.Outline().Bound()}
	var known timeline
	for i := range 3 {
		known.Changes = append(known.Changes, change{ground.Date(i)})
	}
	urls := sliderURLs(set, known)
	seen := make(map[string]bool)
	for _, url := range urls {
		seen[url] = true
		if !strings.Contains(url, "?revision=4&datetime=1998-01-0") {
			t.Errorf("%s has no revision and date", url)
		}
	}
	if len(seen) != 3*sliderTiles {
		t.Errorf("%d different addresses, want %d", len(seen), 3*sliderTiles)
	}
}

func TestAServerThatNeedsTimeIsAskedAgain(t *testing.T) {
	asked := 0
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		switch asked++; asked {
		case 1:
			w.WriteHeader(http.StatusServiceUnavailable)
		case 2:
			_, _ = w.Write([]byte(`{"revision":7,"measured":1,"of":3}`))
		default:
			_, _ = w.Write([]byte(`{"revision":7,"measured":3,"of":3}`))
		}
	}))
	defer server.Close()
	known, err := (&serving{address: server.URL}).ready(t.Context())
	if err != nil || known.Revision != 7 || asked != 3 {
		t.Errorf("revision %d after asking %d times: %v", known.Revision, asked, err)
	}
}

func TestAnAnswerThatIsAnErrorIsNotAskedForAgain(t *testing.T) {
	asked := 0
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		asked++
		w.WriteHeader(http.StatusNotFound)
	}))
	defer server.Close()
	if _, err := (&serving{address: server.URL}).ready(t.Context()); err == nil || asked != 1 {
		t.Errorf("asked %d times: %v", asked, err)
	}
}
