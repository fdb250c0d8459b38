package main

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/tonglu/portal/"

// ground is what everything may stand on; domains import ground and the domains before them.
var (
	ground  = []string{"child", "fault", "files", "intake", "jobs", "mail", "page", "period", "postgres", "redis", "scope", "typeid"}
	domains = []string{"policy", "auth", "audit", "idempotency", "user", "notify", "workday", "partner", "catalog", "customer", "share", "sale", "registration", "conflict", "feedback", "training", "scorecard", "privacy"}
	// apart may import every domain, and only cmd imports them.
	apart = []string{"seed", "verify"}
)

// TestImportLaw holds the packages to the order of docs/decisions.md: a request walks down the road and never back up.
func TestImportLaw(t *testing.T) {
	t.Parallel()
	list := exec.Command("go", "list", "-json=ImportPath,Imports", "./...")
	list.Dir = "../.."
	out, err := list.Output()
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for dec := json.NewDecoder(strings.NewReader(string(out))); ; seen++ {
		var p struct {
			ImportPath string
			Imports    []string
		}
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		name := strings.TrimPrefix(p.ImportPath, module)
		for _, imported := range p.Imports {
			if why := forbidden(name, strings.TrimPrefix(imported, module)); why != "" {
				t.Errorf("%s imports %s: %s", name, imported, why)
			}
		}
	}
	if seen < 20 {
		t.Errorf("only %d packages were looked at", seen)
	}
}

// forbidden says why a package may not import another; "" when it may.
func forbidden(name, imported string) string {
	part, inside := strings.CutPrefix(name, "internal/")
	other, ours := strings.CutPrefix(imported, "internal/")
	switch {
	case strings.HasSuffix(name, "test"): // helpers of tests build whole portals
		return ""
	case imported == "graph" || strings.HasPrefix(imported, "graph/"):
		if inside || strings.HasPrefix(name, "bench") {
			return "only cmd and graph itself import graph"
		}
		return ""
	case strings.HasPrefix(imported, "cmd/"):
		return "nobody imports cmd"
	case name == "graph" && (strings.HasPrefix(imported, "github.com/jackc/pgx") || strings.HasPrefix(imported, "github.com/redis") || strings.HasPrefix(imported, "github.com/casbin")):
		return "graph knows neither the database, nor the cache, nor the policy's engine"
	case strings.HasPrefix(imported, "github.com/casbin") && part != "policy":
		return "policy alone knows casbin"
	case !inside || !ours:
		return ""
	}
	from, to := rank(part), rank(other)
	switch {
	case from < 0:
		return "the package has no place in the import law yet"
	case to > from:
		return "it stands further right"
	case from == 0 && to == 0 || strings.Split(part, "/")[0] == strings.Split(other, "/")[0]:
		return ""
	case from == len(domains)+1 && to == from:
		return "packages apart do not know each other"
	}
	return ""
}

// rank is a package's place from left to right: 0 for ground, then the domains, then those apart.
func rank(part string) int {
	head := strings.Split(part, "/")[0]
	switch {
	case slices.Contains(ground, head):
		return 0
	case slices.Contains(apart, head):
		return len(domains) + 1
	}
	if i := slices.Index(domains, head); i >= 0 {
		return i + 1
	}
	return -1
}
