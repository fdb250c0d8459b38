package main

import (
	"fmt"

	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/verify"
)

type verifyCommand struct{}

// Run checks what must always hold against the live database, and fails with what is off.
func (verifyCommand) Run(p *process) error {
	return p.withPortal(func(portal *portal) error {
		var found []verify.Finding
		err := portal.engine.InTx(p.ctx, scope.System(), func(tx pgx.Tx) (err error) {
			found, err = verify.Run(p.ctx, tx)
			return err
		})
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
