// Package verify checks a live database against what must always hold (domain.md; numbers are its own).
//
// Each check but that of the chain is one set-based statement that compares in one snapshot, so that imports may go on meanwhile:
// lines and rollups move in the same transaction. It reads the tables of every domain and writes nothing.
package verify

import (
	"context"
	"fmt"

	"github.com/google/uuid"
	"github.com/tonglu/portal/internal/audit"
	"github.com/tonglu/portal/internal/postgres"
)

// Finding is something that does not hold.
type Finding struct {
	Invariant     string // "3 sales_by_line": what was compared, after the number in domain.md where it has one
	DistributorID uuid.UUID
	Detail        string // what stands there, and what should
}

// String is the finding in a line.
func (f Finding) String() string {
	if f.DistributorID == uuid.Nil {
		return fmt.Sprintf("%s: %s", f.Invariant, f.Detail)
	}
	return fmt.Sprintf("%s: distributor %s: %s", f.Invariant, f.DistributorID, f.Detail)
}

// PerCheck is how many findings a check gives at most.
const PerCheck = 20

// check is a statement that gives distributor_id and detail of what does not hold, nothing when all is well.
type check struct {
	invariant string
	sql       string
}

var checks = []check{
	{"1 identity", identity},
	{"2 voids", voids},
	{"2 references", references},
	{"2 merged accounts", mergedAccounts},
	{"2 accepted lines", acceptedLines},
	{"3 sales_by_line", salesByLine},
	{"3 sales_by_product", salesByProduct},
	{"3 sales_by_territory", salesByTerritory},
	{"3 channel_months", channelMonths},
	{"3 reported_months", reportedMonths},
	{"3 account_years", accountYears},
	{"3 first_sale_on", firstSales},
	{"3 customer_counts", customerCounts},
	{"3 quality_months", qualityMonths},
	{"3 breach_months", breaches},
	{"3 report total", reportTotal},
	{"4 report rows", reportRows},
	{"6 credit of lines", creditOfLines},
	{"6 credit parts", creditParts},
	{"6 split lines", splitLines},
	{"7 open cases", openCases},
	{"7 states of cases", statesOfCases},
	{"8 applied remedies", appliedRemedies},
	{"8 undone remedies", undoneRemedies},
	{"8 decisions", followedDecisions},
	{"evidence", evidenceHolds},
	{"customer links", linksStand},
	{"customer of each account", accountsLinked},
	{"customer sizes", customerSizes},
	{"customer pairs", pairsLinked},
	{"forgotten people", forgotten},
	{"frozen cards", frozenCards},
	{"closed periods", closedPeriods},
	{"restated cards", restatedCards},
	{"9 audit of reports", auditOfReports},
	{"9 audit of chunks", auditOfChunks},
	{"9 audit of voids", auditOfVoids},
}

// chain is the check that is no statement: the seals of the log against its rows.
const chain = "9 chain"

// Names lists the checks in their order.
func Names() []string {
	var names []string
	for _, c := range checks {
		names = append(names, c.invariant)
	}
	return append(names, chain)
}

// Run makes every check and gives what does not hold, PerCheck of each at most. q must see every row (the
// engine's role, or a scope that reaches all) and should be a transaction, to which more memory is given.
func Run(ctx context.Context, q postgres.Querier) ([]Finding, error) {
	if _, err := q.Exec(ctx, `SELECT set_config('work_mem', '128MB', true)`); err != nil {
		return nil, err
	}
	var all []Finding
	for _, c := range checks {
		found, err := c.run(ctx, q)
		if err != nil {
			return all, fmt.Errorf("checking %s: %w", c.invariant, err)
		}
		all = append(all, found...)
	}
	_, problems, more, err := audit.CheckChain(ctx, q)
	if err != nil {
		return all, fmt.Errorf("checking %s: %w", chain, err)
	}
	if more > 0 {
		problems = append(problems, fmt.Sprintf("%d more", more))
	}
	for _, problem := range problems {
		all = append(all, Finding{Invariant: chain, Detail: problem})
	}
	return all, nil
}

func (c check) run(ctx context.Context, q postgres.Querier) ([]Finding, error) {
	type row struct {
		DistributorID uuid.UUID
		Detail        string
	}
	rows, err := postgres.Rows[row](q.Query(ctx, "SELECT distributor_id, detail FROM ("+c.sql+") found ORDER BY distributor_id, detail LIMIT @limit",
		postgres.Args{"limit": PerCheck}))
	if err != nil {
		return nil, err
	}
	found := make([]Finding, len(rows))
	for i, r := range rows {
		found[i] = Finding{c.invariant, r.DistributorID, r.Detail}
	}
	return found, nil
}
