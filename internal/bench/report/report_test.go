package report

import (
	"bytes"
	"flag"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

var update = flag.Bool("update", false, "renew the goldens")

func TestSamples(t *testing.T) {
	tests := []struct {
		name                                  string
		samples                               Samples
		median, least, greatest, ninetyNinths float64
	}{
		{"one value is everything", Samples{4}, 4, 4, 4, 4},
		{"of an odd number the middle one is the median", Samples{9, 1, 5}, 5, 1, 9, 9},
		{"of an even number the median is between two", Samples{4, 1, 2, 3}, 2.5, 1, 4, 4},
		{"of two hundred the 198th is the 99th percentile", upTo(200), 100.5, 1, 200, 198},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			before := append(Samples(nil), test.samples...)
			got := []float64{test.samples.Median(), test.samples.Least(), test.samples.Greatest(), test.samples.Quantile(0.99)}
			if diff := cmp.Diff([]float64{test.median, test.least, test.greatest, test.ninetyNinths}, got); diff != "" {
				t.Errorf("median, least, greatest, 99th (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(before, test.samples); diff != "" {
				t.Errorf("the order of the rounds was changed (-before +after):\n%s", diff)
			}
		})
	}
	for name, got := range map[string]float64{
		"median": Samples{}.Median(), "least": Samples{}.Least(), "greatest": Samples{}.Greatest(),
	} {
		if !math.IsNaN(got) {
			t.Errorf("the %s of no samples is %g, want NaN", name, got)
		}
	}
}

func upTo(n int) Samples {
	s := make(Samples, n)
	for i := range s {
		s[i] = float64(n - i)
	}
	return s
}

func TestQuantilesAreSamplesAndInOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := Samples(rapid.SliceOfN(rapid.Float64Range(-1e6, 1e6), 1, 40).Draw(t, "samples"))
		a, b := rapid.Float64Range(0, 1).Draw(t, "a"), rapid.Float64Range(0, 1).Draw(t, "b")
		low, high := s.Quantile(min(a, b)), s.Quantile(max(a, b))
		if low > high || low < s.Least() || high > s.Greatest() {
			t.Fatalf("quantiles %g, %g of %v", low, high, s)
		}
		if m := s.Median(); m < s.Least() || m > s.Greatest() {
			t.Fatalf("median %g of %v", m, s)
		}
	})
}

func TestRatiosGoRoundByRound(t *testing.T) {
	if diff := cmp.Diff(Samples{2, 0.5}, Ratios(Samples{4, 3, 8}, Samples{2, 6})); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestNumbersHaveThreeDigits(t *testing.T) {
	for _, test := range []struct {
		value float64
		want  string
	}{
		{0, "0"},
		{1, "1"},
		{0.071234, "0.0712"},
		{0.8, "0.8"},
		{5.4987, "5.5"},
		{99.96, "100"},
		{123.4, "123"},
		{23135, "23,100"},
		{1234567, "1,230,000"},
		{-1500, "-1,500"},
		{math.NaN(), "–"},
		{math.Inf(1), "–"},
	} {
		if got := Number(test.value); got != test.want {
			t.Errorf("Number(%g) = %q, want %q", test.value, got, test.want)
		}
	}
}

func TestTargets(t *testing.T) {
	figure := Figure{Unit: Milliseconds, Measured: Samples{4, 6, 5}, Baseline: "b", Against: Samples{5, 5, 5}}
	for _, test := range []struct {
		name    string
		target  Target
		figure  Figure
		met     bool
		verdict string
	}{
		{"a median on the bound is met", AtMost(5), figure, true, "met"},
		{"a median above the bound is missed by its share", AtMost(4), figure, false, "**missed** by 25 %"},
		{"a median below the least is missed", AtLeast(6.25), figure, false, "**missed** by 20 %"},
		{"more than twice the bound is told as a factor", AtMost(2), figure, false, "**missed** by a factor of 2.5"},
		{"less than half of the least is told as a factor", AtLeast(20), figure, false, "**missed** by a factor of 4"},
		{"a ratio is judged by the median of the rounds", RatioAtMost(1), figure, true, "met"},
		{"a ratio too small is missed", RatioAtLeast(1.25), figure, false, "**missed** by 20 %"},
		{"equal needs every round", Exactly(1), Figure{Measured: Samples{1, 1, 2}}, false, "**missed**"},
		{"equal in every round is met", Exactly(1), Figure{Measured: Samples{1, 1}}, true, "met"},
		{"what was not measured meets nothing", AtMost(5), Figure{}, false, "**missed**"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := test.target.Met(test.figure); got != test.met {
				t.Errorf("met = %t, want %t", got, test.met)
			}
			if got := test.target.verdict(test.figure); got != test.verdict {
				t.Errorf("verdict %q, want %q", got, test.verdict)
			}
		})
	}
}

func TestProseIsWrappedAtSpacesAndNothingIsLost(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`([a-zé–]{1,12} ){0,30}`).Draw(t, "text")
		lines := wrap(text, 20)
		for _, l := range lines {
			if n := len([]rune(l)); n > 20 {
				t.Fatalf("a line of %d characters: %q", n, l)
			}
		}
		if diff := cmp.Diff(strings.Join(strings.Fields(text), " "), strings.Join(lines, " ")); diff != "" {
			t.Fatalf("(-want +got):\n%s", diff)
		}
	})
}

// exampleRun is a run that has one of everything.
func exampleRun() Run {
	return Run{
		Machine: Machine{CPU: "Example | 7", Cores: 2, MemoryBytes: 24 << 30, Kernel: "6.1", Go: "go1.26"},
		At:      time.Date(2026, 11, 22, 23, 30, 0, 0, time.UTC), Took: 724*time.Second + 300*time.Millisecond, Commit: "abc1234",
		Settings: []string{"load average at the start: 0.10 0.20 0.30"},
		Warnings: []string{"Other work took 12 % of the processors."},
		Sections: []Section{
			{
				Name: "cached", Title: "A cached tile", Method: "wrk asks both sides in turn.",
				Figures: []Figure{
					{
						What: "requests", Unit: PerSecond, Measured: Samples{21000, 23000, 22000}, Baseline: "bare handler",
						Against: Samples{30000, 31000, 29000}, Targets: []Target{RatioAtLeast(0.8), AtLeast(20000)},
					},
					{What: "99th percentile", Unit: Milliseconds, Measured: Samples{5}, Targets: []Target{AtMost(7)}},
				},
				Notes: []string{"Neither side keeps a log."},
			},
			{
				Name: "growth", Title: "Growth", Method: "One stretch moves at every date.",
				Tables:  []Table{{Head: []string{"dates", "import"}, Rows: [][]string{{"10", "1 s"}, {"100", "did not finish"}}}},
				Failure: "10,000 dates: did not finish within 5 minutes",
			},
		},
	}
}

func TestThePageIsAsTheGoldenHasIt(t *testing.T) {
	compareGolden(t, "run.md", []byte(exampleRun().Markdown()))
}

func TestTheTerminalIsAsTheGoldenHasIt(t *testing.T) {
	var out bytes.Buffer
	run := exampleRun()
	for _, s := range run.Sections {
		if err := s.Print(&out); err != nil {
			t.Fatal(err)
		}
	}
	if err := run.PrintSummary(&out); err != nil {
		t.Fatal(err)
	}
	compareGolden(t, "run.txt", out.Bytes())
}

func compareGolden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s (-want +got):\n%s", name, diff)
	}
}
