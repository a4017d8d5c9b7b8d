package answer

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"splitline/geo"
	"splitline/internal/store"
)

func TestAFaultTellsTheReaderAndKeepsItsKind(t *testing.T) {
	_, err := geo.ParseMoment("yesterday")
	fault := Invalid("datetime", err)
	if !errors.Is(fault, geo.ErrInvalid) || fault.Parameter != "datetime" {
		t.Errorf("fault %+v", fault)
	}
	if !strings.Contains(fault.Detail, "yesterday") || strings.HasSuffix(fault.Detail, "invalid") {
		t.Errorf("detail %q", fault.Detail)
	}
	if err := explain(fmt.Errorf("x: %w", store.ErrNotFound), "series", "No series %q.", "a"); err.Error() != `No series "a".: not found` {
		t.Errorf("explained as %q", err)
	}
	if other := errors.New("other"); !errors.Is(explain(other, "series", ""), other) {
		t.Error("another error is explained away")
	}
}

func TestTimesOnTheWire(t *testing.T) {
	jerusalem := time.FixedZone("IST", 2*3600)
	tests := []struct {
		name string
		at   time.Time
		want string
	}{
		{"another zone is written in UTC", time.Date(2025, 10, 10, 12, 0, 0, 0, jerusalem), `{"at":"2025-10-10T10:00:00Z"}`},
		{"microseconds of recorded time are kept", time.Date(2025, 10, 10, 12, 0, 0, 345_000, time.UTC), `{"at":"2025-10-10T12:00:00.000345Z"}`},
		{"what is not known is left out", time.Time{}, `{}`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			type told struct {
				At Time `json:"at,omitzero"`
			}
			text, err := json.Marshal(told{At(tt.at)})
			if err != nil || string(text) != tt.want {
				t.Fatalf("%s, %v; want %s", text, err, tt.want)
			}
			var back told
			if err := json.Unmarshal(text, &back); err != nil || !back.At.Equal(tt.at) {
				t.Errorf("read back %v, %v", back.At, err)
			}
		})
	}
}
