// Command cmd prints how well the matcher does on the public sets in a folder.
package main

import (
	"fmt"
	"os"

	"github.com/tonglu/portal/internal/customer/match/evaluate"
)

func main() {
	folder := "../shared/data"
	if len(os.Args) > 1 {
		folder = os.Args[1]
	}
	if err := run(folder); err != nil {
		fmt.Fprintln(os.Stderr, "match-eval:", err)
		os.Exit(1)
	}
}

func run(folder string) error {
	sets := []func() (evaluate.Set, error){
		func() (evaluate.Set, error) { return evaluate.Febrl(folder, 1) },
		func() (evaluate.Set, error) { return evaluate.Febrl(folder, 2) },
		func() (evaluate.Set, error) { return evaluate.Febrl(folder, 3) },
		func() (evaluate.Set, error) { return evaluate.Splink(folder) },
		func() (evaluate.Set, error) { return evaluate.Chicago(folder) },
	}
	fmt.Printf("%-26s %7s %6s %10s %9s %7s %7s %8s\n", "set", "records", "pairs", "candidates", "precision", "recall", "F1", "time")
	for _, load := range sets {
		s, err := load()
		if err != nil {
			return err
		}
		r := evaluate.Measure(s)
		fmt.Printf("%-26s %7d %6d %10.4f %9.4f %7.4f %7.4f %7.1fs\n", r.Set, r.Records, r.Pairs, r.Candidates(), r.Precision(), r.Recall(), r.F1(), r.Elapsed.Seconds())
	}
	return nil
}
