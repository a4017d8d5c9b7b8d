package geo_test

import (
	"encoding/json"
	"errors"
	"math"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"splitline/geo"
)

func TestThresholdsThatAreLeftOutHaveTheirDefaults(t *testing.T) {
	want := geo.DefaultThresholds()
	want.GapDays, want.EpsilonM = 7, 0
	var got geo.Thresholds
	if err := json.Unmarshal([]byte(`{"gap_days": 7, "epsilon_m": 0}`), &got); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestSettingsRecordedBeforeTrendsReadAsTheyDid(t *testing.T) {
	const recorded = `{"epsilon_m":60,"minimum_mapping_unit_km2":0.3,"unresolved_share":0.25,"one_holder_share":0.9,"side_share":0.05,
		"belt_share":0.25,"belt_depth_m":1500,"belt_depth_share":0.9,"belt_boundary_share":0.5,"cut_part_share":0.05,"zone_share":0.1}`
	want := geo.DefaultThresholds()
	want.EpsilonM, want.MinimumMappingUnitKm2 = 60, 0.3
	var got geo.Thresholds
	if err := json.Unmarshal([]byte(recorded), &got); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestThresholdsThatCannotBeRead(t *testing.T) {
	for _, text := range []string{`{"gap_day": 7}`, `{"gap_days": "7"}`, `[]`, `{"gap_days": 1e999}`} {
		got := geo.DefaultThresholds()
		if err := json.Unmarshal([]byte(text), &got); err == nil {
			t.Errorf("%s was read", text)
		}
		if diff := cmp.Diff(geo.DefaultThresholds(), got); diff != "" {
			t.Errorf("%s changed the thresholds (-want +got):\n%s", text, diff)
		}
	}
}

func TestThresholdsAreWrittenAsTheyAreRead(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var want geo.Thresholds
		fields := reflect.ValueOf(&want).Elem()
		for i := range fields.NumField() {
			fields.Field(i).SetFloat(rapid.Float64Range(0, 1e6).Draw(t, fields.Type().Field(i).Name))
		}
		text, err := json.Marshal(want)
		if err != nil {
			t.Fatal(err)
		}
		var got geo.Thresholds
		if err := json.Unmarshal(text, &got); err != nil {
			t.Fatal(err)
		}
		if got != want {
			t.Fatalf("got %v, want %v", got, want)
		}
	})
}

// Every threshold is checked: a field that Validate forgot would pass with any value.
func TestEveryThresholdHasARange(t *testing.T) {
	if err := geo.DefaultThresholds().Validate(); err != nil {
		t.Fatal(err)
	}
	all := reflect.TypeFor[geo.Thresholds]()
	for i := range all.NumField() {
		name := all.Field(i).Tag.Get("json")
		wrong := []float64{-1e-9, math.NaN(), math.Inf(1), math.Inf(-1)}
		if strings.HasSuffix(name, "_share") {
			wrong = append(wrong, 1+1e-9)
		}
		for _, value := range wrong {
			thresholds := geo.DefaultThresholds()
			reflect.ValueOf(&thresholds).Elem().Field(i).SetFloat(value)
			err := thresholds.Validate()
			if !errors.Is(err, geo.ErrInvalid) || !strings.Contains(err.Error(), name) {
				t.Errorf("%s of %g: got error %v", name, value, err)
			}
		}
		for _, value := range []float64{0, 1} {
			thresholds := geo.DefaultThresholds()
			reflect.ValueOf(&thresholds).Elem().Field(i).SetFloat(value)
			if err := thresholds.Validate(); err != nil {
				t.Errorf("%s of %g: %v", name, value, err)
			}
		}
	}
}
