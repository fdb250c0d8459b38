package training

import (
	"context"
	"fmt"
	"io"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/audit"
	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/intake"
	"github.com/tonglu/portal/internal/page"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
)

// exportHeaders are the columns of a list; the first four are those of a file that can be brought in.
var exportHeaders = []string{"distributor", "course", "trainee", "passed on", "expires on", "withdrawn"}

// exported is a record as a list shows it.
type exported struct {
	ID          uuid.UUID
	PassedOn    time.Time
	Distributor string
	Course      string
	Trainee     string
	ExpiresOn   *time.Time
	Withdrawn   bool
}

const exportSQL = `SELECT r.id, r.passed_on, d.code AS distributor, c.code AS course, r.trainee, r.expires_on, r.withdrawn_at IS NOT NULL AS withdrawn
FROM training_records r JOIN distributors d ON d.id = r.distributor_id JOIN courses c ON c.id = r.course_id WHERE `

// exportPage is how many rows are read at a time.
const exportPage = 5000

// FurthestEnd bounds how far ahead the end of passes may be asked for, in days.
const FurthestEnd = 3660

// Check notes what is wrong with the filter at the path of the days.
func (f Filter) Check(path string, fields *fault.Fields) {
	if f.EndsWithinDays != nil && (*f.EndsWithinDays < 0 || *f.EndsWithinDays > FurthestEnd) {
		fields.Add(path, "number.range", fault.Params{"min": 0, "max": FurthestEnd})
	}
}

// Export writes the records of the scope as a table in the format, the latest pass first. That it was taken is in the log.
func (s *Service) Export(ctx context.Context, sc scope.Scope, f Filter, format string, to io.Writer) error {
	var today time.Time
	err := s.pool.InTx(ctx, sc, func(tx pgx.Tx) (err error) {
		if today, err = s.today(ctx, tx); err != nil {
			return err
		}
		n, err := count(ctx, tx, sc, f, today)
		if err != nil {
			return err
		}
		return audit.Record(ctx, tx, audit.Entry{Organization: sc.Organization, Action: "training.export", SubjectType: "trainingRecord",
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
		rows, err := inTx(ctx, s.pool, sc, func(tx pgx.Tx) ([]exported, error) { return exportSome(ctx, tx, sc, f, today, r) })
		if err != nil {
			return fmt.Errorf("reading training records to export: %w", err)
		}
		for _, w := range rows {
			if err := out.Row(w.Distributor, w.Course, w.Trainee, w.PassedOn, w.ExpiresOn, w.Withdrawn); err != nil {
				return err
			}
		}
		if len(rows) <= r.Limit {
			return out.Close()
		}
		last := rows[len(rows)-1]
		r.Cursor = []string{last.PassedOn.Format(time.DateOnly), last.ID.String()}
	}
}

func exportSome(ctx context.Context, q postgres.Querier, sc scope.Scope, f Filter, today time.Time, r page.Request) ([]exported, error) {
	args := map[string]any{}
	where := f.where(sc, today, args)
	behind, order, err := r.Keyset(true, args, latestFirst...)
	if err != nil {
		return nil, err
	}
	return postgres.Rows[exported](q.Query(ctx, exportSQL+where+" AND "+behind+" "+order, postgres.Args(args)))
}
