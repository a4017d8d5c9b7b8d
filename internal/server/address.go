package server

import (
	"net"
	"net/http"
	"net/netip"
	"strings"
)

// baseURL returns scheme and host for absolute links, without a slash at the end: the public URL of the configuration,
// or what the request was addressed to, as a trusted proxy tells it or as it came.
func (s *Server) baseURL(r *http.Request) string {
	if s.config.PublicURL != "" {
		return strings.TrimRight(s.config.PublicURL, "/")
	}
	scheme, host := s.scheme(r), r.Host
	if s.trusted(r) {
		if forwarded := lastOf(r.Header.Get("X-Forwarded-Host")); plainHost(forwarded) {
			host = forwarded
		}
	}
	if !plainHost(host) {
		host = "localhost"
	}
	return scheme + "://" + host
}

// scheme returns how the client came: as a trusted proxy tells it, or by the connection.
func (s *Server) scheme(r *http.Request) string {
	if s.trusted(r) {
		if proto := lastOf(r.Header.Get("X-Forwarded-Proto")); proto == "http" || proto == "https" {
			return proto
		}
	}
	if r.TLS != nil {
		return "https"
	}
	return "http"
}

// clientAddress returns the address of the client: of the connection, or behind trusted proxies the last address that
// X-Forwarded-For names and that is not one of them.
func (s *Server) clientAddress(r *http.Request) string {
	address := hostOf(r.RemoteAddr)
	if !s.trusted(r) {
		return address
	}
	hops := strings.Split(r.Header.Get("X-Forwarded-For"), ",")
	for i := len(hops) - 1; i >= 0; i-- {
		hop, err := netip.ParseAddr(strings.TrimSpace(hops[i]))
		if err != nil {
			break
		}
		address = hop.String()
		if !s.isProxy(hop) {
			break
		}
	}
	return address
}

// trusted reports whether the request comes from a trusted proxy.
func (s *Server) trusted(r *http.Request) bool {
	if len(s.config.TrustedProxies) == 0 {
		return false
	}
	address, err := netip.ParseAddr(hostOf(r.RemoteAddr))
	return err == nil && s.isProxy(address)
}

func (s *Server) isProxy(address netip.Addr) bool {
	for _, prefix := range s.config.TrustedProxies {
		if prefix.Contains(address.Unmap()) {
			return true
		}
	}
	return false
}

func hostOf(hostPort string) string {
	host, _, err := net.SplitHostPort(hostPort)
	if err != nil {
		return hostPort
	}
	return host
}

// lastOf returns the last element of a list header: the one the nearest proxy added.
func lastOf(list string) string {
	return strings.TrimSpace(list[strings.LastIndex(list, ",")+1:])
}

// plainHost reports whether a foreign host can stand in a link: letters, digits, dots, dashes, and for IPv6 and ports
// brackets and colons.
func plainHost(host string) bool {
	if host == "" || len(host) > 255 {
		return false
	}
	return strings.Trim(host, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-:[]") == ""
}
