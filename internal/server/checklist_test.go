package server

import (
	"bufio"
	"errors"
	"io"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"testing"
	"testing/fstest"
)

// rule is a line of the checklist: what is asked, byte for byte, and what must hold of the answer.
type rule struct {
	name string
	// request is sent as it stands, but for the words HOST and TILE.
	request string
	status  int
	// header are headers the answer must have, each "Name: value"; "Name:" alone is one it must not have.
	header []string
	// proxied says that the connection comes from a trusted proxy.
	proxied bool
}

// always holds of every answer that a handler gives, whatever was asked.
var always = []string{
	"X-Content-Type-Options: nosniff", "Referrer-Policy: strict-origin-when-cross-origin",
	"Cross-Origin-Opener-Policy: same-origin", "Permissions-Policy: " + permissionsPolicy,
	"Content-Security-Policy: " + contentPolicy("'self'"),
}

// never are headers that no answer has.
var never = []string{
	"Server", "X-Powered-By", "Set-Cookie", "Access-Control-Allow-Credentials", "Accept-Ranges", "Content-Range", "Location",
	"Strict-Transport-Security",
}

// traces are words that an error must not tell.
var traces = []string{"goroutine", ".go:", "/root", "/home", "panic", "SELECT", "runtime", "<script"}

func get11(path string, headers ...string) string {
	return "GET " + path + " HTTP/1.1\r\nHost: HOST\r\n" + strings.Join(append(headers, ""), "\r\n") + "\r\n"
}

func checklist() []rule {
	const unlisted, gone = http.StatusNotFound, http.StatusNotFound
	const hashed = "/assets/index-Ab12.js"
	var rules []rule
	add := func(r ...rule) { rules = append(rules, r...) }
	add( // what every page carries
		rule{"the page is for its own origin", get11("/"), 200, []string{"Cross-Origin-Resource-Policy: same-origin", "Access-Control-Allow-Origin:", "Cache-Control: no-cache"}, false},
		rule{"the API is for every origin, without credentials", get11("/api/v1/enclaves", "Origin: https://example.org"), 200, []string{"Cross-Origin-Resource-Policy: cross-origin", "Access-Control-Allow-Origin: *"}, false},
		rule{"how the server is, is for its own origin", get11("/metrics", "Origin: https://example.org"), 200, []string{"Cross-Origin-Resource-Policy: same-origin", "Access-Control-Allow-Origin:"}, false},
		rule{"an error has the same headers and is not kept", get11("/nothing"), 404, append(always, "Cache-Control: no-store", "Content-Type: "+problemType), false},
		rule{"a recalled tile has the same headers", get11("TILE?revision=2"), 200, always, false},
	)
	add( // methods
		rule{"TRACE is refused", "TRACE / HTTP/1.1\r\nHost: HOST\r\nCookie: secret\r\n\r\n", 405, []string{"Allow: OPTIONS, GET, HEAD"}, false},
		rule{"CONNECT is refused", "CONNECT HOST:443 HTTP/1.1\r\nHost: HOST:443\r\n\r\n", 404, nil, false},
		rule{"a method that is not taken is told which are", strings.Replace(get11(seriesURL+"/updates"), "GET", "POST", 1), 405, []string{"Allow: OPTIONS, GET, HEAD"}, false},
		rule{"DELETE is refused", strings.Replace(get11("TILE"), "GET", "DELETE", 1), 405, []string{"Allow: OPTIONS, GET, HEAD"}, false},
		rule{"a method nobody knows", strings.Replace(get11("/"), "GET", "PROPFIND", 1), 405, []string{"Allow: OPTIONS, GET, HEAD"}, false},
		rule{"a method in small letters is another", strings.Replace(get11("/"), "GET", "get", 1), 405, nil, false},
		rule{"a method may not be overridden", strings.Replace(get11("/", "X-HTTP-Method-Override: GET"), "GET", "POST", 1), 405, nil, false},
	)
	for _, path := range []string{
		"//", "//assets/index-Ab12.js", "/assets//index-Ab12.js", "/./index.html", "/assets/../index-Ab12.js", "/assets/..", "/../go.mod",
		"/assets/%2e%2e/go.mod", "/assets/%2E%2E%2Fgo.mod", "/%2e%2e%2fgo.mod", "/..%5c..%5cgo.mod", "/assets\\..\\index.html",
		"/..%c0%af..%c0%afgo.mod", "/assets/index-Ab12.js%00.png", "/%00", "/assets/index-Ab12.js/", "/assets/index-Ab12.js%20",
		"/ASSETS/INDEX-AB12.JS", "/tiles//reported/10/609/417.mvt", "/tiles/strip/reported/10/609/..%2f417.mvt", "/tiles/strip/reported/10/609/417.mvt/",
		"/export/strip/..%2f..%2fetc%2fpasswd.geojson", "/api/v1/enclaves/..%2f..%2fetc/places", "/api/v1/enclaves/strip%00/places",
		"/<script>alert(1)</script>",
	} {
		add(rule{"a path is taken as it stands: " + path, get11(path), unlisted, []string{"Content-Type: " + problemType}, false})
	}
	for _, path := range []string{
		"/assets", "/assets/", "/.keep", "/assets/.hidden", "/.git/config", "/.env", "/index.html", "/assets/index-Ab12.js.map",
		"/debug/pprof/", "/debug/vars", "/splitline.db", "/assets/index-Ab12.js.br", "/assets/index-Ab12.js~", "/server-status",
	} {
		add(rule{"not served: " + path, get11(path), gone, nil, false})
	}
	add( // sizes
		rule{"a URL too long", get11("/" + strings.Repeat("x", 8<<10)), 414, append(always, "Cache-Control: no-store"), false},
		rule{"a query too long", get11("TILE?" + strings.Repeat("x", 5000)), 400, nil, false},
		rule{"a header too large", get11("/", "X-Large: "+strings.Repeat("x", 40<<10)), 431, nil, false},
		rule{"a body too large", get11("/", "Content-Length: 70000", "Expect: 100-continue"), 413, always, false},
		rule{"a small body of a GET is of no interest", get11("/healthz", "Content-Length: 4") + "body", 200, nil, false},
		rule{"a body without a stated length is not read", get11("/healthz", "Transfer-Encoding: chunked") + "4\r\nbody\r\n0\r\n\r\n", 200, nil, false},
		rule{"a compressed body, which may be a bomb, is refused", get11("/healthz", "Content-Encoding: gzip", "Content-Length: 4") + "body", 415, always, false},
		rule{"a body in a coding nobody knows", get11("/healthz", "Content-Encoding: x", "Content-Length: 4") + "body", 415, always, false},
		rule{"many ranges of a file get the file once", get11(hashed, "Range: bytes="+strings.Repeat("0-,", 500)+"0-"), 200, []string{"Content-Length: 800"}, false},
	)
	add( // one request, understood by everybody in one way (RFC 9112 section 11.2)
		rule{"two lengths", get11("/", "Content-Length: 4", "Content-Length: 5") + "body.", 400, nil, false},
		rule{"a length that is no number", get11("/", "Content-Length: +4") + "body", 400, nil, false},
		rule{"a transfer coding nobody knows", get11("/", "Transfer-Encoding: gzip, chunked"), 501, nil, false},
		rule{"a space before the colon", get11("/", "Content-Length : 4") + "body", 400, nil, false},
		rule{"a line feed in a path", "GET /a\nb HTTP/1.1\r\nHost: HOST\r\n\r\n", 400, nil, false},
		rule{"an upgrade is not taken", get11("/healthz", "Connection: Upgrade, HTTP2-Settings", "Upgrade: h2c", "HTTP2-Settings: AAMAAABkAAQAAP__"), 200, nil, false},
	)
	add( // who is asked
		rule{"a name that is not this server's", strings.Replace(get11("/"), "HOST", "rebound.example", 1), 421, always, false},
		rule{"a name that begins like this server's", strings.Replace(get11("/"), "HOST", "HOST.rebound.example", 1), 421, nil, false},
		rule{"another name for what is in memory", strings.Replace(get11("TILE?revision=2"), "HOST", "rebound.example", 1), 421, nil, false},
		rule{"no name", "GET / HTTP/1.1\r\n\r\n", 400, nil, false},
		rule{"two names", "GET / HTTP/1.1\r\nHost: HOST\r\nHost: rebound.example\r\n\r\n", 400, nil, false},
		rule{"a name with markup", strings.Replace(get11("/tiles/strip/reported.json"), "HOST", "HOST\"><script>", 1), 400, nil, false},
		rule{"the URL in absolute form", "GET http://HOST/healthz HTTP/1.1\r\nHost: HOST\r\n\r\n", 200, nil, false},
		rule{"a foreign URL in absolute form", "GET http://rebound.example/ HTTP/1.1\r\nHost: HOST\r\n\r\n", 421, nil, false},
	)
	add( // what a proxy says
		rule{"a client cannot claim TLS", get11("/", "X-Forwarded-Proto: https", "Forwarded: proto=https"), 200, []string{"Strict-Transport-Security:"}, false},
		rule{"behind TLS of a trusted proxy the browser is told to stay there", get11("/", "X-Forwarded-Proto: https"), 200, []string{"Strict-Transport-Security: max-age=31536000"}, true},
		rule{"what the proxy did not say last does not count", get11("/", "X-Forwarded-Proto: https, http"), 200, []string{"Strict-Transport-Security:"}, true},
		rule{"a scheme nobody knows does not count", get11("/", "X-Forwarded-Proto: javascript"), 200, []string{"Strict-Transport-Security:"}, true},
	)
	add( // files and caches
		rule{"a file with a hash in its name is kept for ever", get11(hashed), 200, []string{"Cache-Control: public, max-age=31536000, immutable", "Content-Type: text/javascript; charset=utf-8"}, false},
		rule{"a part of a file is not given", get11(hashed, "Range: bytes=0-9"), 200, []string{"Content-Length: 800"}, false},
		rule{"what is known is not sent again", get11(hashed, "If-None-Match: *"), 304, []string{"Content-Length:", "Content-Type:"}, false},
		rule{"the coding that was asked for is told to caches", get11(hashed, "Accept-Encoding: gzip"), 200, []string{"Vary: Accept-Encoding", "Content-Encoding: gzip"}, false},
		rule{"no coding that is acceptable", get11(hashed, "Accept-Encoding: identity;q=0"), 406, nil, false},
	)
	add( // words of others
		rule{"an id with a line feed is not sent back", get11("/healthz", "X-Request-Id: a\tb"), 200, []string{"X-Request-Id: request-1"}, false},
		rule{"a parameter with markup is told as JSON", get11("TILE?datetime=%3Cscript%3E"), 400, []string{"Content-Type: " + problemType}, false},
		rule{"a function to call is not taken", get11("/api/v1/enclaves?callback=f"), 400, []string{"Content-Type: " + problemType}, false},
	)
	return rules
}

func TestChecklist(t *testing.T) {
	files := fstest.MapFS{}
	for name, file := range app() {
		files[name] = file
	}
	files["assets/index-Ab12.js.map"] = &fstest.MapFile{Data: []byte("{}")}
	w := newWorld(t)
	servers := make(map[bool]*running)
	for _, proxied := range []bool{false, true} {
		s := newServer(t, w, func(c *Config) {
			c.Ticker, c.Web, c.Hosts = newHands().ticker, files, []string{"map.example"}
			if proxied {
				c.TrustedProxies = []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}
			}
		})
		servers[proxied] = run(t, s)
	}
	words := strings.NewReplacer("HOST", "map.example", "TILE", tileURL())
	for _, r := range append(checklist(), checklist()...) { // the second time some are recalled
		t.Run(r.name, func(t *testing.T) {
			status, header, body := sendRaw(t, servers[r.proxied].url, words.Replace(r.request))
			if status != r.status {
				t.Fatalf("status %d, want %d: %s", status, r.status, body)
			}
			checkHeaders(t, header, r)
			if status >= 400 {
				for _, trace := range traces {
					if strings.Contains(body, trace) {
						t.Errorf("the answer tells of %q: %s", trace, body)
					}
				}
			}
		})
	}
	for _, r := range servers {
		r.stop()
		r.wait(t)
	}
}

func checkHeaders(t *testing.T, header http.Header, r rule) {
	t.Helper()
	wanted := make(map[string]bool)
	for _, line := range r.header {
		name, want, _ := strings.Cut(line, ":")
		want = strings.TrimSpace(want)
		wanted[name] = want != ""
		if got := header.Get(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	for _, name := range never {
		if got := header.Get(name); got != "" && !wanted[name] {
			t.Errorf("there is a header %s: %s", name, got)
		}
	}
	if header.Get("X-Request-Id") == "" {
		return // net/http itself has refused what is no request
	}
	for _, line := range always {
		name, want, _ := strings.Cut(line, ": ")
		if got := header.Get(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
}

// sendRaw sends a request as it stands by a connection of its own and returns the answer.
func sendRaw(t *testing.T, url, request string) (status int, header http.Header, body string) {
	t.Helper()
	c := dial(t, url)
	defer func() { _ = c.Close() }()
	if _, err := io.WriteString(c, request); err != nil && !errors.Is(err, net.ErrClosed) {
		t.Logf("the request is not read to its end: %v", err)
	}
	method, _, _ := strings.Cut(request, " ")
	response, err := http.ReadResponse(bufio.NewReader(c), &http.Request{Method: method})
	if err != nil {
		t.Fatalf("there is no answer: %v", err)
	}
	defer func() { _ = response.Body.Close() }()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatalf("the answer breaks off: %v", err)
	}
	return response.StatusCode, response.Header, string(text)
}
