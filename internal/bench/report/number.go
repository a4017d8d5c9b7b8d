package report

import (
	"math"
	"strconv"
	"strings"
)

// digits is how many significant digits a number is shown with.
const digits = 3

// Unit is what follows a number; one that begins with a slash follows it without a space.
type Unit string

// The units of this project's figures.
const (
	PerSecond    Unit = "/s"
	Milliseconds Unit = "ms"
	Seconds      Unit = "s"
	Kilobytes    Unit = "kB"
	Megabytes    Unit = "MB"
	MiB          Unit = "MiB"
	GiB          Unit = "GiB"
	Count        Unit = ""
)

// Number writes a value to three significant digits, with commas between thousands.
func Number(value float64) string {
	if math.IsNaN(value) || math.IsInf(value, 0) {
		return "–"
	}
	rounded, _ := strconv.ParseFloat(strconv.FormatFloat(value, 'e', digits-1, 64), 64)
	text := strconv.FormatFloat(rounded, 'f', -1, 64)
	whole, fraction, _ := strings.Cut(text, ".")
	sign := ""
	if whole[0] == '-' {
		sign, whole = "-", whole[1:]
	}
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if fraction != "" {
		fraction = "." + fraction
	}
	return sign + whole + fraction
}

// In writes a value with its unit.
func (u Unit) In(value float64) string { return Number(value) + u.suffix() }

// spread writes the least and the greatest of some samples with their unit.
func (u Unit) spread(s Samples) string {
	if len(s) < 2 {
		return ""
	}
	return Number(s.Least()) + "–" + Number(s.Greatest()) + u.suffix()
}

func (u Unit) suffix() string {
	if u == "" || strings.HasPrefix(string(u), "/") {
		return string(u)
	}
	return " " + string(u)
}
