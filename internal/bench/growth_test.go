package main

import "testing"

func TestTenTimesTheDatesAreComparedAsFarAsBothCame(t *testing.T) {
	tests := []struct {
		name        string
		tenth, all  grown
		want, unmet int
	}{
		{"all that was measured", grown{1000, nil, 2, 20, 100}, grown{10000, nil, 24, 240, 1200}, 3, 0},
		{"what grows with the square", grown{1000, nil, 2, 20, 100}, grown{10000, nil, 200, 2000, 10000}, 3, 3},
		{"a server that did not start", grown{1000, nil, 2, 20, 100}, grown{10000, nil, 20, 200, 0}, 2, 0},
		{"an import that did not finish", grown{1000, nil, 2, 20, 100}, grown{dates: 10000}, 0, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			unmet := 0
			figures := tenfold(tt.tenth, tt.all)
			for _, f := range figures {
				if !f.Targets[0].Met(f) {
					unmet++
				}
			}
			if len(figures) != tt.want || unmet != tt.unmet {
				t.Errorf("%d figures, %d unmet: %v", len(figures), unmet, figures)
			}
		})
	}
}
