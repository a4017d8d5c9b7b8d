package server

import (
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
)

func TestLinksFollowTheRequestUnlessTheConfigurationSaysOtherwise(t *testing.T) {
	proxies := func(c *Config) { c.TrustedProxies = []netip.Prefix{netip.MustParsePrefix("192.0.2.0/24")} }
	public := func(c *Config) { c.PublicURL = "https://map.example.org/strip/" }
	tests := []struct {
		name    string
		change  func(*Config)
		host    string
		headers map[string]string
		want    string
	}{
		{"the host of the request", func(*Config) {}, "map.local:8080", nil, "http://map.local:8080/tiles/"},
		{"an IPv6 host", func(*Config) {}, "[::1]:8080", nil, "http://[::1]:8080/tiles/"},
		{
			"headers of an untrusted client are not believed", func(*Config) {}, "map.local",
			map[string]string{"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https"},
			"http://map.local/tiles/",
		},
		{
			"headers of a trusted proxy are", proxies, "inner:8080",
			map[string]string{"X-Forwarded-Host": "map.example.org", "X-Forwarded-Proto": "https"},
			"https://map.example.org/tiles/",
		},
		{
			"of several the one that the nearest proxy added", proxies, "inner:8080",
			map[string]string{"X-Forwarded-Host": "evil.example, map.example.org"},
			"http://map.example.org/tiles/",
		},
		{
			"nonsense of a trusted proxy is not", proxies, "inner:8080",
			map[string]string{"X-Forwarded-Host": `a"><script>`, "X-Forwarded-Proto": "javascript"},
			"http://inner:8080/tiles/",
		},
		{
			"the public URL is stronger", func(c *Config) { proxies(c); public(c) }, "inner:8080",
			map[string]string{"X-Forwarded-Host": "other.example"},
			"https://map.example.org/strip/tiles/",
		},
		{"a host that cannot stand in a link", func(*Config) {}, `a"b`, nil, "http://localhost/tiles/"},
	}
	w := newWorld(t)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			h := newServer(t, w, tt.change).Handler()
			request := httptest.NewRequest(http.MethodGet, "/tiles/strip/reported.json", http.NoBody) // from 192.0.2.1
			request.Host = tt.host
			for name, value := range tt.headers {
				request.Header.Set(name, value)
			}
			recorder := httptest.NewRecorder()
			h.ServeHTTP(recorder, request)
			described := decode[struct {
				Tiles    []string `json:"tiles"`
				Revision int      `json:"revision"`
			}](t, recorder)
			want := tt.want + "strip/reported/{z}/{x}/{y}.mvt?revision=2"
			if len(described.Tiles) != 1 || described.Tiles[0] != want || described.Revision != 2 {
				t.Errorf("described %+v, want %s", described, want)
			}
		})
	}
}

func TestOnlyTheHostsOfTheConfigurationAreAnswered(t *testing.T) {
	h := newServer(t, newWorld(t), func(c *Config) { c.Hosts = []string{"map.example.org"} }).Handler()
	for _, url := range []string{"http://MAP.example.org/", "http://map.example.org:8080/", "http://10.1.2.3/healthz", "http://10.1.2.3/readyz"} {
		if got := get(h, url).Code; got != http.StatusOK {
			t.Errorf("%s is %d", url, got)
		}
	}
	for _, host := range []string{"rebound.example", "map.example.org.rebound.example", "10.1.2.3"} {
		problemIn(t, get(h, "http://"+host+"/"), http.StatusMisdirectedRequest)
	}
}

func TestTheAddressOfAClientBehindProxies(t *testing.T) {
	s := newServer(t, newWorld(t), func(c *Config) {
		c.TrustedProxies = []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("fd00::/8")}
	})
	tests := []struct{ name, remote, forwarded, want string }{
		{"no proxy", "203.0.113.5:1234", "", "203.0.113.5"},
		{"a client that lies", "203.0.113.5:1234", "198.51.100.1", "203.0.113.5"},
		{"behind one proxy", "10.0.0.1:1234", "198.51.100.1", "198.51.100.1"},
		{"behind two, after a lie", "10.0.0.1:1234", "1.1.1.1, 198.51.100.1, 10.0.0.2", "198.51.100.1"},
		{"a proxy of IPv6", "[fd00::1]:1234", "2001:db8::7", "2001:db8::7"},
		{"nonsense", "10.0.0.1:1234", "x y z", "10.0.0.1"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			request := httptest.NewRequest(http.MethodGet, "/", http.NoBody)
			request.RemoteAddr = tt.remote
			request.Header.Set("X-Forwarded-For", tt.forwarded)
			if got := s.clientAddress(request); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestAConfigurationThatCannotWorkIsRefused(t *testing.T) {
	w := newWorld(t)
	for name, change := range map[string]func(*Config){
		"no store":                     func(c *Config) { c.Store = nil },
		"no metric":                    func(c *Config) { c.Metric = nil },
		"a relative public URL":        func(c *Config) { c.PublicURL = "/strip" },
		"a public URL with a query":    func(c *Config) { c.PublicURL = "https://map.example.org/?x=1" },
		"a public URL of another kind": func(c *Config) { c.PublicURL = "ftp://map.example.org" },
	} {
		config := Config{Store: w.store, Metric: w.metric}
		change(&config)
		if _, err := New(config); err == nil || strings.Contains(err.Error(), "panic") {
			t.Errorf("%s: %v", name, err)
		}
	}
}
