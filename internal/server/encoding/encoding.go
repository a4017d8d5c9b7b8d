// Package encoding chooses and makes the content codings of HTTP responses: gzip (RFC 1952), br (RFC 7932) and zstd
// (RFC 8878), as a client's Accept-Encoding header asks for them (RFC 9110 section 12.5.3).
package encoding

import (
	"strconv"
	"strings"
)

// Coding is a content coding.
type Coding uint8

// The codings, in the order in which one of equal weight is preferred last.
const (
	Identity Coding = iota
	Gzip
	Zstd
	Brotli
	count
)

// worthwhile is the size in bytes from which compression can gain more than its framing costs.
const worthwhile = 200

var names = [count]string{"identity", "gzip", "zstd", "br"}

// String returns the name of the coding as HTTP writes it.
func (c Coding) String() string { return names[c] }

// Choose returns the coding that an Accept-Encoding header prefers, by weight and then in the order br, zstd, gzip,
// identity. An absent header is identity. It reports false if the header refuses every coding, identity too.
func Choose(accept string) (Coding, bool) {
	switch accept {
	case "", "identity":
		return Identity, true
	case "gzip": // of many libraries
		return Gzip, true
	case "gzip, deflate, br", "gzip, deflate, br, zstd": // of browsers
		return Brotli, true
	}
	weights := parse(accept)
	best, found := Identity, weights[Identity] > 0
	for c := Identity + 1; c < count; c++ {
		if weights[c] > 0 && (!found || weights[c] >= weights[best]) {
			best, found = c, true
		}
	}
	return best, found
}

// Worthwhile reports whether bytes of that length are worth compressing.
func Worthwhile(length int) bool { return length >= worthwhile }

// parse returns the weight of each coding. What the header does not name is refused, but for identity, which is
// accepted at the lowest weight unless it or the star says otherwise.
func parse(accept string) [count]float64 {
	var weights [count]float64
	var named [count]bool
	star, starred := 0.0, false
	for item := range strings.SplitSeq(accept, ",") {
		name, parameters, _ := strings.Cut(item, ";")
		name = strings.ToLower(strings.TrimSpace(name))
		weight := weigh(parameters)
		if name == "*" {
			star, starred = weight, true
			continue
		}
		for c := range names {
			if name == names[c] || (name == "x-gzip" && Coding(c) == Gzip) {
				weights[c], named[c] = weight, true
			}
		}
	}
	for c := range weights {
		switch {
		case named[c]:
		case starred:
			weights[c] = star
		case Coding(c) == Identity:
			weights[c] = lowestWeight
		}
	}
	return weights
}

// lowestWeight is below every weight a header can give, which has three decimals.
const lowestWeight = 0.0001

// weigh reads the q parameter; a malformed one refuses.
func weigh(parameters string) float64 {
	for parameter := range strings.SplitSeq(parameters, ";") {
		name, value, _ := strings.Cut(strings.TrimSpace(parameter), "=")
		if !strings.EqualFold(strings.TrimSpace(name), "q") {
			continue
		}
		q, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
		if err != nil || !(q >= 0 && q <= 1) {
			return 0
		}
		return q
	}
	return 1
}
