package main

import (
	"errors"
	"fmt"

	"github.com/tonglu/portal/internal/postgres"
)

type migrateCommand struct{}

// Run migrates as the user of DATABASE_DIRECT_URL, who owns the database.
func (migrateCommand) Run(p *process) error {
	c, err := readConfig(p.getenv)
	if err != nil {
		return err
	}
	if c.DatabaseURL == "" {
		return errNoDatabase
	}
	if err := postgres.Migrate(p.ctx, c.DatabaseDirectURL); err != nil {
		return err
	}
	fmt.Fprintln(p.stdout, "The database is at the schema of this program.")
	return nil
}

var errNoDatabase = errors.New("DATABASE_URL is not set: the address of a Postgres 15 or newer (portal demo brings its own)")
