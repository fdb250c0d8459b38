package customer

import (
	"context"
	"io"
	"strings"

	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/customer/accountfile"
	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/intake"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
)

// WriteRejects writes the rejected rows of an import in the layout they came in, with the reasons in the language, so
// that they can be mended and imported again. Returns NotFound when there are none.
func (s *Imports) WriteRejects(ctx context.Context, sc scope.Scope, i Import, lang string, w io.Writer) error {
	if i.Layout == nil || i.RowsRejected == 0 || sc.Organization != i.DistributorID {
		return fault.Missing("rejects")
	}
	lang = intake.ReasonLanguage(*i.Layout, lang)
	var rows []ImportRow
	last := 0
	next := func() (cells, extra []string, err error) {
		if len(rows) == 0 {
			rows, err = inTx(ctx, s.pool, sc, func(tx pgx.Tx) ([]ImportRow, error) { return rejectedBehind(ctx, tx, i, last) })
			if err != nil {
				return nil, nil, err
			}
			if len(rows) == 0 {
				return nil, nil, io.EOF
			}
		}
		row := rows[0]
		rows, last = rows[1:], row.RowNo
		var reasons []string
		for _, p := range row.Problems {
			if !p.Warning {
				reasons = append(reasons, intake.Explain(lang, p, accountfile.Sentences))
			}
		}
		return row.Cells, []string{strings.Join(reasons, " ")}, nil
	}
	return intake.WriteRejects(w, *i.Layout, []string{intake.ReasonHeader(lang)}, next)
}

// rejectedBehind reads the next rejected rows behind a row.
func rejectedBehind(ctx context.Context, q postgres.Querier, i Import, last int) ([]ImportRow, error) {
	return postgres.Rows[ImportRow](q.Query(ctx, `SELECT row_no, id, outcome, problems, cells FROM account_import_rows
		WHERE distributor_id = @owner AND import_id = @import AND outcome = 'REJECTED' AND row_no > @last ORDER BY row_no LIMIT 1000`,
		postgres.Args{"owner": i.DistributorID, "import": i.ID, "last": last}))
}
