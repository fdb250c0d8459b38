package graphtest

import (
	"context"
	"time"

	"github.com/tonglu/portal/internal/conflict"
	"github.com/tonglu/portal/internal/verify"
)

// Settle does the jobs that follow the decisions of cases.
func (g *Graph) Settle() {
	g.t.Helper()
	ctx := context.Background()
	settler := conflict.NewSettler(g.DB.Engine(), g.Detector, g.Detector, time.Now)
	for _, job := range g.due(ctx, `SELECT DISTINCT case_id, case_id FROM conflict_decisions WHERE state = 'TAKEN' ORDER BY 1`) {
		if err := settler.Settle(ctx, job[0]); err != nil {
			g.t.Fatalf("graphtest: settling: %v", err)
		}
	}
}

// Holds fails the test when something does not hold that must always hold.
func (g *Graph) Holds() {
	g.t.Helper()
	found, err := verify.Run(context.Background(), g.DB.Engine().Pgx())
	if err != nil {
		g.t.Fatalf("graphtest: verifying: %v", err)
	}
	for _, f := range found {
		g.t.Errorf("invariant broken: %s", f)
	}
}
