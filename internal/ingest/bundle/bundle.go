package bundle

import (
	"io/fs"

	"splitline/geo"
)

// Bundle is an enclave with everything that its folder says about it. Nothing in it has an id of the store yet.
type Bundle struct {
	Enclave  geo.Enclave
	Boundary geo.Boundary
	Settings geo.Settings
	// Series are in the order of enclave.json.
	Series []SeriesContent
	Things
}

// Things are what a folder says beside its series.
type Things struct {
	Figures      []geo.Figure
	Milestones   []geo.Milestone
	Observations []geo.Observation
	Places       []geo.Place
}

// Read reads a folder. It returns an error of kind geo.ErrInvalid that names file, feature and rule if the folder does
// not say one valid enclave, and the error of the file system if a file cannot be read.
func Read(folder fs.FS) (Bundle, error) {
	data, err := read(folder, "enclave.json")
	if err != nil {
		return Bundle{}, err
	}
	var file enclaveFile
	if err := decode(data, &file); err != nil {
		return Bundle{}, in(err, "enclave.json")
	}
	var b Bundle
	if b.Enclave, err = file.enclave(); err != nil {
		return Bundle{}, in(err, "enclave.json")
	}
	if b.Settings, err = file.settings(); err != nil {
		return Bundle{}, in(err, "enclave.json")
	}
	if b.Boundary, err = file.boundary(folder); err != nil {
		return Bundle{}, err
	}
	if err := b.readSeries(folder, file.Series); err != nil {
		return Bundle{}, err
	}
	return b, b.readThings(folder)
}

func (b *Bundle) readSeries(folder fs.FS, entries []seriesEntry) error {
	scope, err := NewScope(b.Enclave, b.Settings)
	if err != nil {
		return err
	}
	seen := make(map[geo.SeriesID]bool)
	for _, entry := range entries {
		ref := geo.SeriesRef{Enclave: b.Enclave.ID, Series: entry.ID}
		series := geo.Series{Ref: ref, Title: entry.Title, Kind: entry.Kind, Description: entry.Description}
		if err := series.Validate(); err != nil {
			return in(err, "enclave.json: series %q", entry.ID)
		}
		if seen[entry.ID] {
			return invalidf("enclave.json: series %q stands twice", entry.ID)
		}
		seen[entry.ID] = true
		name := seriesFile(entry.ID)
		data, err := read(folder, name)
		if err != nil {
			return err
		}
		updates, err := DecodeSeries(ref, b.Settings, scope.Zone, data)
		if err != nil {
			return in(err, "%s", name)
		}
		b.Series = append(b.Series, SeriesContent{Series: series, Updates: updates})
	}
	return nil
}

// readThings reads the files that may be absent.
func (b *Bundle) readThings(folder fs.FS) error {
	scope, err := NewScope(b.Enclave, b.Settings)
	if err != nil {
		return err
	}
	if b.Figures, err = optional(folder, "figures.json", scope, DecodeFigures); err != nil {
		return err
	}
	if b.Milestones, err = optional(folder, "milestones.json", scope, DecodeMilestones); err != nil {
		return err
	}
	if b.Observations, err = optional(folder, "observations.geojson", scope, DecodeObservations); err != nil {
		return err
	}
	b.Places, err = optional(folder, "places.geojson", scope, DecodePlaces)
	return err
}

// optional decodes a file, or returns nothing if it is absent.
func optional[T any](folder fs.FS, name string, scope Scope, decode func(Scope, []byte) ([]T, error)) ([]T, error) {
	data, err := readIfThere(folder, name)
	if err != nil || data == nil {
		return nil, err
	}
	things, err := decode(scope, data)
	return things, in(err, "%s", name)
}
