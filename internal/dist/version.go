package main

import (
	"regexp"
	"strings"
	"time"
)

// describedTag is what `git describe --tags` says of a commit at or after a tag.
var describedTag = regexp.MustCompile(`^v?([0-9]+\.[0-9A-Za-z.~]+)(?:-([0-9]+)-g([0-9a-f]+))?$`)

var notInVersion = regexp.MustCompile(`[^0-9A-Za-z.]+`)

// packageVersion turns what git describe says into a version that dpkg accepts and orders by time (deb-version(7)):
// v1.2.3 is 1.2.3, four commits later 1.2.3+4.gabcdef0, and a commit without any tag 0.0.0+20261122221114.gabcdef0.
func packageVersion(description string, made time.Time) string {
	clean, dirty := strings.CutSuffix(description, "-dirty")
	suffix := ""
	if dirty {
		suffix = ".dirty"
	}
	parts := describedTag.FindStringSubmatch(clean)
	if parts == nil {
		return "0.0.0+" + made.UTC().Format("20060102150405") + ".g" + notInVersion.ReplaceAllString(clean, ".") + suffix
	}
	version := parts[1]
	switch {
	case parts[2] != "":
		version += "+" + parts[2] + ".g" + parts[3]
	case dirty:
		version += "+0"
	}
	return version + suffix
}
