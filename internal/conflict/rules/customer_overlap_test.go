package rules_test

import (
	"context"
	"testing"

	"github.com/google/uuid"

	"github.com/tonglu/portal/internal/scope"
)

func TestCustomerOverlap(t *testing.T) {
	w := newWorld(t)
	w.report("NORTH", "A1,1,2023-11-01,P-1,1,100,C1,TPE,STORE,", "A2,1,2024-03-04,P-1,1,100,C1,TPE,STORE,", "A3,1,2024-03-04,T-1,1,2000,C1,TPE,STORE,")
	w.report("SOUTH", "B1,1,2024-02-01,P-2,1,200,C1,KHH,STORE,", "B2,1,2024-02-01,P-2,1,200,C2,KHH,STORE,")
	w.wants("CUSTOMER_OVERLAP")
	w.match("C1", "C2")
	w.wants("CUSTOMER_OVERLAP", "LOW OPEN 300 {} NORTH PEER A2, SOUTH PEER B1") // A1 is 92 days from B1
	// Lines of linked accounts join soon after they are in.
	w.report("EAST", "E1,1,2024-03-05,P-1,1,100,C7,TXG,STORE,")
	w.report("NORTH", "A4,1,2023-11-10,P-1,1,100,C1,TPE,STORE,")
	w.wants("CUSTOMER_OVERLAP", "LOW OPEN 400 {} NORTH PEER A2+A4, SOUTH PEER B1")
	// Undoing the link withdraws, linking again opens another case.
	account := value[uuid.UUID](w, `SELECT id FROM accounts WHERE code = 'C1' AND distributor_id = $1`, w.ids["SOUTH"])
	_, err := w.customers.Unlink(context.Background(), scope.System(), account, "another")
	w.must(err)
	w.wants("CUSTOMER_OVERLAP")
	if got := value[string](w, `SELECT string_agg(state || ' ' || outcome || ' ' || facts, ', ') FROM conflicts WHERE rule = 'CUSTOMER_OVERLAP'`); got != "DISMISSED WITHDRAWN 0" {
		t.Error(got)
	}
	w.match("C1")
	w.wants("CUSTOMER_OVERLAP", "LOW OPEN 400 {} NORTH PEER A2+A4, SOUTH PEER B1")
}

// TestSettledCustomersRest has no second case over the same customer for as long as a settled one rests.
func TestSettledCustomersRest(t *testing.T) {
	w := newWorld(t)
	w.report("NORTH", "A1,1,2024-03-04,P-1,1,100,C1,TPE,STORE,")
	w.report("SOUTH", "B1,1,2024-03-04,P-2,1,200,C1,KHH,STORE,")
	w.match("C1")
	w.exec(`UPDATE conflicts SET state = 'RESOLVED', outcome = 'RULED', settled_at = '2024-04-02'; UPDATE conflict_subjects SET is_open = false`)
	w.clock = w.clock.AddDate(0, 0, 30)
	w.report("NORTH", "A2,1,2024-04-20,P-1,1,100,C1,TPE,STORE,")
	w.wants("CUSTOMER_OVERLAP", "LOW RESOLVED 300 {} NORTH PEER A1, SOUTH PEER B1")
	w.clock = w.clock.AddDate(0, 0, 90)
	w.report("NORTH", "A3,1,2024-04-21,P-1,1,100,C1,TPE,STORE,")
	w.wants("CUSTOMER_OVERLAP", "LOW OPEN 200 {} NORTH PEER A2+A3, SOUTH PEER -", "LOW RESOLVED 300 {} NORTH PEER A1, SOUTH PEER B1")
}
