package geo_test

import (
	"fmt"
	"time"

	"github.com/paulmach/orb"

	"splitline/geo"
)

func ExampleParseQuestion() {
	gaza, err := geo.Enclave{TimeZone: "Asia/Gaza"}.Location()
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, asked := range []string{"2025-10-19", "2025-10-10/2025-10-19", "2025-10-19/.."} {
		q, err := geo.ParseQuestion(asked, gaza)
		if err != nil {
			fmt.Println(err)
			return
		}
		_, instant := q.Instant()
		fmt.Println(q.From.Format(time.RFC3339), instant)
	}
	// Output:
	// 2025-10-19T20:59:59Z true
	// 2025-10-09T21:00:00Z false
	// 2025-10-18T21:00:00Z false
}

func ExampleAppendFeature() {
	place := geo.Place{ID: 1, Name: geo.Text{"en": "Rafah", "ar": "رفح"}, Point: orb.Point{34.25, 31.28}, Rank: 1}
	feature, err := geo.AppendFeature(nil, place.Feature())
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(string(feature))
	// Output:
	// {"type":"Feature","id":1,"bbox":[34.25,31.28,34.25,31.28],"geometry":{"type":"Point","coordinates":[34.25,31.28]},"properties":{"name":{"ar":"رفح","en":"Rafah"},"rank":1}}
}

func ExampleAreaM2() {
	cell := orb.MultiPolygon{{{{34, 31}, {35, 31}, {35, 32}, {34, 32}, {34, 31}}}}
	fmt.Printf("%.1f km²\n", geo.Km2(geo.AreaM2(cell)))
	// Output: 10533.5 km²
}
