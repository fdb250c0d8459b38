package main

import (
	"fmt"
	"os"

	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/audit"
	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/verify"
)

type verifyCommand struct {
	Chain string `type:"existingfile" placeholder:"FILE" help:"Check an export of the audit log against its seals instead. Needs no database."`
}

// Run checks what must always hold against the live database, or a file of the log against its seals, and fails with what is off.
func (c verifyCommand) Run(p *process) error {
	if c.Chain != "" {
		return verifyChain(p, c.Chain)
	}
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

func verifyChain(p *process, name string) error {
	file, err := os.Open(name)
	if err != nil {
		return err
	}
	defer file.Close()
	last, problems, more, err := audit.CheckFile(file)
	if err != nil {
		return err
	}
	for _, problem := range problems {
		fmt.Fprintln(p.stdout, problem)
	}
	if len(problems) > 0 {
		return fmt.Errorf("%d things are off", len(problems)+more)
	}
	fmt.Fprintf(p.stdout, "The chain of %d seals holds. Its end is %x: it stands in the server's log of that time and in every later export.\n", last.Seq, last.Hash[:])
	return nil
}
