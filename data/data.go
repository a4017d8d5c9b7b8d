// Package data holds the sample enclave and the JSON Schemas of the files an enclave is made of; README.md beside this
// file says where the sample comes from and under which licences.
package data

import (
	"embed"
	"io/fs"

	"splitline/geo"
)

//go:embed gaza schemas
var files embed.FS

// SampleID is the id of the sample enclave.
const SampleID geo.EnclaveID = "gaza"

// Sample returns the folder of the sample enclave, as package internal/ingest/bundle reads it.
func Sample() fs.FS { return folder(string(SampleID)) }

// Schemas returns the JSON Schemas (draft 2020-12) of the files of an enclave's folder: NAME.schema.json.
func Schemas() fs.FS { return folder("schemas") }

// Surroundings returns the land of the neighbours of an enclave as GeoJSON, and whether there is any: only the sample
// enclave has some.
func Surroundings(enclave geo.EnclaveID) ([]byte, bool) {
	if enclave != SampleID {
		return nil, false
	}
	geojson, err := files.ReadFile(string(enclave) + "/surroundings.geojson")
	return geojson, err == nil
}

// folder returns a folder that is embedded, so that it is always there.
func folder(name string) fs.FS {
	sub, err := fs.Sub(files, name)
	if err != nil {
		return files
	}
	return sub
}
