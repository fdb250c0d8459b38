package feedback

import (
	"context"
	"fmt"
	"io"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/audit"
	"github.com/tonglu/portal/internal/intake"
	"github.com/tonglu/portal/internal/page"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
)

// exportHeaders are the columns of a list; the first six are those of a file that can be brought in.
var exportHeaders = []string{"distributor", "customer", "date", "csat", "nps", "comment", "source", "withdrawn"}

// exported is an answer as a list shows it.
type exported struct {
	ID          uuid.UUID
	RespondedOn time.Time
	Distributor string
	Customer    string
	CSAT        *int `db:"csat"`
	NPS         *int `db:"nps"`
	Comment     string
	Source      string
	Withdrawn   bool
}

// A customer is named by the code that its distributor uses, else by its name when it is an organisation: a list that is taken along
// names no person.
const exportSQL = `SELECT f.id, f.responded_on, d.code AS distributor, coalesce(nullif(a.code, ''), CASE WHEN a.is_organization THEN a.name END, '') AS customer,
  f.csat, f.nps, f.comment, f.source, f.withdrawn_at IS NOT NULL AS withdrawn
FROM feedback f JOIN distributors d ON d.id = f.distributor_id LEFT JOIN accounts a ON a.distributor_id = f.distributor_id AND a.id = f.account_id WHERE `

// exportPage is how many rows are read at a time.
const exportPage = 5000

// Export writes the answers of the scope as a table in the format, the latest day first. That it was taken is in the log.
func (s *Service) Export(ctx context.Context, sc scope.Scope, f Filter, format string, to io.Writer) error {
	err := s.pool.InTx(ctx, sc, func(tx pgx.Tx) error {
		n, err := count(ctx, tx, sc, f)
		if err != nil {
			return err
		}
		return audit.Record(ctx, tx, audit.Entry{Organization: sc.Organization, Action: "feedback.export", SubjectType: "feedback",
			After: map[string]any{"format": format, "rows": n}})
	})
	if err != nil {
		return err
	}
	out, err := intake.NewTable(format, to, exportHeaders...)
	if err != nil {
		return err
	}
	defer out.Drop()
	r := page.Request{Limit: exportPage}
	for {
		rows, err := inTx(ctx, s.pool, sc, func(tx pgx.Tx) ([]exported, error) { return exportSome(ctx, tx, sc, f, r) })
		if err != nil {
			return fmt.Errorf("reading answers to export: %w", err)
		}
		for _, w := range rows {
			if err := out.Row(w.Distributor, w.Customer, w.RespondedOn, w.CSAT, w.NPS, w.Comment, w.Source, w.Withdrawn); err != nil {
				return err
			}
		}
		if len(rows) <= r.Limit {
			return out.Close()
		}
		last := rows[len(rows)-1]
		r.Cursor = []string{last.RespondedOn.Format(time.DateOnly), last.ID.String()}
	}
}

func exportSome(ctx context.Context, q postgres.Querier, sc scope.Scope, f Filter, r page.Request) ([]exported, error) {
	args := map[string]any{}
	where := f.where(sc, args)
	behind, order, err := r.Keyset(true, args, latestFirst...)
	if err != nil {
		return nil, err
	}
	return postgres.Rows[exported](q.Query(ctx, exportSQL+where+" AND "+behind+" "+order, postgres.Args(args)))
}
