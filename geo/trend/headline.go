package trend

import (
	"fmt"
	"math"
	"strings"
	"time"

	"splitline/geo"
)

// headline says a trend in plain English.
func (f *findings) headline(t Trend) string {
	switch t.Word {
	case NotObserved:
		return f.unobserved()
	case Frozen:
		return fmt.Sprintf("Frozen for %s, since %s", daysOf(*t.Days), f.date(t.Since))
	case Splitting:
		return "Splitting: " + f.tell(t)
	case Rejoining:
		return "Rejoining: " + f.tell(t)
	case Moving:
		return "Moving: " + f.moving(t)
	default:
		return fmt.Sprintf("Unknown: nothing moved in %s, but watched throughout for %s only",
			daysOf(*t.Days), daysOf(int(f.stillness.watchedDays)))
	}
}

// unobserved names the last observation, or the last update where nobody says when they looked.
func (f *findings) unobserved() string {
	if !f.watch.last.IsZero() {
		return fmt.Sprintf("No observation since %s (%s)", f.date(f.watch.last), daysOf(wholeDays(f.watch.last, f.At)))
	}
	const never = "Not observed: no source says when it looked"
	if f.LastUpdate.IsZero() {
		return never
	}
	return fmt.Sprintf("%s; last update %s (%s)", never, f.date(f.LastUpdate), daysOf(wholeDays(f.LastUpdate, f.At)))
}

// moving names who gains.
func (f *findings) moving(t Trend) string {
	over := " in " + daysOf(*t.Days)
	if t.Gains == "" {
		return "ground changed hands, nobody gained" + over
	}
	return f.gain.label + " gains " + f.points(f.gain.share) + over
}

// tell lists the signs of splitting or rejoining.
func (f *findings) tell(t Trend) string {
	var told []string
	for _, s := range t.Signs {
		switch {
		case s.Kind == MainPartSign:
			told = append(told, fmt.Sprintf("the second side’s main part %s by %s", roseOrFell(s), f.points(math.Abs(s.To-s.From))))
		case s.Kind == NeckSign && f.Schematic:
			told = append(told, fmt.Sprintf("the neck of %s %s by a quarter or more", s.label, narrowedOrWidened(s)))
		case s.Kind == NeckSign:
			told = append(told, fmt.Sprintf("the neck of %s %s from %s to %s", s.label, narrowedOrWidened(s), metres(s.From), metres(s.To)))
		default:
			told = append(told, fmt.Sprintf("parts of %s of the enclave or more went from %.0f to %.0f",
				percent(f.Thresholds.CutPartShare, 0), s.From, s.To))
		}
	}
	return strings.Join(told, "; ") + " in " + daysOf(*t.Days)
}

func roseOrFell(s Sign) string {
	if s.To > s.From {
		return "rose"
	}
	return "fell"
}

func narrowedOrWidened(s Sign) string {
	if s.To > s.From {
		return "widened"
	}
	return "narrowed"
}

// date writes the local date of an instant.
func (f *findings) date(at time.Time) string { return date(at, f.zone()) }

func (f *findings) points(share float64) string { return points(share, f.Decimals) }

func date(at time.Time, zone *time.Location) string { return at.In(zone).Format("2 January 2006") }

// dateTo writes a time as exactly as it is known: a date, its week or its month.
func dateTo(at time.Time, precision geo.Precision, zone *time.Location) string {
	switch precision {
	case geo.ToMonth:
		return "in " + at.In(zone).Format("January 2006")
	case geo.ToWeek:
		return "in the week of " + date(at, zone)
	default:
		return "on " + date(at, zone)
	}
}

// points writes a share in points of the enclave.
func points(share float64, decimals int) string {
	text := fmt.Sprintf("%.*f", decimals, share*100)
	switch {
	case text == "1":
		return "1 point"
	case decimals == 0 && text == "0" && share > 0:
		return "less than 1 point"
	}
	return text + " points"
}

func percent(share float64, decimals int) string { return fmt.Sprintf("%.*f %%", decimals, share*100) }

// metres writes a width with three digits.
func metres(m float64) string {
	if m <= 0 {
		return "0 m"
	}
	unit := math.Pow(10, math.Max(0, math.Floor(math.Log10(m))-2))
	return fmt.Sprintf("%.0f m", math.Round(m/unit)*unit)
}

// km2 writes square metres as square kilometres, with a decimal below ten.
func km2(areaM2 float64) string {
	if km2 := geo.Km2(areaM2); km2 >= 9.95 {
		return fmt.Sprintf("%.0f km²", km2)
	}
	return fmt.Sprintf("%.1f km²", geo.Km2(areaM2))
}

func daysOf(n int) string {
	if n == 1 {
		return "1 day"
	}
	return fmt.Sprintf("%d days", n)
}
