package partner

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/shopspring/decimal"

	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/files"
	"github.com/tonglu/portal/internal/idempotency"
	"github.com/tonglu/portal/internal/intake"
	"github.com/tonglu/portal/internal/period"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/typeid"
)

// The columns of a file of targets; docs/formats.md describes them.
const (
	targetDistributor intake.Field = "distributor"
	targetPeriod      intake.Field = "period"
	targetLine        intake.Field = "productLine"
	targetAmount      intake.Field = "amount"
)

// TargetFields are what columns call them.
var TargetFields = intake.NewFields([]intake.Info{
	{Field: targetDistributor, Group: "distributor", Code: true, Names: intake.Names{
		Exact:  []string{"Distributor", "Distributor Code", "經銷商", "经销商", "經銷商代碼", "经销商代码", "經銷商編號", "经销商编号"},
		Strong: []string{"Dealer", "Dealer Code", "Reseller", "Reseller Code", "Partner", "Partner Code", "Channel Partner", "經銷商代號", "经销商代号", "代理商", "代理商代碼", "代理商代码", "合作夥伴", "合作伙伴", "渠道商", "販売店", "代理店"},
		Weak:   []string{"Code", "Customer", "Customer Code", "客戶代碼", "客户代码", "代碼", "代码", "編號", "编号"}}},
	{Field: targetPeriod, Group: "period", Agrees: intake.Such(intake.LooksLikePeriod), Names: intake.Names{
		Exact:  []string{"Period", "期間", "期间"},
		Strong: []string{"Month", "Quarter", "Year", "Target Period", "Fiscal Period", "Year Month", "月份", "年月", "季度", "季別", "年度", "目標期間", "目标期间", "期別", "期别", "対象期間"},
		Weak:   []string{"Date", "日期", "月", "季", "年"}}},
	{Field: targetLine, Code: true, Names: intake.Names{
		Exact:  []string{"Product Line", "Product Line Code", "產品線", "产品线", "產品線代碼", "产品线代码"},
		Strong: []string{"Line", "Product Family", "Product Group", "Category", "Product Category", "產品系列", "产品系列", "產品類別", "产品类别", "產品大類", "产品大类", "品類", "品类", "系列", "製品ライン"}}},
	{Field: targetAmount, Group: "amount", Style: intake.NumberStyle, Agrees: intake.Such(intake.LooksLikeNumber), Names: intake.Names{
		Exact:  []string{"Amount", "Target", "Target Amount", "目標", "目标", "目標金額", "目标金额", "金額", "金额"},
		Strong: []string{"Sales Target", "Revenue Target", "Quota", "Sales Quota", "Goal", "銷售目標", "销售目标", "業績目標", "业绩目标", "營收目標", "营收目标", "目標額", "目标额", "目標値", "売上目標"}}},
	{Field: intake.LineID, Own: true},
	{Field: intake.Reason, Own: true},
}, nil)

// TargetFiles takes in uploaded files of targets.
type TargetFiles struct {
	pool  *postgres.Pool
	blobs *files.Store
}

// NewTargetFiles makes the use case over portal_app's pool.
func NewTargetFiles(pool *postgres.Pool, blobs *files.Store) *TargetFiles {
	return &TargetFiles{pool, blobs}
}

// Import sets the targets of a file that the scope's organisation has uploaded, in one transaction: rows with problems are told and not
// taken, the others are; what no row names stays as it is. A repeated key gives the first outcome again.
// Returns NotFound for a file that is not the organisation's, Invalid for one that can't be read as a list of targets.
func (f *TargetFiles) Import(ctx context.Context, sc scope.Scope, key *string, file uuid.UUID) (out intake.Outcome, err error) {
	err = f.pool.InTx(ctx, sc, func(tx pgx.Tx) error {
		out, _, err = idempotency.Answer(ctx, tx, sc, "importTargets", key, file, func() (intake.Outcome, error) { return f.take(ctx, tx, sc, file) })
		return err
	})
	return out, err
}

func (f *TargetFiles) take(ctx context.Context, tx pgx.Tx, sc scope.Scope, file uuid.UUID) (out intake.Outcome, err error) {
	plan, err := newTargetPlan(ctx, tx, sc)
	if err != nil {
		return out, err
	}
	if err := f.read(ctx, tx, sc.Organization, file, plan.take); err != nil {
		return out, err
	}
	out = plan.out
	if len(plan.targets) == 0 {
		return out, nil
	}
	done := Summary{Kind: "targets", Rows: out.Rejected + len(plan.targets)}
	var touched []uuid.UUID
	if done.Added, done.Changed, touched, err = putTargets(ctx, tx, plan.targets); err != nil {
		return out, fmt.Errorf("importing targets: %w", err)
	}
	out.Accepted = done.Added + done.Changed
	out.Duplicates = len(plan.targets) - out.Accepted
	if out.Accepted == 0 {
		return out, nil
	}
	if err := Touch(ctx, tx, touched...); err != nil {
		return out, err
	}
	return out, RecordImport(ctx, tx, done, plan.targets)
}

// read hands each row of the organisation's file to each.
func (f *TargetFiles) read(ctx context.Context, q postgres.Querier, organization, file uuid.UUID, each func(*intake.Cells) error) error {
	var name string
	err := q.QueryRow(ctx, `SELECT name FROM files WHERE organization_id = @organization AND id = @id AND purged_at IS NULL`,
		postgres.Args{"organization": organization, "id": file}).Scan(&name)
	if errors.Is(err, pgx.ErrNoRows) {
		return fault.Missing("file")
	}
	if err != nil {
		return err
	}
	blob, err := f.blobs.Open(file)
	if err != nil {
		return err
	}
	defer blob.Close()
	return TargetFields.Small(ctx, intake.Source{Name: name, Size: blob.Size, R: blob}, each)
}

// targetPlan gathers the targets of a file that can be taken.
type targetPlan struct {
	distributors Finder               // of those that the scope reaches
	lines        map[string]uuid.UUID // by folded code
	closed       map[string]bool      // months, as 2026-07
	seen         map[targetKey]int64
	targets      []Target
	out          intake.Outcome

	places                            bool
	distributor, period, line, amount *intake.Place
}

// targetKey tells targets apart in a file.
type targetKey struct {
	distributor, line uuid.UUID
	period            periodKey
}

func newTargetPlan(ctx context.Context, tx pgx.Tx, sc scope.Scope) (*targetPlan, error) {
	p := &targetPlan{closed: map[string]bool{}, seen: map[targetKey]int64{}}
	var err error
	if p.distributors, err = LoadFinder(ctx, tx, sc); err != nil {
		return nil, err
	}
	codes, err := LoadCodes(ctx, tx, "product_lines")
	if err != nil {
		return nil, err
	}
	p.lines = make(map[string]uuid.UUID, len(codes))
	for code, id := range codes {
		p.lines[Fold(code)] = id
	}
	months, err := closedMonths(ctx, tx)
	for _, m := range months {
		p.closed[period.Of(period.Month, m).String()] = true
	}
	return p, err
}

// take keeps what a row says, or notes why not.
func (p *targetPlan) take(c *intake.Cells) error {
	if !p.places {
		p.places = true
		p.distributor, p.period, p.line, p.amount = c.Place(targetDistributor), c.Place(targetPeriod), c.Place(targetLine), c.Place(targetAmount)
	}
	if isTotal(c, p.distributor) {
		return nil
	}
	t := Target{ID: typeid.New(), Period: c.Period(p.period)}
	if name := c.RequiredCode(p.distributor); name != "" {
		var ok bool
		if t.DistributorID, ok = p.distributors.Find(name); !ok {
			c.Reject(p.distributor, keyUnknownCode, map[string]any{"value": name})
		}
	}
	if code := c.Code(p.line, 100); code != "" {
		if id, ok := p.lines[Fold(code)]; ok {
			t.ProductLineID = &id
		} else {
			c.Reject(p.line, keyUnknownCode, map[string]any{"value": code})
		}
	}
	t.Amount = amountOf(c, p.amount)
	if c.Blank(p.period) {
		c.Reject(p.period, intake.KeyRequired, nil)
	} else if !t.Period.Start.IsZero() && p.allClosed(t.Period) {
		c.Reject(p.period, "target.periodClosed", map[string]any{"period": t.Period.String()})
	}
	if !intake.Rejected(c.Problems) {
		k := targetKey{distributor: t.DistributorID, period: keyOf(t.Period)}
		if t.ProductLineID != nil {
			k.line = *t.ProductLineID
		}
		if earlier, again := p.seen[k]; again {
			c.Reject(p.period, keyRepeatedRow, map[string]any{"earlier": earlier})
		} else {
			p.seen[k] = c.Record.Number
		}
	}
	if intake.Rejected(c.Problems) {
		p.out.Reject(c.Record.Number, c.Problems)
		return nil
	}
	p.targets = append(p.targets, t)
	return nil
}

// Message keys of rows.
const (
	keyUnknownCode = "row.code.unknown" // value
	keyRepeatedRow = "row.repeated"     // earlier
)

// allClosed reports whether every month of the period is closed.
func (p *targetPlan) allClosed(of period.Period) bool {
	month := period.Of(period.Month, of.Start)
	for ; of.Holds(month.Start); month = month.Shift(1) {
		if !p.closed[month.String()] {
			return false
		}
	}
	return true
}

// amountOf reads a target's amount, and notes one that can't be. Nobody confirms what the columns hold: an amount that would be a thousand times
// as much in another country is refused.
func amountOf(c *intake.Cells, field *intake.Place) decimal.Decimal {
	if c.Blank(field) {
		c.Reject(field, intake.KeyRequired, nil)
		return decimal.Zero
	}
	n, ok := c.Number(field)
	if !ok {
		return decimal.Zero
	}
	for i := range c.Problems {
		if c.Problems[i].Key == intake.KeyAmbiguousNumber {
			c.Problems[i].Warning = false
		}
	}
	CheckAmount("", n.Value, func(_, key string, params fault.Params) { c.Reject(field, key, params) })
	return n.Value
}

// isTotal reports whether the row sums others up: the first cell that says something is the word for it.
func isTotal(c *intake.Cells, first *intake.Place) bool {
	if !c.Blank(first) {
		return intake.IsTotalWord(c.Cell(first))
	}
	i := slices.IndexFunc(c.Record.Cells, func(cell string) bool { return !intake.IsBlank(cell) })
	return i >= 0 && intake.IsTotalWord(c.Record.Cells[i])
}
