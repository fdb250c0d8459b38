package policy

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/casbin/casbin/v2"
	"github.com/casbin/casbin/v2/model"
	stringadapter "github.com/casbin/casbin/v2/persist/string-adapter"

	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/policies"
)

// Permission is something that a role may do.
type Permission struct {
	Resource string
	Action   string
	Reach    scope.Reach
}

// Allow reports whether the role may do the action on the resource, and how far. It allocates nothing.
func Allow(role, resource, action string) (scope.Reach, bool) {
	reach, ok := compiled().reach[grant{role, resource, action}]
	return reach, ok
}

// Permissions gives all that the role may do, by resource and action. The caller must not change it.
func Permissions(role string) []Permission { return compiled().permissions[role] }

// Check reads the policy. Returns an error that says what is wrong with it, so that a process with a
// broken policy does not start.
func Check() error {
	_, err := loaded()
	return err
}

type grant struct{ role, resource, action string }

type table struct {
	reach       map[grant]scope.Reach
	permissions map[string][]Permission
}

var loaded = sync.OnceValues(func() (*table, error) { return compile(policies.Model, policies.Grants) })

func compiled() *table {
	t, err := loaded()
	if err != nil {
		panic(err) // Check has said so at the start
	}
	return t
}

// compile asks Casbin about each role and each action that some rule names.
func compile(conf, grants string) (*table, error) {
	m, err := model.NewModelFromString(conf)
	if err != nil {
		return nil, fmt.Errorf("reading the policy's model: %w", err)
	}
	enforcer, err := casbin.NewEnforcer(m, stringadapter.NewAdapter(grants))
	if err != nil {
		return nil, fmt.Errorf("reading the policy: %w", err)
	}
	rules, err := enforcer.GetPolicy()
	if err != nil {
		return nil, fmt.Errorf("reading the policy: %w", err)
	}
	if len(rules) != written(grants) { // Casbin passes over what it can't read
		return nil, fmt.Errorf("the policy has %d rules, of which %d can be read", written(grants), len(rules))
	}
	t := &table{reach: map[grant]scope.Reach{}, permissions: map[string][]Permission{}}
	actions := map[[2]string]bool{}
	for _, rule := range rules {
		if err := check(rule); err != nil {
			return nil, err
		}
		actions[[2]string{rule[1], rule[2]}] = true
	}
	for _, role := range Roles() {
		for action := range actions {
			ok, why, err := enforcer.EnforceEx(role, action[0], action[1])
			if err != nil {
				return nil, fmt.Errorf("compiling the policy: %w", err)
			}
			if ok {
				t.add(role, Permission{action[0], action[1], scope.Reach(why[3])})
			}
		}
		slices.SortFunc(t.permissions[role], func(a, b Permission) int {
			return cmp.Or(cmp.Compare(a.Resource, b.Resource), cmp.Compare(a.Action, b.Action))
		})
	}
	return t, nil
}

// written counts the lines that are meant as rules.
func written(grants string) int {
	n := 0
	for line := range strings.Lines(grants) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") && !strings.HasPrefix(line, "g,") {
			n++
		}
	}
	return n
}

func (t *table) add(role string, p Permission) {
	t.reach[grant{role, p.Resource, p.Action}] = p.Reach
	t.permissions[role] = append(t.permissions[role], p)
}

// check holds a rule to the known roles and scopes; a distributor's role reaches its own rows at most.
func check(rule []string) error {
	if len(rule) != 4 || !slices.Contains(Roles(), rule[0]) {
		return fmt.Errorf("policy rule %v: want a known role, resource, action, scope", rule)
	}
	switch reach := scope.Reach(rule[3]); reach {
	case scope.Own:
	case scope.Portfolio, scope.All:
		if Fits(rule[0], false) {
			return fmt.Errorf("policy rule %v: a distributor's role reaches its own rows only", rule)
		}
	default:
		return fmt.Errorf("policy rule %v: unknown scope", rule)
	}
	return nil
}
