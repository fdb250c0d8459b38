package rules_test

import "testing"

func TestProtectedCustomer(t *testing.T) {
	w := newWorld(t)
	w.report("NORTH", "A1,1,2022-03-04,P-1,1,100,C1,TPE,STORE,")
	w.report("SOUTH",
		"B1,1,2024-02-29,P-1,1,100,C1,KHH,STORE,",  // the day before
		"B2,1,2024-03-01,P-2,1,300,C1,KHH,STORE,",  // the first day
		"B3,1,2024-03-01,T-1,1,2000,C1,KHH,STORE,") // another line
	w.match("C1")
	w.register("NORTH", "C1", "POTS", "", "APPROVED", "2024-02-20", "2024-03-01", "2024-05-29")
	w.look()
	w.wants("PROTECTED_CUSTOMER", "LOW OPEN 300 {} SOUTH RESPONDENT B2, NORTH CLAIMANT registration")
	w.report("SOUTH", "B4,1,2024-04-01,P-1,1,100,C1,KHH,STORE,")
	w.report("NORTH", "A2,1,2024-04-01,P-1,1,100,C1,TPE,STORE,")
	w.wants("PROTECTED_CUSTOMER", "LOW OPEN 400 {} SOUTH RESPONDENT B2+B4, NORTH CLAIMANT registration")
	// It was protected that day, whatever has become of it; a revoked registration never protected.
	w.exec(`UPDATE registrations SET state = 'EXPIRED'`)
	w.registered("NORTH")
	w.look()
	w.wants("PROTECTED_CUSTOMER", "LOW OPEN 400 {} SOUTH RESPONDENT B2+B4, NORTH CLAIMANT registration")
	w.exec(`UPDATE registrations SET state = 'RELEASED'`)
	w.registered("NORTH")
	w.look()
	w.wants("PROTECTED_CUSTOMER")
}
