package ingest

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"splitline/geo"
)

// nameDate finds dates in a file name: YYYYMMDD, or with - or _ between, not within a longer number.
var nameDate = regexp.MustCompile(`(?:^|[^0-9])([0-9]{4})(-?|_)([0-9]{2})(-?|_)([0-9]{2})(?:$|[^0-9])`)

// DayOfFileName returns the date that a file name bears. It returns an error of kind geo.ErrInvalid if it bears none
// or several.
func DayOfFileName(name string) (geo.Day, error) {
	var found []geo.Day
	for rest := name; rest != ""; {
		match := nameDate.FindStringSubmatchIndex(rest)
		if match == nil {
			break
		}
		group := func(i int) string { return rest[match[2*i]:match[2*i+1]] }
		day, err := geo.ParseDay(group(1) + "-" + group(3) + "-" + group(5))
		if err == nil && group(2) == group(4) && !slices.Contains(found, day) {
			found = append(found, day)
		}
		rest = rest[match[3]:]
	}
	switch len(found) {
	case 1:
		return found[0], nil
	case 0:
		return geo.Day{}, fmt.Errorf("file name %q: must bear a date as YYYYMMDD or YYYY-MM-DD: %w", name, geo.ErrInvalid)
	}
	names := make([]string, len(found))
	for i, day := range found {
		names[i] = day.String()
	}
	return geo.Day{}, fmt.Errorf("file name %q: must bear one date, not %s: %w", name, strings.Join(names, " and "), geo.ErrInvalid)
}
