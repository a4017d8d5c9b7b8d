package main

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"splitline/geo"
)

// thresholdNames returns the names of all thresholds, in their order.
func thresholdNames() []string {
	of := reflect.TypeFor[geo.Thresholds]()
	names := make([]string, of.NumField())
	for i := range names {
		names[i] = of.Field(i).Tag.Get("json")
	}
	return names
}

// withThresholds returns thresholds with those set that are given as NAME=VALUE. It returns a usage error that lists the
// names for one that is none, and one that says why for a value that cannot be.
func withThresholds(thresholds geo.Thresholds, given []string) (geo.Thresholds, error) {
	values := make(map[string]float64)
	for _, word := range given {
		name, text, found := strings.Cut(word, "=")
		if !slices.Contains(thresholdNames(), name) {
			return thresholds, usagef("--threshold %s: there is no threshold %q; there are %s", word, name, strings.Join(thresholdNames(), ", "))
		}
		value, err := strconv.ParseFloat(text, 64)
		if !found || err != nil {
			return thresholds, usagef("--threshold %s: write NAME=VALUE, with a number", word)
		}
		if _, twice := values[name]; twice {
			return thresholds, usagef("--threshold %s: %s is given twice", word, name)
		}
		values[name] = value
	}
	set, err := overlaid(thresholds, values)
	if err == nil {
		err = set.Validate()
	}
	if err != nil {
		return thresholds, usagef("--threshold: %w", err)
	}
	return set, nil
}

// overlaid returns thresholds with some of them replaced by name.
func overlaid(thresholds geo.Thresholds, values map[string]float64) (set geo.Thresholds, err error) {
	all := thresholdValues(thresholds)
	for name, value := range values {
		all[name] = value
	}
	text, err := json.Marshal(all)
	if err != nil {
		return set, fmt.Errorf("a threshold is not a number: %w", geo.ErrInvalid)
	}
	return set, json.Unmarshal(text, &set)
}

// thresholdValues returns thresholds by name.
func thresholdValues(thresholds geo.Thresholds) map[string]float64 {
	of := reflect.ValueOf(thresholds)
	values := make(map[string]float64)
	for i, name := range thresholdNames() {
		values[name] = of.Field(i).Float()
	}
	return values
}
