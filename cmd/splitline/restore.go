package main

import "splitline/internal/store/spatialite"

type restoreCmd struct {
	Backup string `arg:"" name:"BACKUP" type:"path" help:"Backup to restore; it stays as it is."`
}

// Run checks the backup and puts a copy of it in the place of the database, which is kept beside it.
func (c *restoreCmd) Run(s *session) error {
	kept, err := spatialite.Restore(s.ctx, c.Backup, s.db, spatialite.RestoreOptions{
		Options: s.options(), Verify: verifyCoverages,
	})
	if err != nil {
		return err
	}
	s.printf("Restored %s from %s.", s.db, c.Backup)
	if kept != "" {
		s.printf("What was there before is kept in %s.", kept)
	}
	return nil
}
