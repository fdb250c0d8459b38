package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/google/uuid"

	"github.com/tonglu/portal/internal/customer"
	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/partner"
	"github.com/tonglu/portal/internal/partner/sheet"
	"github.com/tonglu/portal/internal/sale"
	"github.com/tonglu/portal/internal/scope"
)

type importCommand struct {
	Kind        string `arg:"" enum:"distributors,territories,assignments,targets,product-lines,products,product-aliases,price-policies,exchange-rates,accounts,sales" help:"What the file holds: distributors, territories, assignments, targets, product-lines, products, product-aliases, price-policies, exchange-rates, accounts or sales."`
	File        string `arg:"" help:"The file." type:"existingfile"`
	Distributor string `help:"Code of the distributor whose sales or accounts these are. Accounts without one are the brand's own." xor:"whose"`
	Direct      bool   `help:"These are sales of the brand itself, which sold directly." xor:"whose"`
}

// Run feeds a file through the same road as the screens do. It fails with what is wrong when anything is.
func (c importCommand) Run(p *process) error {
	return p.withPortal(func(portal *portal) error {
		file, err := os.Open(c.File)
		if err != nil {
			return err
		}
		defer file.Close()
		switch c.Kind {
		case "sales":
			if c.Distributor == "" && !c.Direct {
				return errors.New("say whose sales these are: --distributor=CODE, or --direct for the brand's own")
			}
			return portal.importSales(p, file, c.Distributor)
		case "accounts":
			return portal.importAccounts(p, file, c.Distributor)
		}
		var sum partner.Summary
		switch c.Kind {
		case "distributors", "territories", "assignments", "targets":
			sum, err = portal.partners.Import(p.ctx, scope.System(), c.Kind, file)
		default:
			sum, err = portal.catalog.Import(p.ctx, scope.System(), c.Kind, file)
		}
		if err != nil {
			return sheet.Explain(err)
		}
		fmt.Fprintf(p.stdout, "%s: %d rows, %d added, %d changed\n", c.Kind, sum.Rows, sum.Added, sum.Changed)
		return nil
	})
}

// importSales reports a file for a distributor, or without a code for the brand, and waits until it has ended.
func (p *portal) importSales(proc *process, file *os.File, code string) error {
	id, err := p.ownerByCode(proc.ctx, code)
	if err != nil {
		return err
	}
	sc := scope.Of(id)
	blob, err := p.sales.Upload(proc.ctx, sc, filepath.Base(file.Name()), file)
	if err != nil {
		return spelledOut(err)
	}
	r, err := p.sales.Ingest(proc.ctx, sc, id, blob.ID, func(ctx context.Context, r sale.Report) error {
		return p.worker.Advance(ctx, r.DistributorID, r.ID)
	})
	if err != nil {
		return spelledOut(err)
	}
	fmt.Fprintf(proc.stdout, "%s: %d accepted, %d duplicate, %d rejected, %d ignored\n", r.State, r.RowsAccepted, r.RowsDuplicate, r.RowsRejected, r.RowsIgnored)
	switch r.State {
	case sale.Accepted:
		return nil
	case sale.AcceptedWithRejects:
		return errors.Join(fmt.Errorf("%d rows were rejected", r.RowsRejected), p.sales.WriteRejects(proc.ctx, sc, r, "en", sale.Reason, proc.stdout))
	case sale.Failed:
		return fmt.Errorf("the file can't be read: %s %v", r.Failure.Key, r.Failure.Params)
	default:
		return fmt.Errorf("the report is %s", r.State)
	}
}

// importAccounts takes an account list in, for a distributor or for the brand, and waits until it has ended.
func (p *portal) importAccounts(proc *process, file *os.File, code string) error {
	owner, err := p.ownerByCode(proc.ctx, code)
	if err != nil {
		return err
	}
	sc := scope.Of(owner)
	blob, err := p.sales.Upload(proc.ctx, sc, filepath.Base(file.Name()), file)
	if err != nil {
		return spelledOut(err)
	}
	i, err := p.imports.Ingest(proc.ctx, sc, blob.ID, func(ctx context.Context, i customer.Import) error {
		return p.lists.Advance(ctx, i.DistributorID, i.ID)
	})
	if err != nil {
		return spelledOut(err)
	}
	fmt.Fprintf(proc.stdout, "%s: %d created, %d updated, %d unchanged, %d rejected, %d ignored, %d with a warning\n",
		i.State, i.RowsCreated, i.RowsUpdated, i.RowsUnchanged, i.RowsRejected, i.RowsIgnored, i.RowsWarned)
	switch i.State {
	case customer.ImportAccepted:
		return nil
	case customer.ImportPartly:
		return errors.Join(fmt.Errorf("%d rows were rejected", i.RowsRejected), p.imports.WriteRejects(proc.ctx, sc, i, "en", proc.stdout))
	case customer.ImportFailed:
		return fmt.Errorf("the file can't be read: %s %v", i.Failure.Key, i.Failure.Params)
	default:
		return fmt.Errorf("the import is %s", i.State)
	}
}

// ownerByCode gives the distributor of the code; without one, the brand.
func (p *portal) ownerByCode(ctx context.Context, code string) (uuid.UUID, error) {
	if code != "" {
		return p.distributorByCode(ctx, code)
	}
	settings, err := p.partners.Settings(ctx, scope.System())
	return settings.BrandID, err
}

func (p *portal) distributorByCode(ctx context.Context, code string) (uuid.UUID, error) {
	id, err := p.partners.DistributorByCode(ctx, scope.System(), code)
	if fault.Is(err, fault.NotFound) {
		return uuid.Nil, fmt.Errorf("there is no distributor with the code %q", code)
	}
	return id, err
}

// spelledOut writes a fault for a terminal, a line for each field.
func spelledOut(err error) error {
	f := fault.As(err)
	if f.Kind == fault.Internal {
		return err
	}
	lines := []error{fmt.Errorf("%s", f.Key)}
	for _, field := range f.Fields {
		lines = append(lines, fmt.Errorf("  %s: %s %v", field.Path, field.Key, field.Params))
	}
	return errors.Join(lines...)
}
