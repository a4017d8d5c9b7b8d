// Command bench measures what the README claims, each figure beside a named baseline of the same run, so that the
// ratios can be compared where seconds cannot: machines differ and are noisy.
//
// It wants ./splitline built and wrk installed; `make bench` sees to both. Real files are read from the folder given by
// -data; what needs them is left out, saying so, where it is absent.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"text/tabwriter"
)

// row is one line of the table.
type row struct {
	what     string
	value    string
	baseline string
	// ratio says how value and baseline compare; empty where there is no baseline.
	ratio string
}

// measurement is a part of the run.
type measurement struct {
	name string
	run  func(context.Context, options) ([]row, error)
}

type options struct {
	binary string
	data   string
}

func main() {
	var o options
	flag.StringVar(&o.binary, "binary", "./splitline", "program to measure")
	flag.StringVar(&o.data, "data", "../shared/data", "folder of real files")
	flag.Parse()
	if err := run(context.Background(), o); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, o options) error {
	measurements := []measurement{
		{"start and memory", measureStart},
		{"cached tile over HTTP", measureCached},
		{"cold tile", measureCold},
		{"fold of an edit", measureFold},
		{"import of 92 days", measureImport},
	}
	table := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	_, _ = fmt.Fprintln(table, "what\tmeasured\tbaseline\tratio")
	for _, m := range measurements {
		fmt.Fprintf(os.Stderr, "measuring: %s\n", m.name)
		rows, err := m.run(ctx, o)
		if err != nil {
			return fmt.Errorf("%s: %w", m.name, err)
		}
		for _, r := range rows {
			_, _ = fmt.Fprintf(table, "%s\t%s\t%s\t%s\n", r.what, r.value, r.baseline, r.ratio)
		}
	}
	return table.Flush()
}
