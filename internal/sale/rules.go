package sale

import (
	"context"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// Rules look for channel conflicts in lines. Package conflict fills them: it stands right of this one.
type Rules interface {
	// Accepted looks at lines in the engine's transaction that accepts them.
	Accepted(ctx context.Context, tx pgx.Tx, lines ReportRows) error
	// Changed notes lines that were voided and others that took their place, in whoever's transaction did it; they are looked at right after it.
	Changed(ctx context.Context, tx pgx.Tx, distributor uuid.UUID, voided, added []uuid.UUID) error
	// Ended has those rules run soon that look at whole weeks, after a report was brought in or taken back.
	Ended(ctx context.Context, tx pgx.Tx, distributor, report uuid.UUID) error
}

// ReportRows are the lines that rows First to Last of a report brought.
type ReportRows struct {
	Distributor uuid.UUID
	Report      uuid.UUID
	First, Last int
}

// NoRules looks for nothing.
type NoRules struct{}

// Accepted looks at nothing.
func (NoRules) Accepted(context.Context, pgx.Tx, ReportRows) error { return nil }

// Changed notes nothing.
func (NoRules) Changed(context.Context, pgx.Tx, uuid.UUID, []uuid.UUID, []uuid.UUID) error {
	return nil
}

// Ended has nothing run.
func (NoRules) Ended(context.Context, pgx.Tx, uuid.UUID, uuid.UUID) error { return nil }
