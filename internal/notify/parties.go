package notify

import (
	"context"

	"github.com/google/uuid"

	"github.com/tonglu/portal/internal/postgres"
)

// Parties says who is concerned by cases. conflict fills it.
type Parties interface {
	// Of gives those concerned by each of the cases; one that doesn't exist is missing. q is the engine's.
	Of(ctx context.Context, q postgres.Querier, cases []uuid.UUID) (map[uuid.UUID]Concerned, error)
}

// Concerned is who is concerned by a case.
type Concerned struct {
	Mediator *uuid.UUID
	Parties  []Party
}

// Party is one side of a case.
type Party struct {
	Label        string
	Organization uuid.UUID
	Told         bool // whether it knows of the case
}
