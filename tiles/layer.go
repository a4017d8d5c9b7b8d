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
	switch l {
	case enclaveLayer:
		return []string{"id", "name"}
	case zonesLayer:
		return []string{"id", "controller", "assessment", "from", "to", "area_km2"}
	case frontlinesLayer:
		return []string{"a", "b", "from", "to"}
	case labelsLayer:
		return []string{"id", "controller", "area_km2", "from", "to"}
	case observationsLayer:
		return []string{"id", "kind", "title", "from", "to"}
	}
	return nil
}

// tag is an attribute of a feature: the place of its key in the layer and of its value in the set's values.
type tag struct{ key, value uint32 }
