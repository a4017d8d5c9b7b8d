package tiles

// The names of the layers of schema 1.
const (
	EnclaveLayer      = "enclave"
	ZonesLayer        = "zones"
	FrontlinesLayer   = "frontlines"
	LabelsLayer       = "labels"
	ObservationsLayer = "observations"
)

// layer is one of the layers, in the order in which they stand in a tile.
type layer uint8

const (
	enclaveLayer layer = iota
	zonesLayer
	frontlinesLayer
	labelsLayer
	observationsLayer
	layerCount
)

// name returns the layer's name in the tile.
func (l layer) name() string {
	return [layerCount]string{EnclaveLayer, ZonesLayer, FrontlinesLayer, LabelsLayer, ObservationsLayer}[l]
}

// keys returns the names of the layer's attributes; a tag names an attribute by its place here.
func (l layer) keys() []string {
	return [layerCount][]string{
		{"id", "name"},
		{"id", "controller", "assessment", "from", "to", "area_km2"},
		{"a", "b", "from", "to"},
		{"id", "controller", "area_km2", "from", "to"},
		{"id", "kind", "title", "from", "to"},
	}[l]
}

// tag is an attribute of a feature: the place of its key in the layer and of its value in the set's values.
type tag struct{ key, value uint32 }
