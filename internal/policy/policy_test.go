package policy

import (
	"cmp"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/tonglu/portal/internal/scope"
)

var update = flag.Bool("update", false, "write policies/matrix.golden")

const golden = "../../policies/matrix.golden"

// matrix writes the policy as the table that a reviewer reads.
func matrix() string {
	var rows []Permission
	for _, role := range Roles() {
		rows = append(rows, Permissions(role)...)
	}
	slices.SortFunc(rows, func(a, b Permission) int {
		return cmp.Or(cmp.Compare(a.Resource, b.Resource), cmp.Compare(a.Action, b.Action))
	})
	rows = slices.CompactFunc(rows, func(a, b Permission) bool { return a.Resource == b.Resource && a.Action == b.Action })
	var b strings.Builder
	line := func(first string, cells []string) {
		fmt.Fprintf(&b, "%-22s", first)
		for i, cell := range cells {
			fmt.Fprintf(&b, " %-*s", len(Roles()[i]), cell)
		}
		s := strings.TrimRight(b.String(), " ")
		b.Reset()
		b.WriteString(s + "\n")
	}
	line("", Roles())
	for _, row := range rows {
		var cells []string
		for _, role := range Roles() {
			reach, ok := Allow(role, row.Resource, row.Action)
			if !ok {
				reach = "-"
			}
			cells = append(cells, string(reach))
		}
		line(row.Resource+"."+row.Action, cells)
	}
	return b.String()
}

func TestMatrix(t *testing.T) {
	t.Parallel()
	got := matrix()
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("the policy differs from matrix.golden; review it and run the test with -update:\n%s", got)
	}
}

func TestDefaultIsDeny(t *testing.T) {
	t.Parallel()
	for _, role := range append(Roles(), "", "nobody") {
		for _, ask := range [][2]string{{"", ""}, {"user", "destroy"}, {"nothing", "read"}, {"user", "*"}} {
			if reach, ok := Allow(role, ask[0], ask[1]); ok || reach != scope.None {
				t.Errorf("Allow(%q, %q) = %q, %v", role, ask, reach, ok)
			}
		}
	}
}

func TestDistributorsReachOnlyTheirOwn(t *testing.T) {
	t.Parallel()
	for _, role := range distributorRoles {
		for _, p := range Permissions(role) {
			if p.Reach != scope.Own {
				t.Errorf("%s may %s.%s on %s", role, p.Resource, p.Action, p.Reach)
			}
		}
	}
}

func TestBrokenPoliciesAreRefused(t *testing.T) {
	t.Parallel()
	m, err := os.ReadFile("../../policies/model.conf")
	if err != nil {
		t.Fatal(err)
	}
	for _, rule := range []string{
		"p, nobody, user, read, all", "p, brand_admin, user, read, everything",
		"p, distributor_rep, user, read, all", "p, brand_admin, user, read",
	} {
		if _, err := compile(string(m), rule); err == nil {
			t.Errorf("%q is accepted", rule)
		}
	}
}

func TestAllowDoesNotAllocate(t *testing.T) {
	if n := testing.AllocsPerRun(100, func() { Allow(ChannelManager, "target", "update") }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func BenchmarkAllow(b *testing.B) {
	for b.Loop() {
		Allow(ChannelManager, "target", "update")
	}
}
