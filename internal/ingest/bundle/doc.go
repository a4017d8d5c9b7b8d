// Package bundle reads an enclave from a folder of files and loads it into a store: the sample that the program comes
// with, or any other folder of the same form.
//
//	enclave.json          the enclave, its outline's source, legend, sides, thresholds and series
//	NAME.geojson          its outline, named by enclave.json
//	series/ID.geojson     the updates of a series, one feature an area; features of one update share its name
//	figures.json          published shares without a shape
//	milestones.json       dated events
//	observations.geojson  dated points, lines and areas that are not control
//	places.geojson        named points for the map
//
// All but enclave.json, the outline and a file for each series may be absent. GeoJSON is that of RFC 7946 and is taken
// as it is: nothing is repaired. The JSON Schemas of the files stand in the folder data/schemas of the source.
//
// Reading is strict: an unknown member, a controller that is not in the legend, a date that cannot be read refuses the
// folder with an error of kind geo.ErrInvalid that names file, feature and rule. Dates are read in the enclave's time
// zone. An update of a folder is a paint, a replace or an affirm; a withdrawal is made in the store.
//
// [Load] stores what is not there yet, so that loading twice stores nothing.
package bundle
