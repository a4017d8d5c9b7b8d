package main

import (
	"fmt"
	"os"

	"splitline/internal/store/spatialite"
)

type backupCmd struct {
	File      string `arg:"" name:"FILE" type:"path" help:"File to write."`
	Overwrite bool   `help:"Replace the file if it is there already; without it such a file is refused."`
}

// Run copies the database while it is in use, and checks the copy as splitline check does before it gets its name.
func (c *backupCmd) Run(s *session) error {
	return s.withReader(func(db *spatialite.Store) error {
		options := spatialite.BackupOptions{Overwrite: c.Overwrite, Verify: verifyCoverages}
		if err := db.Backup(s.ctx, c.File, options); err != nil {
			return err
		}
		info, err := os.Stat(c.File)
		if err != nil {
			return fmt.Errorf("look at the backup: %w", err)
		}
		s.printf("Backed up %s to %s (%.1f MB) and checked the copy.", s.db, c.File, float64(info.Size())/1e6)
		return nil
	})
}
