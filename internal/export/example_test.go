package export_test

import (
	"fmt"
	"os"

	"splitline/internal/export"
)

func ExampleFormatOf() {
	format, known := export.FormatOf("geojson")
	fmt.Println(format.MediaType, known)
	if err := format.Write(os.Stdout, snapshot()); err != nil {
		fmt.Println(err)
	}
	// Output:
	// application/geo+json true
	// {"type":"FeatureCollection","features":[
	// {"type":"Feature","id":1,"bbox":[34.2,31.2,34.3,31.3],"geometry":{"type":"Polygon","coordinates":[[[34.2,31.2],[34.3,31.2],[34.3,31.3],[34.2,31.3],[34.2,31.2]],[[34.21,31.21],[34.21,31.22],[34.22,31.22],[34.22,31.21],[34.21,31.21]]]},"properties":{"controller":"hamas-held","basis":"stated","valid_from":"2025-10-10T09:00:00Z","area_km2":104.555406,"updates":[1]}},
	// {"type":"Feature","id":2,"bbox":[34.3,31.2,34.4,31.3],"geometry":{"type":"Polygon","coordinates":[[[34.3,31.2],[34.4,31.2],[34.4,31.3],[34.3,31.3],[34.3,31.2]]]},"properties":{"controller":"israeli-held","basis":"stated","valid_from":"2025-10-10T09:00:00Z","area_km2":105.611909,"updates":[1]}}]}
}
