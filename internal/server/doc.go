// Package server is Splitline over HTTP: routes, caching, errors and what keeps a server standing. It reads; writing
// belongs to other packages.
//
// # Standards
//
// HTTP semantics and conditional requests: RFC 9110 (sections 8.8.3, 12.5.3, 13.1.2); caching: RFC 9111 and the
// immutable directive of RFC 8246; errors: problem details, RFC 9457; events: server-sent events of the HTML Living
// Standard, section 9.2; GeoJSON: RFC 7946; TileJSON 3.0; OpenAPI 3.0.3 under /api.
//
// # Caching
//
// A URL with ?revision=N answers as of N for ever and says so; an unknown N is 404. Without it an answer is no-cache
// with a strong ETag, and a request that names that ETag gets 304. Each content coding has an ETag of its own. Encoded
// and compressed bytes are kept in memory within a bound of bytes, by (revision, index of the change in force) and
// never by the time as it was asked; each is made once however many clients ask at the same time, also if the first
// of them hangs up. What a URL with a revision was answered with is found by the very URL, before the router and without
// a look at the database; both ways give the same answer, headers and records.
//
// # Preparation
//
// The database is asked for commits of any process four times a second. Every series with a new revision, and all of
// them at the start, is prepared in the background, one after the other: its snapshots are measured and the measures
// kept in the database, and so are the steps from one to the next; its tile set is built, and the first zooms of a map
// are drawn, of a series of more than 250 dates before it is measured. A series that takes long to measure gives way to
// others every two seconds. A reader who comes earlier waits for the part he asked for, at most the time limit of an
// answer, and is then told to ask again; the work goes on. A timeline waits a second and then leaves out what is not
// measured yet, as does the turnover of a comparison; split waits a third of the time limit for the dates before its own.
// Such an answer is kept by nobody. Memory is bounded for each kind of value: encoded bodies, states of series, tile sets.
//
// Between one piece of this work and the next, a date or a file, it waits until no request is being answered, for 50 ms
// at most, so that it goes on under steady load. Only to prepare a zoom cannot be interrupted, which takes seconds for a
// series of thousands of dates. A server that has just started says that it is ready when the deepest zoom of each
// default series of up to 250 dates is prepared, and after half a second at the latest: a tile that 200 clients ask for
// in its first second is then drawn in milliseconds. Longer series could not be prepared in that time, and nobody waits
// for them. After a publication a state is made of the state before and of what was recorded since, and its timeline of
// the text of the one before.
//
// # Limits
//
// Requests carry no body worth reading: anything above 64 KiB, and any in a content coding, is refused. Headers, reading,
// writing and idling have time limits; /events has none as a whole, but each event must be read within the limit of
// writing. Connections are bounded: a new one takes the place of the one idle for longest, and where all are at work it
// is told so with 503. What is made on request has a bounded queue, 503 beyond it; comparisons and spreads, which take
// longer than tiles, have one of their own and half of the processors. X-Forwarded-Proto and
// X-Forwarded-Host are believed from the trusted proxies of the configuration alone, X-Forwarded-For for the log
// likewise. There is no TLS here: a proxy in front ends it, and if a trusted one says so the browser is told to stay with
// TLS (RFC 6797).
package server
