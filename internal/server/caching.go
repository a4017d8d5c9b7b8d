package server

// caching is how an answer may be kept by those who get it (RFC 9111).
type caching uint8

const (
	// validate lets an answer be kept and asks for it to be checked by its ETag each time.
	validate caching = iota
	// forEver says that the URL will never have another answer (RFC 8246).
	forEver
)

// Values of headers that many answers share, as http.Header holds them.
var (
	varyEncoding = []string{"Accept-Encoding"}
	varyForm     = []string{"Accept, Accept-Encoding"}
	cacheControl = [...][]string{validate: {"no-cache"}, forEver: {"public, max-age=31536000, immutable"}}
)

// header returns the value of Cache-Control.
func (c caching) header() []string { return cacheControl[c] }

// onlyIf returns the caching, but never for ever where the URL leaves something open that can change.
func (c caching) onlyIf(fixed bool) caching {
	if fixed {
		return c
	}
	return validate
}
