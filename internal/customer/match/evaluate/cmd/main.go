// Command cmd prints how well the matcher does on the public sets in a folder, by default ../shared/data.
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
	if err := evaluate.Report(os.Stdout, folder); err != nil {
		fmt.Fprintln(os.Stderr, "match-eval:", err)
		os.Exit(1)
	}
}
