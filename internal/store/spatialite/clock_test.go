package spatialite_test

import (
	"path/filepath"
	"testing"
	"time"

	"splitline/internal/store/spatialite"
)

func TestAClockThatStepsBackIsNoticedWhenTheFileIsOpened(t *testing.T) {
	noon := time.Date(2026, 5, 1, 12, 0, 0, 0, time.UTC)
	at := func(now time.Time) func() time.Time { return func() time.Time { return now } }
	path := filepath.Join(t.TempDir(), "store.db")
	s := open(t, path, spatialite.Options{Clock: at(noon)})
	found(t, s)
	closeStore(t, s)
	notice := "The clock says 2026-05-01T11:00:00Z, but " + path +
		" recorded something at 2026-05-01T12:00:00Z: what is stored now is recorded right after that."
	tests := []struct {
		name    string
		now     time.Time
		options spatialite.Options
		want    []string
	}{
		{"an hour back", noon.Add(-time.Hour), spatialite.Options{}, []string{notice}},
		{"half a minute back, as clocks are corrected", noon.Add(-30 * time.Second), spatialite.Options{}, nil},
		{"later", noon.Add(time.Hour), spatialite.Options{}, nil},
		{"an hour back, to read alone", noon.Add(-time.Hour), spatialite.Options{ReadOnly: true}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			tt.options.Clock, tt.options.Notice = at(tt.now), func(sentence string) { got = append(got, sentence) }
			closeStore(t, open(t, path, tt.options))
			same(t, tt.want, got)
		})
	}
}
