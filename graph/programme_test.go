package graph_test

import (
	"maps"
	"strings"
	"testing"

	"github.com/tonglu/portal/graph/graphtest"
	"github.com/tonglu/portal/internal/typeid"
)

const (
	setProgramme = `mutation($p: ProgrammeInput!, $key: String) { setScorecardProgramme(input: {programme: $p, idempotencyKey: $key}) { programme { version name from gradeA publishedBy { email } withdrawnAt
		rules { key weight quarter { floor target stretch } } deductions { key points most } eligibility { tiers channelTypes territories { code } } } } }`
	withdrawProgramme = `mutation($v: Int!) { withdrawScorecardProgramme(input: {version: $v, reason: "mistaken"}) { programme { version withdrawnAt } } }`
	programmes        = `{ scorecardProgrammes { totalCount edges { node { version name rules { key } eligibility { territories { code } } } } } }`
	simulateIt        = `query($p: ProgrammeInput!, $n: Int) { simulateProgramme(programme: $p, period: "2024-01", first: $n) { period mean simulatedMean grades { grade now then }
		cards { totalCount pageInfo { hasNextPage } edges { node { distributor { code } composite grade simulatedComposite simulatedGrade eligible } } } } }`
)

// qualityAlone is a programme of data quality, with what else is said.
func qualityAlone(from string, more object) object {
	b := object{"floor": "90", "target": "95", "stretch": "99"}
	p := object{"name": "Quality", "from": from, "gradeA": "110", "gradeB": "100", "gradeC": "90", "rules": []object{{"key": "data_quality", "weight": "100", "month": b, "quarter": b, "year": b}}}
	maps.Copy(p, more)
	return p
}

func TestAProgrammeIsPublishedAndWithdrawn(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	manager := g.As("channel_manager", "BRAND")
	who := object{"tiers": []string{"TIER_1"}, "channelTypes": []string{"STORE"}, "territoryIds": []string{typeid.Format(typeid.Territory, g.ID("TPE"))}}
	p := qualityAlone("2099-01-01", object{"eligibility": who, "deductions": []object{{"key": "warning", "points": "5", "most": "10"}}})
	for range 2 {
		made := at(dataOf(t, manager.Do(t, setProgramme, object{"p": p, "key": "k"})), "setScorecardProgramme", "programme")
		if at(made, "version") != 2.0 || at(made, "publishedBy", "email") != graphtest.Email("channel_manager", "BRAND") || at(made, "rules", 0, "quarter", "stretch") != "99" ||
			at(made, "deductions", 0, "most") != "10" || at(made, "eligibility", "territories", 0, "code") != "TPE" || at(made, "eligibility", "tiers", 0) != "TIER_1" || at(made, "from") != "2099-01-01" {
			t.Fatalf("%v", made)
		}
	}
	list := at(dataOf(t, g.As("brand_analyst", "BRAND").Do(t, programmes, nil)), "scorecardProgrammes")
	if at(list, "totalCount") != 2.0 || at(list, "edges", 0, "node", "version") != 2.0 || len(at(list, "edges", 1, "node", "rules").([]any)) != 8 {
		t.Errorf("%v", list)
	}
	if got := dataOf(t, manager.Do(t, withdrawProgramme, object{"v": 2})); at(got, "withdrawScorecardProgramme", "programme", "withdrawnAt") == nil {
		t.Errorf("%v", got)
	}
	if answer := manager.Do(t, withdrawProgramme, object{"v": 1}).Want(t, "CONFLICT"); answer.Key() != "programme.inForce" {
		t.Errorf("%s", answer.Body)
	}
	wrong := qualityAlone("2099-01-01", object{"gradeB": "115", "eligibility": object{"territoryIds": []string{typeid.Format(typeid.Territory, typeid.New())}}})
	wrong["rules"] = []object{wrong["rules"].([]object)[0], {"key": "luck", "weight": "-0.1", "month": object{"floor": "1", "target": "0", "stretch": "2"}, "quarter": object{"floor": "1", "target": "1", "stretch": "2"}, "year": object{"floor": "1", "target": "1", "stretch": "2"}}}
	answer := manager.Do(t, setProgramme, object{"p": wrong}).Want(t, "INVALID")
	for _, path := range []string{"input.programme.gradeB", "input.programme.rules", "input.programme.rules.1.key", "input.programme.rules.1.weight", "input.programme.eligibility.territoryIds.0"} {
		answer.WantField(t, path)
	}
	if !strings.Contains(answer.Body, `"sum":"99.9"`) {
		t.Errorf("the sum is not said: %s", answer.Body)
	}
	g.As("brand_admin", "BRAND").Do(t, closeIt, object{"p": "2024-03"}).Want(t, "")
	manager.Do(t, setProgramme, object{"p": qualityAlone("2024-03-31", nil)}).Want(t, "INVALID").WantField(t, "input.programme.from")
	definitions := at(dataOf(t, manager.Do(t, `{ metricDefinitions { key unit higherIsBetter month { floor } } }`, nil)), "metricDefinitions").([]any)
	if len(definitions) != 17 {
		t.Errorf("%d metrics", len(definitions))
	}
}

func TestAProgrammeIsSimulated(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	january(g)
	admin := g.As("brand_admin", "BRAND")
	s := at(dataOf(t, admin.Do(t, simulateIt, object{"p": qualityAlone("2099-01-01", nil)})), "simulateProgramme")
	if at(s, "cards", "totalCount") != 2.0 || at(s, "cards", "edges", 0, "node", "eligible") != true || at(s, "simulatedMean") != "60" || len(at(s, "grades").([]any)) != 5 {
		t.Errorf("%v", s)
	}
	mine := at(dataOf(t, g.As("channel_manager", "BRAND").Do(t, simulateIt, object{"p": qualityAlone("2099-01-01", nil)})), "simulateProgramme", "cards")
	if at(mine, "totalCount") != 1.0 || at(mine, "edges", 0, "node", "distributor", "code") != "NORTH" || at(mine, "edges", 0, "node", "simulatedGrade") != "A" {
		t.Errorf("%v", mine)
	}
	admin.Do(t, simulateIt, object{"p": qualityAlone("2099-01-01", object{"rules": []object{}})}).Want(t, "INVALID").WantField(t, "programme.rules")
	count := func(n int) int {
		return fewest(func() int {
			return len(g.Counter.During(func() { admin.Do(t, simulateIt, object{"p": qualityAlone("2099-01-01", nil), "n": n}).Want(t, "") }))
		})
	}
	if one, two := count(1), count(2); two > one {
		t.Errorf("a page of one takes %d statements, of two %d", one, two)
	}
	if got := dataOf(t, admin.Do(t, programmes, nil)); at(got, "scorecardProgrammes", "totalCount") != 1.0 {
		t.Errorf("a simulation was kept: %v", got)
	}
}

func TestWhoMayWhatOfProgrammes(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	invalid := object{"p": qualityAlone("2099-01-01", object{"name": ""})}
	may(t, g, setProgramme, invalid, "brand_admin", "channel_manager")
	may(t, g, withdrawProgramme, object{"v": 99}, "brand_admin", "channel_manager")
	may(t, g, simulateIt, invalid, "brand_admin", "channel_manager", "brand_analyst")
	may(t, g, programmes, nil, "brand_admin", "channel_manager", "brand_analyst")
	may(t, g, `{ metricDefinitions { key } }`, nil, "brand_admin", "channel_manager", "brand_analyst")
}
