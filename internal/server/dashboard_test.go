package server

import (
	"encoding/json"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// dashboard is what of a Grafana dashboard this test reads.
type dashboard struct {
	Panels []struct {
		Title       string
		Description string
		Targets     []struct{ Expr string }
	}
}

var (
	// quotedPattern and durationPattern find what is neither a metric nor a label in a query of PromQL.
	quotedPattern    = regexp.MustCompile(`"[^"]*"`)
	durationPattern  = regexp.MustCompile(`\[[^]]*\]`)
	groupPattern     = regexp.MustCompile(`\bby \(([a-z_, ]+)\)`)
	selectorPattern  = regexp.MustCompile(`\{([^}]*)\}`)
	callPattern      = regexp.MustCompile(`\b[a-z_]+ *\(`)
	namePattern      = regexp.MustCompile(`\b[a-zA-Z_][a-zA-Z0-9_]*\b`)
	metricsOfTarget  = []string{"job", "instance"} // labels that the scraping adds
	histogramEndings = []string{"_bucket", "_sum", "_count"}
)

// TestTheDashboardShowsMetricsThatExist holds the queries of docs/operate/dashboard.json against /metrics, names and
// labels, and looks that no metric of the server's own is missing there.
func TestTheDashboardShowsMetricsThatExist(t *testing.T) {
	text, err := os.ReadFile("../../docs/operate/dashboard.json")
	if err != nil {
		t.Fatal(err)
	}
	var shown dashboard
	if err := json.Unmarshal(text, &shown); err != nil {
		t.Fatal(err)
	}
	labels := labelsByMetric(t)
	met := make(map[string]bool)
	for _, panel := range shown.Panels {
		if len(panel.Targets) > 0 && panel.Description == "" {
			t.Errorf("the panel %q does not say what it shows", panel.Title)
		}
		for _, target := range panel.Targets {
			names, used := namesIn(target.Expr)
			if len(names) == 0 {
				t.Errorf("%q asks for no metric: %s", panel.Title, target.Expr)
			}
			for _, name := range names {
				has, exists := labels[name]
				if !exists {
					t.Errorf("%q asks for %s, which is not in /metrics", panel.Title, name)
				}
				met[name] = true
				for _, label := range used {
					if !has[label] && !slices.Contains(metricsOfTarget, label) {
						t.Errorf("%q asks for the label %s, which %s does not have", panel.Title, label, name)
					}
				}
			}
		}
	}
	for name := range labels {
		if strings.HasPrefix(name, "splitline_") && !slices.ContainsFunc(append(histogramEndings, ""), func(ending string) bool {
			return met[base(name)+ending]
		}) {
			t.Errorf("%s is in /metrics and not on the dashboard", name)
		}
	}
}

// base returns the name of a metric without the ending of a part of a histogram.
func base(name string) string {
	for _, ending := range histogramEndings {
		if whole, is := strings.CutSuffix(name, ending); is {
			return whole
		}
	}
	return name
}

// namesIn returns the metrics and the labels that a query names.
func namesIn(query string) (metrics, labels []string) {
	query = durationPattern.ReplaceAllString(quotedPattern.ReplaceAllString(query, ""), "")
	for _, pattern := range []*regexp.Regexp{groupPattern, selectorPattern} {
		for _, found := range pattern.FindAllStringSubmatch(query, -1) {
			labels = append(labels, namePattern.FindAllString(found[1], -1)...)
		}
		query = pattern.ReplaceAllString(query, "")
	}
	return namePattern.FindAllString(callPattern.ReplaceAllString(query, "("), -1), labels
}

// labelsByMetric returns the metrics that a server has once it was asked for something of everything, with the names
// of their labels.
func labelsByMetric(t *testing.T) map[string]map[string]bool {
	t.Helper()
	w := newWorld(t)
	s := newServer(t, w, func(c *Config) { c.DatabaseBytes = func() (int64, error) { return 1, nil } })
	get(s.Handler(), tileURL())
	if err := s.prepareSeries(t.Context(), reported); err != nil {
		t.Fatal(err)
	}
	labels := make(map[string]map[string]bool)
	for line := range strings.Lines(get(s.Handler(), "/metrics").Body.String()) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		name, rest, labelled := strings.Cut(strings.Fields(line)[0], "{")
		if labels[name] == nil {
			labels[name] = make(map[string]bool)
		}
		if !labelled {
			continue
		}
		for _, label := range namePattern.FindAllString(quotedPattern.ReplaceAllString(rest, ""), -1) {
			labels[name][label] = true
		}
	}
	return labels
}
