package customer

import (
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/tonglu/portal/internal/customer/match"
	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/page"
	"github.com/tonglu/portal/internal/scope"
)

// AccountFilter narrows the accounts of one owner; nil parts do not.
type AccountFilter struct {
	Owner          *uuid.UUID // whose; the caller's own organisation's when nil
	Search         string     // words of the name, or the code
	IsOrganization *bool
	Tag            string
	Sources        []Source
	IncludeMerged  bool
	ReadsContacts  bool // whether the caller may read contact details, which persons' names are among
}

// AccountOrder is how accounts are sorted.
type AccountOrder struct {
	ByName bool // else by when they were made
	Desc   bool
}

// check refuses to tell by a search, a tag or an order what the caller may not read.
func (f AccountFilter) check(sc scope.Scope, o AccountOrder) error {
	var fields fault.Fields
	own := f.owner(sc) == sc.Organization
	search := strings.TrimSpace(f.Search) != "" && !f.byWhatIsShown(sc)
	for _, hidden := range []struct {
		path  string
		asked bool
		names bool
	}{{"filter.search", search, true}, {"filter.tag", f.Tag != "", false}, {"sort.field", o.ByName, true}} {
		switch {
		case !hidden.asked:
		case !own:
			fields.Add(hidden.path, "account.onlyOwn", nil)
		case hidden.names && !f.ReadsContacts:
			fields.Add(hidden.path, "account.masked", nil)
		}
	}
	return fields.Err()
}

// byWhatIsShown reports whether the search is the brand's within a distributor's accounts, where it finds what no mask covers.
func (f AccountFilter) byWhatIsShown(sc scope.Scope) bool {
	return f.owner(sc) != sc.Organization && (sc.Reach == scope.All || sc.Reach == scope.Portfolio)
}

func (f AccountFilter) owner(sc scope.Scope) uuid.UUID {
	if f.Owner == nil {
		return sc.Organization
	}
	return *f.Owner
}

// query gives the tables and the condition of the list. The words and sort keys are those of the owner, whom check has compared
// with the caller. A list by name is read along the names, and each account looked up: the planner, who takes an owner's accounts for
// few, would read and sort them all.
func (f AccountFilter) query(sc scope.Scope, o AccountOrder, args map[string]any) (from, where string) {
	args["owner"] = f.owner(sc)
	of, id := strings.Join(f.conditions(sc, args), " AND "), "a.id"
	from, parts := fromAccounts, []string{of}
	if o.ByName {
		from = ` FROM account_names n CROSS JOIN LATERAL (SELECT * FROM accounts a WHERE a.distributor_id = n.distributor_id AND a.id = n.account_id
			AND ` + of + ` LIMIT 1) a ` + contactOfOwn
		parts, id = []string{"n.distributor_id = @owner"}, "n.account_id"
	}
	switch text := strings.TrimSpace(f.Search); {
	case text == "":
	case f.byWhatIsShown(sc): // the words of the owner's search are of persons, too
		args["found"] = likeAny(match.Scripts(text))
		parts = append(parts, "(a.code ILIKE ANY(@found) OR a.is_organization AND a.name ILIKE ANY(@found))")
	default:
		q := queryOf(text)
		parts = append(parts, q.conditions("account_words", "account_id", id, "w.distributor_id = @owner", args)...)
		if q.empty() {
			parts = append(parts, "false")
		}
	}
	return from, strings.Join(parts, " AND ")
}

// likeAny gives the patterns of what holds one of the texts.
func likeAny(texts []string) []string {
	patterns := make([]string, len(texts))
	for i, text := range texts {
		patterns[i] = "%" + likeText.Replace(text) + "%"
	}
	return patterns
}

var likeText = strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`)

// conditions gives what the list wants of an account itself.
func (f AccountFilter) conditions(sc scope.Scope, args map[string]any) []string {
	parts := []string{"a.distributor_id = @owner"}
	args["organization"] = sc.Organization
	if f.owner(sc) != sc.Organization { // one's own are within reach; the planner would take the condition for a choice of few
		parts = append(parts, within(sc, args))
	}
	if f.IsOrganization != nil {
		parts, args["is_organization"] = append(parts, "a.is_organization = @is_organization"), *f.IsOrganization
	}
	if f.Tag != "" {
		parts, args["tag"] = append(parts, "@tag = ANY(a.tags)"), f.Tag
	}
	if f.Sources != nil {
		parts, args["sources"] = append(parts, "a.source = ANY(@sources)"), f.Sources
	}
	if !f.IncludeMerged {
		parts = append(parts, "a.merged_into IS NULL")
	}
	return parts
}

func (o AccountOrder) columns() []page.Column {
	if o.ByName {
		return []page.Column{{SQL: "n.sort", Type: "text"}, {SQL: "n.account_id", Type: "uuid"}}
	}
	return []page.Column{{SQL: "a.created_at", Type: "timestamptz"}, {SQL: "a.id", Type: "uuid"}}
}

func (o AccountOrder) key(a Account) []string {
	if o.ByName {
		return []string{sortKey(nameOf(a)), a.ID.String()}
	}
	return []string{a.CreatedAt.Format(time.RFC3339Nano), a.ID.String()}
}
