package rules_test

import "testing"

func TestPriceBelowFloor(t *testing.T) {
	w := newWorld(t)
	w.report("NORTH",
		"A1,1,2024-03-04,P-1,1,78,C1,TPE,STORE,",     // 80 less 3 % is 77.6
		"A2,1,2024-03-04,P-1,10,77,C1,TPE,STORE,",    // 3 each
		"A3,1,2024-03-05,P-1,1,75,C1,TPE,ECOMMERCE,", // that channel's own floor is 70
		"A4,1,2024-03-05,P-1,1,60,C1,TPE,ECOMMERCE,", // 10 below it
		"A5,1,2024-03-05,P-1,-1,10,C1,TPE,STORE,",    // a return
		"A6,1,2024-03-05,P-2,1,1,C1,TPE,STORE,",      // without a policy
		"A7,1,2024-02-05,T-1,1,1190,C1,TPE,STORE,",   // 40 USD at 30, within the tolerance
		"A8,1,2024-03-05,T-1,1,1190,C1,TPE,STORE,",   // 40 USD at 32: 90 below
		"A9,1,2024-04-01,P-1,1000,70,C1,TPE,STORE,")  // another month, and much
	w.wants("PRICE_BELOW_FLOOR",
		"HIGH OPEN 10000 {} NORTH RESPONDENT A9", // again
		"LOW OPEN 40 {} NORTH RESPONDENT A2+A4",
		"MEDIUM OPEN 90 {} NORTH RESPONDENT A8")
	if got := value[string](w, `SELECT e.measures::text FROM conflict_evidence e JOIN conflict_evidence_own o ON o.evidence_id = e.id WHERE o.invoice_no = 'A4'`); got != `{"floor": 70.0000, "revenue": 60.0000, "belowFloor": 14.3}` {
		t.Error(got)
	}
}

// TestRepetitionIsWithinAYear has each sell below the floor twice in one report: what is a year earlier to the day counts, a day more does not, nor does
// what somebody else did.
func TestRepetitionIsWithinAYear(t *testing.T) {
	w := newWorld(t)
	w.report("NORTH", "A1,1,2023-03-04,P-1,1,60,C1,TPE,STORE,", "A2,1,2024-03-04,P-1,1,60,C1,TPE,STORE,")
	w.report("SOUTH", "B1,1,2023-03-03,P-1,1,60,C1,KHH,STORE,", "B2,1,2024-03-04,P-1,1,60,C1,KHH,STORE,")
	w.wants("PRICE_BELOW_FLOOR",
		"LOW OPEN 20 {} NORTH RESPONDENT A1",
		"LOW OPEN 20 {} SOUTH RESPONDENT B1",
		"LOW OPEN 20 {} SOUTH RESPONDENT B2",
		"MEDIUM OPEN 20 {} NORTH RESPONDENT A2")
}
