// Package report turns what a run measured into a table for the terminal and a page of Markdown.
//
// A figure is a list of samples, one a round: its median is what counts, its least and greatest are shown beside it.
// Where it has a baseline, the baseline was measured in the same rounds, and the ratio is the median of the ratios of
// each round, so that a slow spell of the machine meets both sides. A target is judged by the median alone.
//
// The page has one line a figure and no padding, so that two runs can be compared line by line.
package report
