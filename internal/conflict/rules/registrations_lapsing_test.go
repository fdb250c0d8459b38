package rules_test

import "testing"

func TestRegistrationsLapsing(t *testing.T) {
	w := newWorld(t)
	w.report("NORTH", "A1,1,2022-03-04,P-1,1,100,C1,TPE,STORE,")
	w.register("NORTH", "C1", "POTS", "1", "EXPIRED", "2023-05-01", "2023-05-10", "2023-08-07")
	w.register("NORTH", "C1", "POTS", "2", "EXPIRED", "2023-06-01", "2023-06-10", "2023-09-07")
	w.register("NORTH", "C1", "POTS", "3", "CONVERTED", "2023-06-01", "2023-06-10", "2023-09-07")
	w.register("NORTH", "C1", "POTS", "4", "EXPIRED", "2022-01-01", "2022-01-10", "2022-04-09") // long ago
	w.look()
	if got := w.signals("REGISTRATIONS_LAPSING"); got != "" {
		t.Error(got)
	}
	w.register("NORTH", "C1", "POTS", "5", "EXPIRED", "2023-10-01", "2023-10-10", "2024-01-07")
	w.look()
	if got, want := w.signals("REGISTRATIONS_LAPSING"), `LOW 2023-08-07 2024-01-07 {"ended": 4, "share": 75.0, "expired": 3} NORTH`; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}
