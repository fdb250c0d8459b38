package graph_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/tonglu/portal/graph/graphtest"
)

// BenchmarkCard tells what a card takes in this process, without the network: made anew, and kept. With -benchmem and
// -memprofile it tells where memory goes.
func BenchmarkCard(b *testing.B) {
	g := graphtest.New(b)
	january(g)
	for name, portal := range map[string]*graphtest.Graph{"made": g, "kept": g.Node(inProcess())} {
		b.Run(name, func(b *testing.B) {
			caller := portal.Login("distributor_rep", "NORTH")
			caller.Do(b, cardQuery, cardOf(g, "NORTH")) // compiles the policy
			b.ReportAllocs()
			for b.Loop() {
				caller.Do(b, cardQuery, cardOf(g, "NORTH"))
			}
		})
	}
}

// BenchmarkAccounts does so for fifty accounts with each one's last sale.
func BenchmarkAccounts(b *testing.B) {
	g := graphtest.New(b)
	var lines strings.Builder
	lines.WriteString("Invoice No,Date,Product,Quantity,Unit price,Customer\n")
	for i := range 50 {
		fmt.Fprintf(&lines, "M-%d,2024-01-20,T-1,1,100,Customer %d Ltd\n", i, i)
	}
	g.Report("NORTH", "lines.csv", lines.String())
	caller := g.Login("distributor_rep", "NORTH")
	caller.Do(b, listLastSales, nil)
	b.ReportAllocs()
	for b.Loop() {
		caller.Do(b, listLastSales, nil)
	}
}
