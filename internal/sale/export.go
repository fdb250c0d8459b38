package sale

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"slices"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/audit"
	"github.com/tonglu/portal/internal/auth"
	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/files"
	"github.com/tonglu/portal/internal/idempotency"
	"github.com/tonglu/portal/internal/intake"
	"github.com/tonglu/portal/internal/policy"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/typeid"
)

// Export is a file of lines, made by a job for the person who asked.
type Export struct {
	OrganizationID uuid.UUID
	ID             uuid.UUID
	UserID         uuid.UUID
	Reach          scope.Reach
	Filter         LineFilter
	Format         string // CSV or XLSX
	State          string // RUNNING, READY or FAILED
	Rows           int
	FileID         *uuid.UUID
	CreatedAt      time.Time
}

// NodeID is the export's id outside.
func (e Export) NodeID() string { return typeid.Format(typeid.Export, e.ID) }

// URL is where a finished export is downloaded; nil before.
func (e Export) URL() *string {
	if e.State != "READY" {
		return nil
	}
	url := "/exports/" + e.NodeID()
	return &url
}

const exportColumns = `organization_id, id, user_id, reach, filter, format, state, rows, file_id, created_at`

// exportKept is how long an export can be downloaded.
const exportKept = 24 * time.Hour

// RequestExport has the lines of the scope written to a file. A repeated key gives the first export again.
func (s *Service) RequestExport(ctx context.Context, sc scope.Scope, key *string, f LineFilter, format string) (Export, error) {
	return inTx(ctx, s.pool, sc, func(tx pgx.Tx) (Export, error) {
		id, _, err := idempotency.Do(ctx, tx, sc, "requestExport", key, map[string]any{"filter": f, "format": format}, func() (id uuid.UUID, err error) {
			actor := auth.MustActor(ctx)
			if f.Within, err = portfolioOf(ctx, tx, sc); err != nil {
				return uuid.Nil, err
			}
			e := Export{OrganizationID: sc.Organization, ID: typeid.New(), UserID: actor.User, Reach: sc.Reach}
			_, err = tx.Exec(ctx, `INSERT INTO exports (organization_id, id, user_id, reach, filter, format, state, created_at)
				VALUES (@organization, @id, @user, @reach, @filter, @format, 'RUNNING', @at)`, postgres.Args{
				"organization": e.OrganizationID, "id": e.ID, "user": e.UserID, "reach": e.Reach, "filter": f, "format": format, "at": s.now()})
			if err != nil {
				return uuid.Nil, fmt.Errorf("adding the export: %w", err)
			}
			if err := s.queue.Export(ctx, tx, e.OrganizationID, e.ID); err != nil {
				return uuid.Nil, err
			}
			return e.ID, audit.Record(ctx, tx, audit.Entry{Organization: e.OrganizationID, Action: "saleLine.export", SubjectType: "export",
				SubjectID: audit.ID(e.ID), After: map[string]any{"filter": f, "format": format}})
		})
		if err != nil {
			return Export{}, err
		}
		return loadExport(ctx, tx, sc.Organization, id)
	})
}

// Export reads an export of the caller's organisation. Returns NotFound.
func (s *Service) Export(ctx context.Context, sc scope.Scope, id uuid.UUID) (Export, error) {
	return inTx(ctx, s.pool, sc, func(tx pgx.Tx) (Export, error) {
		e, err := loadExport(ctx, tx, sc.Organization, id)
		if err == nil && e.UserID != sc.User { // it may reach further than a colleague's own scope
			err = fault.Missing("export")
		}
		return e, err
	})
}

// OpenExport opens a finished export. Returns NotFound when it is not there, not ready, too old, somebody else's, or holds
// more than the scope reaches by now.
func (s *Service) OpenExport(ctx context.Context, sc scope.Scope, id uuid.UUID) (Export, *files.File, error) {
	e, err := s.Export(ctx, sc, id)
	if err != nil {
		return e, nil, err
	}
	held, err := inTx(ctx, s.pool, sc, func(tx pgx.Tx) (bool, error) { return e.within(ctx, tx, sc) })
	if err != nil {
		return e, nil, err
	}
	if !held || e.FileID == nil || s.now().Sub(e.CreatedAt) > exportKept {
		return e, nil, fault.Missing("export")
	}
	f, err := s.files.Open(*e.FileID)
	return e, f, err
}

// portfolioOf gives the distributors that a portfolio's scope reaches now; nil for a scope that is no portfolio.
func portfolioOf(ctx context.Context, q postgres.Querier, sc scope.Scope) ([]uuid.UUID, error) {
	if sc.Reach != scope.Portfolio {
		return nil, nil
	}
	rows, err := q.Query(ctx, `SELECT distributor_id FROM portfolio_members WHERE user_id = @user ORDER BY distributor_id`,
		postgres.Args{"user": sc.User})
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowTo[uuid.UUID])
}

// within reports whether the scope reaches all that the export was made of: its maker may have lost a role or a distributor.
func (e Export) within(ctx context.Context, q postgres.Querier, now scope.Scope) (bool, error) {
	if now.Narrow(e.Reach).Reach != e.Reach {
		return false, nil
	}
	if e.Reach != scope.Portfolio || now.Reach == scope.All {
		return true, nil
	}
	mine, err := portfolioOf(ctx, q, now)
	gone := func(id uuid.UUID) bool { return !slices.Contains(mine, id) }
	return err == nil && !slices.ContainsFunc(e.Filter.Within, gone), err
}

func loadExport(ctx context.Context, q postgres.Querier, organization, id uuid.UUID) (Export, error) {
	e, err := postgres.Row[Export](q.Query(ctx, "SELECT "+exportColumns+` FROM exports WHERE organization_id = @organization AND id = @id`,
		postgres.Args{"organization": organization, "id": id}))
	if errors.Is(err, pgx.ErrNoRows) {
		return e, fault.Missing("export")
	}
	return e, err
}

// Exporter writes exports. It reads as portal_app within the scope of the person who asked, so that row-level
// security holds an export as it holds a page.
type Exporter struct {
	pool  *postgres.Pool
	files *files.Store
	log   *slog.Logger
}

// NewExporter makes an exporter over portal_app's pool.
func NewExporter(pool *postgres.Pool, store *files.Store, log *slog.Logger) *Exporter {
	return &Exporter{pool: pool, files: store, log: log}
}

// present gives the scope in which the export's maker may export now; the zero one who may not any more.
func (e *Exporter) present(ctx context.Context, tx pgx.Tx, x Export) (scope.Scope, error) {
	var role string
	err := tx.QueryRow(ctx, `SELECT role FROM users WHERE id = @user AND organization_id = @organization AND status = 'ACTIVE'`,
		postgres.Args{"user": x.UserID, "organization": x.OrganizationID}).Scan(&role)
	if errors.Is(err, pgx.ErrNoRows) {
		return scope.Scope{}, nil
	}
	reach, _ := policy.Allow(role, "saleLine", "export")
	return scope.Scope{Reach: reach, Organization: x.OrganizationID, User: x.UserID}, err
}

// Write writes the export's file, unless its maker reaches less by now than was asked for. One that is written already
// stays as it is.
func (e *Exporter) Write(ctx context.Context, organization, id uuid.UUID) error {
	sc := scope.Of(organization)
	x, err := inTx(ctx, e.pool, sc, func(tx pgx.Tx) (Export, error) { return loadExport(ctx, tx, organization, id) })
	if err != nil || x.State != "RUNNING" {
		return err
	}
	sc.User = x.UserID
	held, err := inTx(ctx, e.pool, sc, func(tx pgx.Tx) (bool, error) {
		now, err := e.present(ctx, tx, x)
		if err != nil {
			return false, err
		}
		return x.within(ctx, tx, now)
	})
	if err != nil {
		return err
	}
	if !held {
		return e.keep(ctx, sc, x, "state = 'FAILED'", postgres.Args{})
	}
	sc.Reach = x.Reach
	r, w := io.Pipe()
	go func() { w.CloseWithError(e.stream(ctx, sc, x, w)) }()
	blob, err := e.files.Create(ctx, "sales."+map[string]string{"CSV": "csv", "XLSX": "xlsx"}[x.Format], r, 2<<30)
	state, file := "READY", &blob.ID
	if err != nil {
		r.CloseWithError(err)
		if ctx.Err() != nil {
			return err // tried again
		}
		e.log.ErrorContext(ctx, "export failed", "export", x.NodeID(), "error", err)
		state, file = "FAILED", nil
	}
	return e.keep(ctx, sc, x, "state = @state, file_id = @file", postgres.Args{"state": state, "file": file})
}

func (e *Exporter) keep(ctx context.Context, sc scope.Scope, x Export, set string, args postgres.Args) error {
	return e.pool.InTx(ctx, sc, func(tx pgx.Tx) error {
		_, err := tx.Exec(ctx, "UPDATE exports SET "+set+" WHERE organization_id = @organization AND id = @id",
			with(args, "organization", x.OrganizationID, "id", x.ID))
		return err
	})
}

// exported is a line as an export shows it: names instead of ids.
type exported struct {
	ID          uuid.UUID
	Distributor string
	InvoiceNo   string
	LineNo      string
	SaleDate    time.Time
	Product     string
	ProductName string
	ProductLine string
	Account     string
	Territory   string
	ChannelType string
	Quantity    json.Number
	UnitPrice   *json.Number
	NetAmount   json.Number
	Currency    string
	BaseAmount  json.Number
	Serial      string
	Voided      bool
}

var exportHeaders = []string{"distributor", "invoice_number", "line_number", "sale_date", "product", "product_name", "product_line", "customer",
	"territory", "channel_type", "quantity", "unit_price", "net_amount", "currency", "base_amount", "serial", "voided"}

// cells are the line's, in the order of the headers.
func (l exported) cells() []any {
	return []any{l.Distributor, l.InvoiceNo, l.LineNo, l.SaleDate, l.Product, l.ProductName, l.ProductLine, l.Account, l.Territory, l.ChannelType,
		l.Quantity, l.UnitPrice, l.NetAmount, l.Currency, l.BaseAmount, l.Serial, l.Voided}
}

// stream reads the lines page by page and writes them.
func (e *Exporter) stream(ctx context.Context, sc scope.Scope, x Export, w io.Writer) error {
	out, err := intake.NewTable(x.Format, w, exportHeaders...)
	if err != nil {
		return err
	}
	defer out.Drop()
	after, rows := uuid.Nil, 0
	for {
		page, err := inTx(ctx, e.pool, sc, func(tx pgx.Tx) ([]exported, error) {
			args := map[string]any{"after": after}
			return postgres.Rows[exported](tx.Query(ctx, `
				SELECT l.id, coalesce(d.code, o.name) AS distributor, l.invoice_no, l.line_no, l.sale_date, p.code AS product, p.name AS product_name, g.code AS product_line,
				  coalesce(nullif(a.code, ''), a.name, '') AS account, coalesce(t.code, '') AS territory, l.channel_type,
				  l.quantity::text, l.unit_price::text, l.net_amount::text, l.currency::text, l.base_amount::text, l.serial, l.voided_at IS NOT NULL AS voided
				FROM sale_lines l JOIN organizations o ON o.id = l.distributor_id LEFT JOIN distributors d ON d.id = l.distributor_id JOIN products p ON p.id = l.product_id
				JOIN product_lines g ON g.id = l.product_line_id LEFT JOIN territories t ON t.id = l.territory_id
				LEFT JOIN accounts a ON a.distributor_id = l.distributor_id AND a.id = l.account_id
				WHERE `+x.Filter.where(sc, args)+` AND l.id > @after ORDER BY l.id LIMIT 5000`, postgres.Args(args)))
		})
		if err != nil {
			return fmt.Errorf("reading lines to export: %w", err)
		}
		for _, l := range page {
			if err := out.Row(l.cells()...); err != nil {
				return err
			}
		}
		if len(page) == 0 {
			return out.Close()
		}
		after, rows = page[len(page)-1].ID, rows+len(page)
		if err := e.keep(ctx, sc, x, "rows = @rows", postgres.Args{"rows": rows}); err != nil {
			return err
		}
	}
}
