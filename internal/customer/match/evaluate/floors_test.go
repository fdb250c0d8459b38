package evaluate

import "testing"

const folder = "../../../../../shared/data"

func needData(t *testing.T) {
	t.Helper()
	if err := Check(folder); err != nil {
		t.Skip(err)
	}
}

// What the matcher must reach on sets whose truth is known. They lie a little below what it reaches.
func TestJoiningHoldsItsFloors(t *testing.T) {
	needData(t)
	floors := map[string]float64{
		"febrl dataset1": 0.995, "febrl dataset2": 0.995, "febrl dataset3": 0.99, "febrl dataset3, without id": 0.98,
		"splink_fake_1000": 0.93, "chicago_early_childhood": 0.89,
	}
	sets, err := Sets(folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range sets {
		r := Measure(s)
		if floor, known := floors[r.Set]; !known || r.F1() < floor {
			t.Errorf("%s: F1 %.4f (precision %.4f, recall %.4f), wanted %.2f", r.Set, r.F1(), r.Precision(), r.Recall(), floor)
		}
		if r.UnaskedPrecision() < 0.94 {
			t.Errorf("%s: %.4f of what is linked unasked is right", r.Set, r.UnaskedPrecision())
		}
	}
	if len(sets) != len(floors) {
		t.Errorf("%d sets, %d floors", len(sets), len(floors))
	}
}

func TestNamesHoldTheirFloors(t *testing.T) {
	needData(t)
	listed, err := Listed(folder)
	if err != nil {
		t.Fatal(err)
	}
	if listed.RecallAt1() < 0.93 {
		t.Errorf("short names: recall@1 %.4f, wanted 0.93", listed.RecallAt1())
	}
	kvk, err := KVK(folder)
	if err != nil {
		t.Fatal(err)
	}
	if kvk.F1() < 0.8 {
		t.Errorf("names of Dutch companies: F1 %.4f, wanted 0.8", kvk.F1())
	}
}

// Branches that carry their own tax ids are never linked. With their company's, a shop registered a second time under the same name at the same
// address can't be told from the first: eight of five thousand.
func TestWhatDiffersIsKeptApart(t *testing.T) {
	needData(t)
	for whose, most := range map[string]int{OwnTaxID: 0, CompanyTaxID: 8, NoTaxID: 8} {
		r, err := Branches(folder, 5000, whose)
		if err != nil {
			t.Fatal(err)
		}
		if r.Wrong > most || r.Largest > 2 {
			t.Errorf("%s: %d wrong links, a cluster of %d: %v", r.Set, r.Wrong, r.Largest, r.Examples)
		}
	}
	for _, read := range []func(string) (Apart, error){Resellers, People} {
		r, err := read(folder)
		if err != nil {
			t.Fatal(err)
		}
		if r.Wrong > 2 || r.Largest > 2 {
			t.Errorf("%s: %d wrong links, a cluster of %d: %v", r.Set, r.Wrong, r.Largest, r.Examples)
		}
	}
}
