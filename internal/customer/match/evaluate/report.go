package evaluate

import (
	"fmt"
	"io"
	"time"

	"github.com/tonglu/portal/internal/customer/match"
)

// Report measures all sets in folder and writes a table of each kind of measurement.
func Report(w io.Writer, folder string) error {
	if err := Check(folder); err != nil {
		return err
	}
	for _, part := range []func(io.Writer, string) error{reportJoined, reportRanked, reportApart} {
		if err := part(w, folder); err != nil {
			return err
		}
		fmt.Fprintln(w)
	}
	return nil
}

// Sets reads the sets whose records are to be joined.
func Sets(folder string) ([]Set, error) {
	var sets []Set
	for _, read := range []func() (Set, error){
		func() (Set, error) { return Febrl(folder, 1) },
		func() (Set, error) { return Febrl(folder, 2) },
		func() (Set, error) { return Febrl(folder, 3) },
		func() (Set, error) { return Splink(folder) },
		func() (Set, error) { return Chicago(folder) },
	} {
		s, err := read()
		if err != nil {
			return nil, err
		}
		sets = append(sets, s)
		if s.Name == "febrl dataset3" {
			sets = append(sets, s.Without("id", func(r *match.Record) { r.TaxID = "" }))
		}
	}
	return sets, nil
}

func reportJoined(w io.Writer, folder string) error {
	sets, err := Sets(folder)
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "%-28s %7s %6s %10s %9s %7s %7s %16s %11s %6s\n", "joined, by pairs", "records", "pairs", "candidates", "precision", "recall", "F1", "unasked P / R", "each record", "all")
	line := func(r Result) {
		unasked := fmt.Sprintf("%.4f / %.4f", r.UnaskedPrecision(), r.UnaskedRecall())
		if r.JoinedUnasked == 0 {
			unasked = "-"
		}
		fmt.Fprintf(w, "%-28s %7d %6d %10.4f %9.4f %7.4f %7.4f %16s %11s %6s\n", r.Set, r.Records, r.Pairs, r.Candidates(), r.Precision(), r.Recall(), r.F1(),
			unasked, r.EachRecord.Round(time.Microsecond), r.Elapsed.Round(100*time.Millisecond))
	}
	for _, s := range sets {
		line(Measure(s))
	}
	r, err := KVK(folder)
	if err == nil {
		line(r)
	}
	return err
}

func reportRanked(w io.Writer, folder string) error {
	r, err := Listed(folder)
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "%-28s %7s %10s %8s %6s\n", "ranked, by names alone", "records", "candidates", "recall@1", "all")
	fmt.Fprintf(w, "%-28s %7d %10.4f %8.4f %6s\n", r.Set, r.Records, r.Candidates(), r.RecallAt1(), r.Elapsed.Round(100*time.Millisecond))
	return nil
}

// someBranches is how many branches are enough to see whether they are kept apart.
const someBranches = 5000

func reportApart(w io.Writer, folder string) error {
	all := []func() (Apart, error){func() (Apart, error) { return Resellers(folder) }, func() (Apart, error) { return People(folder) }}
	for _, whose := range []string{OwnTaxID, CompanyTaxID, NoTaxID} {
		all = append(all, func() (Apart, error) { return Branches(folder, someBranches, whose) })
	}
	fmt.Fprintf(w, "%-38s %7s %12s %6s %8s %6s\n", "kept apart", "records", "wrong links", "asked", "largest", "all")
	for _, measure := range all {
		r, err := measure()
		if err != nil {
			return err
		}
		fmt.Fprintf(w, "%-38s %7d %12d %6d %8d %6s\n", r.Set, r.Records, r.Wrong, r.Asked, r.Largest, r.Elapsed.Round(100*time.Millisecond))
		for _, example := range r.Examples {
			fmt.Fprintf(w, "    %s\n", example)
		}
	}
	return nil
}
