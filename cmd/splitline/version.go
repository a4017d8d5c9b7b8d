package main

import (
	"errors"
	"io/fs"
	"os"
	"runtime"

	"splitline/internal/store/spatialite"
)

type versionCmd struct{}

// Run prints the version of the program and, where there is a database, of its format and libraries.
func (versionCmd) Run(s *session) error {
	s.printf("splitline %s (%s, %s/%s)", version, runtime.Version(), runtime.GOOS, runtime.GOARCH)
	if _, err := os.Stat(s.db); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	db, err := spatialite.Open(s.ctx, s.db, spatialite.Options{ReadOnly: true})
	if err != nil {
		return err
	}
	v, err := db.Version(s.ctx)
	if err == nil {
		s.printf("database %s: schema %d, SQLite %s, SpatiaLite %s, GEOS %s, PROJ %s",
			s.db, v.Schema, v.SQLite, v.SpatiaLite, v.GEOS, v.PROJ)
	}
	return errors.Join(err, db.Close())
}
