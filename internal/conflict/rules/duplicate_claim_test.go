package rules_test

import "testing"

func TestDuplicateClaimOfASerialNumber(t *testing.T) {
	w := newWorld(t)
	w.report("NORTH", "A1,1,2024-03-04,P-1,1,100,C1,TPE,STORE,S-1", "A2,1,2024-03-04,P-1,1,100,C1,TPE,STORE,S-2", "A3,1,2024-03-04,P-1,1,100,C1,TPE,STORE,S-3")
	w.report("SOUTH",
		"B1,1,2024-01-04,P-1,1,100,C9,KHH,STORE,S-1", // whenever
		"B2,1,2024-03-04,P-2,1,100,C9,KHH,STORE,S-2", // another product
		"B3,1,2024-03-04,P-1,1,100,C9,KHH,STORE,S-3")
	w.wants("DUPLICATE_CLAIM",
		"LOW OPEN 200 {} NORTH PEER A1, SOUTH PEER B1",
		"LOW OPEN 200 {} NORTH PEER A3, SOUTH PEER B3")
	// Who takes the goods back has not sold them, and others may.
	w.report("SOUTH", "B4,1,2024-03-20,P-1,-1,100,C9,KHH,STORE,S-3")
	w.void("NORTH", "A1")
	w.wants("DUPLICATE_CLAIM")
	w.report("EAST", "E1,1,2024-03-22,P-1,1,100,C9,TXG,STORE,S-3")
	w.wants("DUPLICATE_CLAIM", "LOW OPEN 200 {} EAST PEER E1, NORTH PEER A3")
}

// TestWhoJoinsReadsNoNames brings a third party into a case whose first two were told each other's names.
func TestWhoJoinsReadsNoNames(t *testing.T) {
	w := newWorld(t)
	w.report("NORTH", "A1,1,2024-03-04,P-1,1,100,C1,TPE,STORE,S-1")
	w.report("SOUTH", "B1,1,2024-03-05,P-1,1,100,C9,KHH,STORE,S-1")
	w.exec(`UPDATE conflicts SET names_told_at = now(), state = 'IN_MEDIATION'; UPDATE conflict_sides SET name = 'told'`)
	w.report("EAST", "E1,1,2024-03-06,P-1,1,100,C9,TXG,STORE,S-1")
	w.wants("DUPLICATE_CLAIM", "LOW IN_MEDIATION 300 {} EAST PEER E1, NORTH PEER A1, SOUTH PEER B1")
	if got := value[int](w, `SELECT count(*) FROM conflict_sides s JOIN conflicts c ON c.id = s.case_id WHERE s.name IS NOT NULL OR c.names_told_at IS NOT NULL`); got != 0 {
		t.Errorf("%d names stay", got)
	}
}

// TestDuplicateClaimOfConcurrentReports has two reports not see each other, as when both are brought in at once.
func TestDuplicateClaimOfConcurrentReports(t *testing.T) {
	w := newWorld(t)
	w.reportOnly("NORTH", "A1,1,2024-03-04,P-1,1,100,C1,TPE,STORE,S-1")
	w.reportOnly("SOUTH", "B1,1,2024-03-04,P-1,1,100,C9,KHH,STORE,S-1")
	w.exec(`DELETE FROM conflict_subjects; UPDATE conflict_evidence SET withdrawn_at = now(); UPDATE conflicts SET outcome = 'WITHDRAWN', state = 'DISMISSED'`) // as if neither had seen the other
	w.look()
	w.wants("DUPLICATE_CLAIM", "LOW OPEN 200 {} NORTH PEER A1, SOUTH PEER B1")
}

func TestDuplicateClaimOfASale(t *testing.T) {
	w := newWorld(t)
	w.report("NORTH", "A1,1,2024-03-04,P-1,2,100,C1,TPE,STORE,", "A2,1,2024-03-04,P-2,1,100,C1,TPE,STORE,", "A3,1,2024-03-04,T-1,1,2000,C1,TPE,STORE,X1")
	w.report("SOUTH",
		"B1,1,2024-03-07,P-1,2,90,C1,KHH,STORE,",     // three days after
		"B2,1,2024-03-08,P-2,1,100,C1,KHH,STORE,",    // four
		"B3,1,2024-03-04,P-2,3,100,C1,KHH,STORE,",    // more of it
		"B4,1,2024-03-04,T-1,1,2000,C1,KHH,STORE,X2") // another serial number
	w.wants("DUPLICATE_CLAIM")
	w.match("C1")
	w.wants("DUPLICATE_CLAIM", "LOW OPEN 380 {} NORTH PEER A1, SOUTH PEER B1")
}
