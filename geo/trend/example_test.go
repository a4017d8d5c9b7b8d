package trend_test

import (
	"context"
	"fmt"
	"time"

	"splitline/geo"
	"splitline/geo/split"
	"splitline/geo/trend"
)

// A line that is affirmed each ten days, and has not moved, is frozen after 30 days.
func ExampleOf() {
	begin := time.Date(2025, 10, 10, 9, 0, 0, 0, time.UTC)
	history := trend.History{
		At: begin.AddDate(0, 0, 41), LastUpdate: begin, Thresholds: geo.DefaultThresholds(),
		States: []trend.State{{From: begin, Ground: "the yellow line", Word: split.TwoZone}},
	}
	for day := 0; day <= 40; day += 10 {
		history.Observed = append(history.Observed, begin.AddDate(0, 0, day))
	}
	made, err := trend.Of(context.Background(), history)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(made.Headline)

	history.At = begin.AddDate(0, 0, 55)
	if made, err = trend.Of(context.Background(), history); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(made.Headline)
	// Output:
	// Frozen for 41 days, since 10 October 2025
	// No observation since 19 November 2025 (15 days)
}

// Phase 2 of a plan was announced in January, and nothing has been handed over yet.
func ExamplePlanOf() {
	plan := trend.PlanOf(trend.PlanInput{
		Series: "plan", At: time.Date(2026, 1, 20, 0, 0, 0, 0, time.UTC), EnclaveM2: 364.9e6, Thresholds: geo.DefaultThresholds(),
		Milestones: []geo.Milestone{{At: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), Precision: geo.ToMonth, Phase: "2"}},
		Ground:     []trend.PhaseGround{{Phase: "2", Controller: geo.IsraeliHeld, ToHandOverM2: 58e6, BaseM2: 58e6}},
	})
	fmt.Println(plan.Headline)
	// Output: Phase 2, announced in January 2026: 16 points (58 km²) still to hand over; 0 done.
}
