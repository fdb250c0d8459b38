package seed

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/shopspring/decimal"

	"github.com/tonglu/portal/internal/auth"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/registration"
	"github.com/tonglu/portal/internal/scope"
)

// filing is how registrations of one kind come to stand as they do.
type filing struct {
	kind  string
	times int
	ago   int // days since it was written
}

// filings are the demo's registrations, besides those that collide.
var filings = []filing{
	{"draft", 6, 1}, {"submitted", 8, 0}, {"late", 2, 9}, {"review", 6, 1}, {"action", 6, 4}, {"approved", 8, 20}, {"ends in 5 days", 4, 87}, {"ends in 12 days", 4, 80},
	{"ends in 25 days", 4, 67}, {"extended", 2, 100}, {"converted", 6, 0}, {"expired", 5, 130}, {"rejected", 2, 6}, {"released", 2, 40},
}

// collisions are the distributors that know one customer, and register it within an hour.
var collisions = []struct{ distributor, line string }{{"TW-201", "CAFE"}, {"TW-101", "CAFE"}}

// registrants is how many distributors register customers.
const registrants = 24

// prospect is a customer and a line that a distributor may register.
type prospect struct {
	Account uuid.UUID
	Line    uuid.UUID
	SoldOn  *time.Time
}

// registrar writes registrations and decides about them, each at its own time.
type registrar struct {
	*loader
	at    time.Time // what its clock shows
	s     *registration.Service
	fresh map[string][]prospect // by distributor: what it doesn't sell there
	sold  map[string][]prospect // and what it sold of late
}

// registerCustomers has distributors register customers, and the brand decide about them; then the clock does what is due.
func (l *loader) registerCustomers(ctx context.Context) error {
	r := &registrar{loader: l, fresh: map[string][]prospect{}, sold: map[string][]prospect{}}
	clock := func() time.Time { return r.at }
	r.s = registration.New(l.App, l.detector, clock)
	n := 0
	for _, f := range filings {
		for range f.times {
			code := l.w.Distributors[n%min(registrants, len(l.w.Distributors))].Code
			if err := r.file(ctx, code, f, n); err != nil {
				return fmt.Errorf("registering a customer of %s (%s): %w", code, f.kind, err)
			}
			n++
		}
	}
	if err := r.collide(ctx); err != nil {
		return fmt.Errorf("registering one customer twice: %w", err)
	}
	r.at = r.day(0)
	return registration.NewClock(l.Engine, l.detector, clock, l.Log).Tick(ctx)
}

// day is half past eight in the morning of the brand so many days ago.
func (r *registrar) day(ago int) time.Time {
	return r.w.Today.AddDate(0, 0, -ago).Add(30 * time.Minute)
}

// file writes a registration and takes it where its kind says. A distributor that has nobody to register registers nobody.
func (r *registrar) file(ctx context.Context, code string, f filing, n int) error {
	from := r.fresh
	if f.kind == "converted" {
		from = r.sold
	}
	if _, looked := r.fresh[code]; !looked {
		if err := r.look(ctx, code); err != nil {
			return err
		}
	}
	if len(from[code]) == 0 {
		return nil
	}
	c := from[code][0]
	from[code] = from[code][1:]
	r.at = r.day(f.ago)
	if c.SoldOn != nil {
		r.at = c.SoldOn.AddDate(0, 0, -5).Add(30 * time.Minute)
	}
	owner, own := r.as(ctx, code)
	x, err := r.s.Create(owner, own, nil, r.claim(code, c, n, f.kind != "draft"))
	if err != nil || f.kind == "draft" || f.kind == "submitted" || f.kind == "late" {
		return err
	}
	brand := auth.With(ctx, auth.Actor{User: r.admin, Organization: r.brand, Brand: true, Role: "brand_admin", Reach: scope.All})
	all := auth.ScopeOf(brand)
	later := func(days int) { r.at = r.at.AddDate(0, 0, days).Add(time.Hour) }
	later(0)
	if _, err = r.s.Review(brand, all, x.ID); err != nil || f.kind == "review" {
		return err
	}
	later(1)
	switch f.kind {
	case "action":
		_, err = r.s.RequestChanges(brand, all, x.ID, []string{registration.FieldAmount, registration.FieldActivities}, r.says(code, "請補上預計金額的依據與最近一次拜訪的紀錄。", "请补上预计金额的依据与最近一次拜访的记录。"))
		return err
	case "rejected":
		_, err = r.s.Reject(brand, all, x.ID, "INSUFFICIENT_PROOF", r.says(code, "跟進紀錄還不足以說明正在經營這位客戶。", "跟进记录还不足以说明正在经营这位客户。"))
		return err
	}
	if _, err = r.s.Approve(brand, all, x.ID, nil, ""); err != nil {
		return err
	}
	switch f.kind {
	case "extended":
		later(75)
		if _, err = r.s.AddActivity(owner, own, x.ID, nil, r.work(code, n, 2)); err != nil {
			return err
		}
		later(3)
		_, err = r.s.Extend(brand, all, x.ID, nil, "")
	case "released":
		later(15)
		_, err = r.s.Release(owner, own, x.ID, r.says(code, "客戶今年暫停採購。", "客户今年暂停采购。"))
	}
	return err
}

// claim is what a distributor says of a customer.
func (r *registrar) claim(code string, c prospect, n int, submit bool) registration.NewRegistration {
	amount, on := decimal.NewFromInt(int64(20+n*7%60)*5000), r.at.AddDate(0, 0, 30+n*11%90).Truncate(24*time.Hour)
	out := registration.NewRegistration{AccountID: c.Account, ProductLineID: c.Line, ExpectedAmount: &amount, ExpectedOn: &on, Submit: submit,
		Note: r.says(code, "預計本季導入，正在試用。", "预计本季导入，正在试用。")}
	for back := range 1 + n%3 {
		out.Activities = append(out.Activities, r.work(code, n+back, 3+7*back))
	}
	return out
}

// work is proof of work of so many days before.
func (r *registrar) work(code string, n, back int) registration.NewActivity {
	kinds := []struct{ kind, hant, hans string }{
		{"VISIT", "拜訪採購主管，了解年度計畫。", "拜访采购主管，了解年度计划。"}, {"CALL", "電話確認需求與交期。", "电话确认需求与交期。"},
		{"DEMO", "到店示範新品。", "到店演示新品。"}, {"QUOTE", "提供正式報價。", "提供正式报价。"}, {"SAMPLE", "送樣試用兩週。", "送样试用两周。"},
	}
	k := kinds[n%len(kinds)]
	return registration.NewActivity{Kind: k.kind, HappenedOn: r.at.AddDate(0, 0, -back).Truncate(24 * time.Hour), Text: r.says(code, k.hant, k.hans)}
}

// says is what people of the distributor's country read.
func (r *registrar) says(code, hant, hans string) string {
	if r.w.Distributors[r.w.codes[code]].Country == "CN" {
		return hans
	}
	return hant
}

// look finds what a distributor may register: customers to whom it sold nothing of a line for long, and those to whom it did of late.
func (r *registrar) look(ctx context.Context, code string) error {
	return r.Engine.InTx(ctx, scope.System(), func(tx pgx.Tx) (err error) {
		owner := r.ids[code]
		r.fresh[code], err = postgres.Rows[prospect](tx.Query(ctx, `
			SELECT a.id AS account, p.id AS line, NULL::date AS sold_on FROM
			  (SELECT * FROM accounts a WHERE a.distributor_id = @owner AND a.is_organization AND a.merged_into IS NULL AND a.code <> 'C90001' ORDER BY a.code, a.name, a.id LIMIT 60) a
			  CROSS JOIN LATERAL (SELECT p.id FROM product_lines p WHERE NOT EXISTS (SELECT 1 FROM sale_lines l WHERE l.distributor_id = @owner AND l.account_id = a.id
			    AND l.sale_date >= @long AND l.product_line_id = p.id) ORDER BY md5(a.code || p.code), p.code LIMIT 1) p
			ORDER BY a.code, a.name, a.id`, postgres.Args{"owner": owner, "long": r.w.Today.AddDate(0, 0, -220)}))
		if err != nil {
			return err
		}
		r.sold[code], err = postgres.Rows[prospect](tx.Query(ctx, `
			SELECT l.account_id AS account, l.product_line_id AS line, min(l.sale_date) AS sold_on
			FROM sale_lines l JOIN accounts a ON a.distributor_id = l.distributor_id AND a.id = l.account_id AND a.is_organization AND a.merged_into IS NULL
			JOIN product_lines p ON p.id = l.product_line_id
			WHERE l.distributor_id = @owner AND l.sale_date BETWEEN @from AND @until AND l.voided_at IS NULL AND l.quantity > 0
			GROUP BY l.account_id, l.product_line_id, a.code, p.code ORDER BY a.code, p.code, l.account_id LIMIT 5`,
			postgres.Args{"owner": owner, "from": r.w.Today.AddDate(0, 0, -60), "until": r.w.Today.AddDate(0, 0, -10)}))
		return err
	})
}

// collide has both sides of a planted overlap register the customer, an hour apart.
func (r *registrar) collide(ctx context.Context) error {
	r.at = r.day(0).Add(-2 * time.Hour)
	for n, side := range collisions {
		var c prospect
		err := r.Engine.InTx(ctx, scope.System(), func(tx pgx.Tx) error {
			return tx.QueryRow(ctx, `SELECT a.id, p.id FROM accounts a, product_lines p WHERE a.distributor_id = @owner AND a.code = 'C90001' AND p.code = @line
				ORDER BY a.id LIMIT 1`, postgres.Args{"owner": r.ids[side.distributor], "line": side.line}).Scan(&c.Account, &c.Line)
		})
		if err != nil {
			return err
		}
		owner, own := r.as(ctx, side.distributor)
		if _, err := r.s.Create(owner, own, nil, r.claim(side.distributor, c, n, true)); err != nil {
			return err
		}
		r.at = r.at.Add(time.Hour)
	}
	return nil
}
