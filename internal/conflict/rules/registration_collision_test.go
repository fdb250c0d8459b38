package rules_test

import "testing"

func TestRegistrationCollision(t *testing.T) {
	w := newWorld(t)
	for _, code := range []string{"NORTH", "SOUTH", "EAST"} {
		w.report(code, code+"1,1,2023-01-04,P-1,1,100,C1,TPE,STORE,")
	}
	w.match("C1")
	w.register("NORTH", "C1", "POTS", "", "SUBMITTED", "2024-03-01", "", "")
	w.register("NORTH", "C1", "TENTS", "", "SUBMITTED", "2024-03-01", "", "")
	w.look()
	w.wants("REGISTRATION_COLLISION")
	w.register("SOUTH", "C1", "POTS", "", "APPROVED", "2024-01-10", "2024-01-15", "2024-04-14")
	w.register("EAST", "C1", "POTS", "", "SUBMITTED", "2023-09-01", "", "") // asks for a window that is over by then
	w.look()
	w.wants("REGISTRATION_COLLISION", "LOW OPEN 20000 {} NORTH PEER registration, SOUTH PEER registration")
	// Two sites are two claims; one that falls away meets nobody.
	w.register("EAST", "C1", "TENTS", "Plant 2", "SUBMITTED", "2024-03-01", "", "")
	w.register("SOUTH", "C1", "TENTS", "Plant 1", "SUBMITTED", "2024-03-01", "", "")
	w.exec(`UPDATE registrations SET state = 'REJECTED' WHERE state = 'SUBMITTED' AND site = ''`)
	for _, code := range []string{"NORTH", "SOUTH", "EAST"} {
		w.registered(code)
	}
	w.look()
	w.wants("REGISTRATION_COLLISION")
}
