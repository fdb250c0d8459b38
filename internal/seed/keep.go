package seed

import (
	"bytes"
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/auth"
	"github.com/tonglu/portal/internal/customer"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/sale"
	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/share"
)

// Import does nothing: the loader itself moves its imports along.
func (noQueue) Import(context.Context, pgx.Tx, uuid.UUID, uuid.UUID) error { return nil }

// SettleLead does nothing: nobody has answered yet.
func (noQueue) SettleLead(context.Context, pgx.Tx, uuid.UUID, time.Time) error { return nil }

// keepAccounts brings in the account lists of distributors and of the brand, shares some accounts, and offers leads.
func (l *loader) keepAccounts(ctx context.Context) error {
	for d := range min(len(l.w.Distributors), listed) {
		code := l.w.Distributors[d].Code
		as, sc := l.as(ctx, code)
		if err := l.takeIn(as, sc, l.w.accountList(d)); err != nil {
			return fmt.Errorf("accounts of %s: %w", code, err)
		}
	}
	brand := scope.Scope{Reach: scope.All, Organization: l.brand, User: l.admin}
	if err := l.takeIn(ctx, brand, l.w.brandList()); err != nil {
		return fmt.Errorf("accounts of the brand: %w", err)
	}
	if err := l.shareSome(ctx); err != nil {
		return fmt.Errorf("sharing accounts: %w", err)
	}
	return l.offerLeads(ctx, brand)
}

// as gives the context and scope of a distributor's clerk.
func (l *loader) as(ctx context.Context, code string) (context.Context, scope.Scope) {
	id, who := l.ids[code], l.admin
	if clerk, ok := l.clerks[code]; ok {
		who = clerk
	}
	ctx = auth.With(ctx, auth.Actor{User: who, Organization: id, Role: "distributor_rep", Reach: scope.Own})
	return ctx, auth.ScopeOf(ctx)
}

// takeIn hands in an account list as an upload is.
func (l *loader) takeIn(ctx context.Context, sc scope.Scope, list Master) error {
	file, err := sale.New(l.App, l.Files, noQueue{}, sale.NoRules{}, time.Now).Upload(ctx, sc, "accounts.csv", bytes.NewReader(list.CSV))
	if err != nil {
		return err
	}
	worker := customer.NewImportWorker(l.Engine, l.Files, noQueue{}, time.Now, l.Log)
	i, err := customer.NewImports(l.App, noQueue{}, time.Now).Ingest(ctx, sc, file.ID, func(ctx context.Context, i customer.Import) error {
		return worker.Advance(ctx, i.DistributorID, i.ID)
	})
	if err == nil && i.State != customer.ImportAccepted {
		err = fmt.Errorf("the import is %s: %d of %v rows were rejected, %s", i.State, i.RowsRejected, i.RowsTotal, i.Failure)
	}
	return err
}

// shared are accounts that distributors share with the brand.
var shared = []struct {
	distributor, reason string
	rank, days          int
	level               share.Level
}{
	{"TW-101", "共同拜訪：新門市開幕", 2, 45, share.Contacts}, {"TW-101", "售後維修支援", 7, 20, share.Contacts}, {"TW-101", "聯合促銷檔期", 11, 90, share.Sales},
	{"CN-101", "联合拜访重点客户", 3, 30, share.Contacts}, {"CN-101", "年度合同谈判支持", 9, 60, share.Contacts}, {"TW-201", "Joint visit in spring", 4, 60, share.Contacts},
}

func (l *loader) shareSome(ctx context.Context) error {
	service := share.New(l.App, nil, noQueue{}, time.Now)
	for _, s := range shared {
		as, sc := l.as(ctx, s.distributor)
		c := l.w.customers(l.w.codes[s.distributor])[s.rank]
		id, err := l.accountOf(as, sc, c.Code)
		if err != nil {
			return err
		}
		if _, err := service.Grant(as, sc, nil, share.Terms{AccountID: id, Level: s.level, EndsOn: service.Today().AddDate(0, 0, s.days), Reason: s.reason}); err != nil {
			return err
		}
	}
	return nil
}

// offerLeads offers the first of the brand's leads to a few distributors.
func (l *loader) offerLeads(ctx context.Context, brand scope.Scope) error {
	service := share.New(l.App, nil, noQueue{}, time.Now)
	for i, to := range [][]string{{"TW-101", "TW-102", "TW-201"}, {"TW-101"}} {
		id, err := l.accountOf(ctx, brand, fmt.Sprintf("L%03d", i+1))
		if err != nil {
			return err
		}
		lead := share.NewLead{AccountID: id, Message: []string{"新開旅宿,預計採購 60 組露營咖啡器材，請先報價。", "連鎖露營區想找穩定的供貨夥伴。"}[i],
			AcceptUntil: time.Now().Add(14 * 24 * time.Hour), ShareDays: 90}
		for _, code := range to {
			lead.Distributors = append(lead.Distributors, l.ids[code])
		}
		if _, err := service.OfferLead(ctx, brand, nil, lead); err != nil {
			return fmt.Errorf("offering a lead: %w", err)
		}
	}
	return nil
}

// accountOf finds an account by its owner's code.
func (l *loader) accountOf(ctx context.Context, sc scope.Scope, code string) (id uuid.UUID, err error) {
	err = l.App.InTx(ctx, sc, func(tx pgx.Tx) error {
		return tx.QueryRow(ctx, `SELECT id FROM accounts WHERE distributor_id = @owner AND code = @code`,
			postgres.Args{"owner": sc.Organization, "code": code}).Scan(&id)
	})
	if err != nil {
		return id, fmt.Errorf("the account %s: %w", code, err)
	}
	return id, nil
}
