package main

import (
	"errors"
	"io/fs"
	"os"
	"runtime"

	"splitline/internal/store/spatialite"
)

type versionCmd struct{}

// Run prints the version of the program, of its libraries and, where there is a database, of its schema.
func (versionCmd) Run(s *session) error {
	s.printf("splitline %s (%s, %s/%s)", version, runtime.Version(), runtime.GOOS, runtime.GOARCH)
	libraries, err := spatialite.Libraries(s.ctx)
	if err != nil {
		return err
	}
	s.printf("SQLite %s, SpatiaLite %s, GEOS %s, PROJ %s, schema %d",
		libraries.SQLite, libraries.SpatiaLite, libraries.GEOS, libraries.PROJ, libraries.Schema)
	if _, err := os.Stat(s.db); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	schema, err := spatialite.SchemaOf(s.ctx, s.db)
	if err == nil {
		s.printf("database %s: schema %d", s.db, schema)
	}
	return err
}
