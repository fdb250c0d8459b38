package rules_test

import (
	"testing"
	"time"

	"github.com/tonglu/portal/internal/conflict"
)

func TestOutOfTerritory(t *testing.T) {
	w := newWorld(t)
	w.report("NORTH",
		"A1,1,2024-03-04,P-1,1,100,C1,TPE,STORE,",  // its own
		"A2,1,2024-03-05,P-1,2,100,C1,KHH,STORE,",  // SOUTH's alone
		"A3,1,2024-03-20,P-1,3,100,C1,KHH,STORE,",  // the same month
		"A4,1,2024-04-01,P-1,1,100,C1,KHH,STORE,",  // the next
		"A5,1,2024-03-06,P-1,1,100,C1,TXG,STORE,",  // of two others, not exclusive
		"A6,1,2024-03-06,T-1,1,2000,C1,TXG,STORE,", // a line that nobody has there
		"A7,1,2024-03-06,P-1,1,100,C1,DAAN,STORE,", // below its own
		"A8,1,2024-03-07,P-2,-1,100,C1,KHH,STORE,", // a return is no sale
	)
	w.wants("OUT_OF_TERRITORY",
		"HIGH OPEN 100 {BORDER_DRIFT} NORTH RESPONDENT A4, SOUTH CLAIMANT -", // exclusive, and again
		"MEDIUM OPEN 100 {BORDER_DRIFT} NORTH RESPONDENT A5, EAST CLAIMANT -, SOUTH CLAIMANT -",
		"MEDIUM OPEN 500 {BORDER_DRIFT} NORTH RESPONDENT A2+A3, SOUTH CLAIMANT -")
	if got := value[string](w, `SELECT string_agg(DISTINCT s.label || ' ' || s.role, ', ') FROM conflict_sides s WHERE s.role = 'RESPONDENT'`); got != "A RESPONDENT" {
		t.Errorf("labels: %s", got)
	}
	// Monday noon in Taipei plus a business day, at the same time.
	if got := value[time.Time](w, `SELECT DISTINCT due_at FROM conflicts`); !got.Equal(w.clock.AddDate(0, 0, 1)) {
		t.Errorf("due %v", got)
	}

	// Later lines join; voided ones are withdrawn, and with the last of them the case.
	w.report("NORTH", "A9,1,2024-03-21,P-1,100,100,C1,KHH,STORE,")
	w.void("NORTH", "A2", "A5")
	w.wants("OUT_OF_TERRITORY",
		"HIGH OPEN 100 {BORDER_DRIFT} NORTH RESPONDENT A4, SOUTH CLAIMANT -",
		"HIGH OPEN 10300 {BORDER_DRIFT} NORTH RESPONDENT A3+A9, SOUTH CLAIMANT -")
	if got := value[int](w, `SELECT count(*) FROM conflicts WHERE state = 'DISMISSED' AND outcome = 'WITHDRAWN'`); got != 1 {
		t.Errorf("%d cases were withdrawn", got)
	}
	if got := value[string](w, `SELECT string_agg(v.kind, ' ' ORDER BY v.id) FROM conflict_events v JOIN conflicts c ON c.id = v.case_id WHERE c.amount = 10300`); got != "opened joined severityChanged withdrawn" {
		t.Errorf("timeline: %s", got)
	}
	// What is told of each piece of evidence is what its hash was made of.
	if got := value[int](w, `SELECT count(*) FROM conflict_evidence e JOIN conflict_evidence_own o ON o.evidence_id = e.id WHERE e.hash <> `+conflict.Frozen); got != 0 {
		t.Errorf("%d hashes differ", got)
	}
	if got := value[int](w, `SELECT count(*) FROM audit_entries WHERE action = 'conflict.detect'`); got != 3 {
		t.Errorf("%d entries in the log", got)
	}
}

func TestFormsOfDiversion(t *testing.T) {
	w := newWorld(t)
	w.report("NORTH",
		"R1,1,2024-02-20,P-1,-2,100,C1,TPE,STORE,",
		"F1,1,2024-02-20,P-2,5,0,C1,TPE,STORE,",
		"A1,1,2024-03-05,P-1,2,100,C1,KHH,STORE,",      // returned, they said
		"A2,1,2024-03-05,P-2,2,100,C1,KHH,STORE,",      // got for nothing
		"A3,1,2024-03-05,T-1,1,1600,C1,KHH,ECOMMERCE,", // from a shop without an online channel
		"A4,1,2024-03-05,T-1,1,1000,C1,KHH,STORE,",     // 50 USD at 32 is the list
		"A5,1,2024-03-05,T-1,1,1600,C1,KHH,STORE,",     // next door
		"A6,1,2024-04-01,P-1,2,100,C1,KHH,STORE,",      // the return is too long ago
		"A7,1,2024-03-05,T-1,1,1600,C1,TXG,STORE,",     // nobody's
	)
	w.report("SOUTH", "B1,1,2024-03-05,P-1,2,100,C1,DAAN,STORE,") // a district below NORTH's, whose city is SOUTH's sibling
	for invoice, want := range map[string]string{"A1": "FAKE_RETURN", "A2": "FREE_GOODS_RESOLD", "A3": "ONLINE_RESALE", "A4": "PRICE_DUMPING",
		"A5": "BORDER_DRIFT", "A6": "BORDER_DRIFT", "B1": "BORDER_DRIFT"} {
		if got := value[string](w, `SELECT coalesce(e.form, '') FROM conflict_evidence e JOIN conflict_evidence_own o ON o.evidence_id = e.id WHERE o.invoice_no = $1 AND o.rule = 'OUT_OF_TERRITORY'`, invoice); got != want {
			t.Errorf("%s: %s, want %s", invoice, got, want)
		}
	}
}

// TestAssignmentsChangeWithTime sells before, in and after somebody else's assignment.
func TestAssignmentsChangeWithTime(t *testing.T) {
	w := newWorld(t)
	w.bring("assignments", "distributor,territory,product_line,from,until,exclusive\nEAST,DAAN,POTS,2024-02-01,2024-02-29,false\n")
	w.report("NORTH",
		"A1,1,2024-01-31,P-1,1,100,C1,DAAN,STORE,",
		"A2,1,2024-02-01,P-1,1,100,C1,DAAN,STORE,", // the nearest counts, though NORTH has the city above
		"A3,1,2024-02-29,P-1,1,100,C1,DAAN,STORE,",
		"A4,1,2024-03-01,P-1,1,100,C1,DAAN,STORE,",
		"A5,1,2024-02-10,T-1,1,2000,C1,DAAN,STORE,",
		"A6,1,2024-02-10,P-1,1,100,C1,TPE,STORE,")
	w.wants("OUT_OF_TERRITORY", "LOW OPEN 200 {} NORTH RESPONDENT A2+A3, EAST CLAIMANT -")
}

// TestClaimantsHaveTheAreaAlone lets EAST share SOUTH's city: the case is SOUTH's all the same.
func TestClaimantsHaveTheAreaAlone(t *testing.T) {
	w := newWorld(t)
	w.bring("assignments", "distributor,territory,product_line,from,until,exclusive\nEAST,KHH,POTS,2024-01-01,,false\n")
	w.report("NORTH", "A1,1,2024-03-05,P-1,1,100,C1,KHH,STORE,")
	w.wants("OUT_OF_TERRITORY", "MEDIUM OPEN 100 {BORDER_DRIFT} NORTH RESPONDENT A1, SOUTH CLAIMANT -")
}

// TestARuleIsEnforcedWhereItHasABasis sells into two cities, in one of which the rule is enforced; the parties learn of both cases by themselves.
func TestARuleIsEnforcedWhereItHasABasis(t *testing.T) {
	w := newWorld(t)
	w.exec(`INSERT INTO rule_settings (rule, version, valid_from, enabled, values, bands, tells_parties, mode, legal_basis, jurisdictions)
		VALUES ('OUT_OF_TERRITORY', 1, '2020-01-01', true, '{}', '{"medium": 1000000, "high": 2000000, "critical": 3000000}', true, 'ENFORCED', 'Contract, § 7', '{KHH}')`)
	w.report("NORTH", "A1,1,2024-03-05,P-1,1,100,C1,KHH,STORE,", "A2,1,2024-03-05,P-1,2,100,C1,TXG,STORE,")
	w.wants("OUT_OF_TERRITORY",
		"LOW AWAITING_RESPONSE 200 {BORDER_DRIFT} NORTH RESPONDENT A2, EAST CLAIMANT -, SOUTH CLAIMANT -",
		"MEDIUM AWAITING_RESPONSE 100 {BORDER_DRIFT} NORTH RESPONDENT A1, SOUTH CLAIMANT -")
	if got, want := value[string](w, `SELECT string_agg(concat_ws('|', mode, legal_basis, jurisdiction), ' ' ORDER BY amount) FROM conflicts`), "ENFORCED|Contract, § 7|KHH ADVISORY||"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if got := value[int](w, `SELECT count(*) FROM conflict_parties WHERE told_at IS NULL`); got != 0 {
		t.Errorf("%d parties were not told", got)
	}
	if got := value[int](w, `SELECT count(*) FROM notices WHERE kind = 'conflict.told'`); got != 2 {
		t.Errorf("%d notices to the parties", got)
	}
}
