package ingest_test

import (
	"fmt"

	"splitline/internal/ingest"
)

func ExampleDayOfFileName() {
	day, err := ingest.DayOfFileName("deepstatemap_data_20250801.geojson")
	fmt.Println(day, err)
	// Output: 2025-08-01 <nil>
}

func ExampleBoundaryID() {
	fmt.Println(ingest.BoundaryID("municipalities_ocha_2019.geojson"))
	// Output: municipalities-ocha-2019
}
