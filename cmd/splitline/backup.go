package main

import "splitline/internal/store/spatialite"

type backupCmd struct {
	File string `arg:"" name:"FILE" type:"path" help:"File to write; it must not be there yet."`
}

// Run copies the database and verifies the copy by opening it.
func (c *backupCmd) Run(s *session) error {
	return s.withStore(func(db *spatialite.Store) error {
		if err := db.Backup(s.ctx, c.File); err != nil {
			return err
		}
		s.printf("Copied %s to %s and opened the copy.", s.db, c.File)
		return nil
	})
}
