package main

import (
	"fmt"

	"github.com/tonglu/portal/internal/verify"
)

type verifyCommand struct{}

// Run checks what must always hold against the live database, and fails with what is off.
func (verifyCommand) Run(p *process) error {
	return p.withPortal(func(portal *portal) error {
		found, err := verify.Run(p.ctx, portal.engine.Pgx())
		if err != nil {
			return err
		}
		for _, f := range found {
			fmt.Fprintln(p.stdout, f)
		}
		if len(found) > 0 {
			return fmt.Errorf("%d things are off", len(found))
		}
		fmt.Fprintf(p.stdout, "All of %d invariants hold.\n", len(verify.Names()))
		return nil
	})
}
