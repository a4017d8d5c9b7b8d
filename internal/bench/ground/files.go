package ground

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"github.com/paulmach/orb"

	"splitline/geo"
)

// WriteMaps writes a GeoJSON file a date into a folder, named for its day, with the ground east of the front, and
// returns their paths in the order of time: what an import with a remainder takes for maps of the whole enclave.
func (f Front) WriteMaps(folder string) ([]string, error) {
	var paths []string
	for date, move := range f.Moves() {
		path, err := writeDay(folder, date, feature(East, move.East()))
		if err != nil {
			return nil, err
		}
		paths = append(paths, path)
	}
	return paths, nil
}

// WriteEdits writes a file a date like [Front.WriteMaps], but from the second date on with nothing but the ground that
// changed hands, and in the property controller who has it now.
func (f Front) WriteEdits(folder string) ([]string, error) {
	var paths []string
	for date, move := range f.Moves() {
		edited := feature(East, move.East())
		if date > 0 {
			holder := West
			if move.EastGains {
				holder = East
			}
			edited = feature(holder, move.Gained)
		}
		path, err := writeDay(folder, date, edited)
		if err != nil {
			return nil, err
		}
		paths = append(paths, path)
	}
	return paths, nil
}

// WriteOutline writes the outline of the enclave and returns the path.
func WriteOutline(folder string) (string, error) {
	path := filepath.Join(folder, "outline.geojson")
	return path, os.WriteFile(path, collection(feature("", Outline())), 0o600)
}

// WriteArea writes a file with one area for a controller.
func WriteArea(path string, controller geo.ControllerID, area orb.Polygon) error {
	return os.WriteFile(path, collection(feature(controller, area)), 0o600)
}

func writeDay(folder string, date int, feature []byte) (string, error) {
	path := filepath.Join(folder, Date(date).Format(time.DateOnly)+".geojson")
	return path, os.WriteFile(path, collection(feature), 0o600)
}

func collection(feature []byte) []byte {
	return fmt.Appendf(nil, `{"type":"FeatureCollection","features":[%s]}`+"\n", feature)
}

func feature(controller geo.ControllerID, p orb.Polygon) []byte {
	text := fmt.Appendf(nil, `{"type":"Feature","properties":{"controller":%q},"geometry":{"type":"Polygon","coordinates":[`, controller)
	for i, ring := range p {
		if i > 0 {
			text = append(text, ',')
		}
		for j, point := range ring {
			text = append(text, "[,"[min(j, 1)], '[')
			text = strconv.AppendFloat(text, point[0], 'f', 7, 64)
			text = append(text, ',')
			text = strconv.AppendFloat(text, point[1], 'f', 7, 64)
			text = append(text, ']')
		}
		text = append(text, ']')
	}
	return append(text, `]}}`...)
}
