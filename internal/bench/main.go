package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"slices"
	"strings"
	"syscall"
	"time"

	"splitline/internal/bench/report"
)

// wholeTime is how long a run may take; parts that it does not reach say so.
const wholeTime = 14*time.Minute + 30*time.Second

// minutes returns a number of minutes as a duration.
func minutes(n int) time.Duration { return time.Duration(n) * time.Minute }

type options struct {
	binary string
	data   string
	script string
	only   string
	quick  bool
	out    string
	bare   string
}

func main() {
	var o options
	flag.StringVar(&o.binary, "binary", "./splitline", "program to measure")
	flag.StringVar(&o.data, "data", "../shared/data", "folder of real files")
	flag.StringVar(&o.script, "script", "internal/tools/e2e.sh", "script that drives the page")
	flag.StringVar(&o.only, "only", "", "parts to run, with commas between; all if empty: "+strings.Join(names(parts()), ", "))
	flag.BoolVar(&o.quick, "quick", false, "less of everything, to try the parts out")
	flag.StringVar(&o.out, "o", "", "file to write the page of Markdown to")
	flag.StringVar(&o.bare, "bare", "", "serve the recorded answers in this file, as the bare handler that a run starts itself")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, o)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, o options) error {
	if o.bare != "" {
		return serveBare(ctx, o.bare)
	}
	chosen, err := choose(parts(), o.only)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, wholeTime)
	defer cancel()
	l, err := newLab(o)
	if err != nil {
		return err
	}
	defer l.close()
	done, err := begin(ctx)
	if err != nil {
		return err
	}
	if o.quick {
		done.Warnings = append(done.Warnings, "This was a quick run with less of everything.")
	}
	failed := 0
	for _, p := range chosen {
		noteIdle(ctx, p.title, &done)
		section := p.measured(ctx, l)
		if section.Failure != "" {
			failed++
		}
		done.Sections = append(done.Sections, section)
		if err := section.Print(os.Stdout); err != nil {
			return err
		}
	}
	done.Took = time.Since(done.At)
	if err := done.PrintSummary(os.Stdout); err != nil {
		return err
	}
	if o.out != "" {
		if err := os.WriteFile(o.out, []byte(done.Markdown()), 0o644); err != nil { //nolint:gosec // a page to be read
			return err
		}
	}
	if failed > 0 {
		return fmt.Errorf("not everything was measured in %d of %d parts", failed, len(chosen))
	}
	return nil
}

// part is a section of the page that measures itself.
type part struct {
	name, title, method string
	// limit is how long the part may take.
	limit   time.Duration
	measure func(context.Context, *lab, *report.Section) error
}

// measured runs the part. What it had measured when it failed stays.
func (p part) measured(ctx context.Context, l *lab) report.Section {
	fmt.Fprintf(os.Stderr, "measuring: %s\n", p.title)
	begin := time.Now()
	section := report.Section{Name: p.name, Title: p.title, Method: p.method}
	limited, cancel := context.WithTimeout(ctx, p.limit)
	defer cancel()
	err := p.measure(limited, l, &section)
	if err != nil && limited.Err() != nil {
		err = fmt.Errorf("did not finish within %s: %w", time.Since(begin).Round(time.Second), err)
	}
	if err != nil {
		section.Failure = err.Error()
	}
	fmt.Fprintf(os.Stderr, "measured: %s, in %s\n", p.name, time.Since(begin).Round(100*time.Millisecond))
	return section
}

// parts lists everything that is measured, in the order of the page. Growth comes last since it takes longest.
func parts() []part {
	return []part{
		cachedPart(), sliderPart(), stampedePart(), coldPart(), sizePart(), pagePart(), foldPart(), backdatedPart(),
		importPart(), answersPart(), analysisPart(), startPart(), growthPart(),
	}
}

func names(all []part) []string {
	list := make([]string, len(all))
	for i, p := range all {
		list[i] = p.name
	}
	return list
}

// errPart is the kind of error of a part that does not exist.
var errPart = errors.New("no such part")

// choose returns the parts whose names a list with commas has, in their own order; all of them for an empty list.
func choose(all []part, only string) ([]part, error) {
	if only == "" {
		return all, nil
	}
	wanted := strings.Split(only, ",")
	for _, name := range wanted {
		if !slices.Contains(names(all), name) {
			return nil, fmt.Errorf("%q: %w; there are %s", name, errPart, strings.Join(names(all), ", "))
		}
	}
	return slices.DeleteFunc(slices.Clone(all), func(p part) bool { return !slices.Contains(wanted, p.name) }), nil
}
