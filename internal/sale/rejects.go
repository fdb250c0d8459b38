package sale

import (
	"context"
	"io"
	"path/filepath"
	"strings"

	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/intake"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
)

// Explain writes a problem as a sentence in a language.
type Explain func(lang string, p intake.Problem) string

// RejectsName names the file of a report's rejected rows after the file that they came in.
func (r Report) RejectsName() string {
	ending := filepath.Ext(r.FileName)
	if r.Layout != nil && r.Layout.Format == intake.FormatXLSX {
		ending = ".xlsx"
	} else if ending == "" {
		ending = ".csv"
	}
	return strings.TrimSuffix(r.FileName, filepath.Ext(r.FileName)) + "-rejected" + ending
}

// WriteRejects writes the rejected rows that nobody has mended yet, in the layout they came in, with the identity that
// mended rows keep and the reasons in the language. Returns NotFound when there are none to whom the rows belong.
func (s *Service) WriteRejects(ctx context.Context, sc scope.Scope, r Report, lang string, explain Explain, w io.Writer) error {
	if r.Layout == nil || r.RowsRejected == 0 || sc.Organization != r.DistributorID {
		return fault.Missing("rejects")
	}
	type row struct {
		RowNo    int
		Problems []intake.Problem
		Cells    []string
		LineID   string
	}
	lang = intake.ReasonLanguage(*r.Layout, lang)
	var page []row
	last := 0
	next := func() ([]string, []string, error) {
		if len(page) == 0 {
			rows, err := inTx(ctx, s.pool, sc, func(tx pgx.Tx) ([]row, error) {
				return postgres.Rows[row](tx.Query(ctx, `SELECT w.row_no, w.problems, c.cells, c.line_id
					FROM report_rows w JOIN report_row_cells c ON c.distributor_id = w.distributor_id AND c.report_id = w.report_id AND c.row_no = w.row_no
					WHERE w.distributor_id = @distributor AND w.report_id = @report AND w.outcome = 'REJECTED' AND w.mended_at IS NULL AND w.row_no > @last
					ORDER BY w.row_no LIMIT 1000`, postgres.Args{"distributor": r.DistributorID, "report": r.ID, "last": last}))
			})
			if err != nil {
				return nil, nil, err
			}
			if len(rows) == 0 {
				return nil, nil, io.EOF
			}
			page = rows
		}
		this := page[0]
		page, last = page[1:], this.RowNo
		var reasons []string
		for _, p := range this.Problems {
			if !p.Warning {
				reasons = append(reasons, explain(lang, p))
			}
		}
		return this.Cells, []string{this.LineID, strings.Join(reasons, " ")}, nil
	}
	return intake.WriteRejects(w, *r.Layout, []string{string(intake.LineID), intake.ReasonHeader(lang)}, next)
}
