package graph_test

import (
	"context"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/tonglu/portal/graph/graphtest"
	"github.com/tonglu/portal/internal/redis"
	"github.com/tonglu/portal/internal/typeid"
)

// inProcess is a keeper without a Redis.
func inProcess() *redis.Tier { return redis.NewTier(nil, time.Minute, 1<<20) }

func cardOf(g *graphtest.Graph, code string) map[string]any {
	return map[string]any{"id": typeid.Format(typeid.Distributor, g.Organization(code)), "period": "2024-01"}
}

func TestAnAnswerIsMadeOnceAndThenCostsNoStatement(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	january(g)
	node := g.Node(inProcess())
	rep, viewer := node.Login("distributor_rep", "NORTH"), node.As("distributor_rep", "NORTH")
	vars := cardOf(g, "NORTH")
	want := g.As("distributor_rep", "NORTH").Do(t, cardQuery, vars).Body
	for i, caller := range []*graphtest.Caller{rep, viewer, rep, viewer, rep} {
		statements := node.Counter.During(func() {
			if got := caller.Do(t, cardQuery, vars).Body; got != want {
				t.Fatalf("answer %d differs:\n got %s\nwant %s", i, got, want)
			}
		})
		if i > 1 && len(statements) > 0 {
			t.Errorf("answer %d costs %q", i, statements)
		}
	}
}

// queries are those whose answers may be kept, and some whose may not.
func queries(g *graphtest.Graph) []struct {
	query string
	vars  map[string]any
} {
	period := map[string]any{"period": "2024-01"}
	return []struct {
		query string
		vars  map[string]any
	}{
		{cardQuery, cardOf(g, "NORTH")}, {cardQuery, cardOf(g, "SOUTH")},
		{listQuery, nil}, {overviewQuery, nil},
		{`query ($period: Period!) { scorecards(period: $period, first: 1) { totalCount edges { cursor node { distributor { code name { default } } revenue { amount } } } } }`, period},
		{`query ($period: Period!) { viewer { role user { name } } portfolioOverview(period: $period) { revenue { amount } } }`, period},
		{`query ($id: ID!, $period: Period!) { a: scorecard(distributorId: $id, period: $period) { ...c } } fragment c on Scorecard { composite distributor { managers { name } } }`, cardOf(g, "NORTH")},
	}
}

// Two organisations and the brand's people ask and change things in random order, of a node that keeps answers and of one that
// keeps none: to the byte, there is no difference.
func TestKeptAnswersAreThoseThatWouldBeMade(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	january(g)
	node := g.Node(redis.NewTier(openRedis(t), time.Minute, 1<<20))
	people := [][2]string{{"distributor_rep", "NORTH"}, {"distributor_viewer", "NORTH"}, {"distributor_rep", "SOUTH"}, {"channel_manager", "BRAND"},
		{"brand_admin", "BRAND"}, {"brand_analyst", "BRAND"}, {"auditor", "BRAND"}}
	ask := queries(g)
	seed := uint64(time.Now().UnixNano())
	random := rand.New(rand.NewPCG(seed, 1))
	for step := range 400 {
		if random.IntN(6) == 0 {
			changeSomething(t, node, random)
			continue
		}
		who, q := people[random.IntN(len(people))], ask[random.IntN(len(ask))]
		got, want := node.As(who[0], who[1]).Do(t, q.query, q.vars).Body, g.As(who[0], who[1]).Do(t, q.query, q.vars).Body
		if got != want {
			t.Fatalf("seed %d, step %d: %s of %s asks %s\n got %s\nwant %s", seed, step, who[0], who[1], q.query, got, want)
		}
	}
}

// openRedis gives a client of a small Redis of the test's own.
func openRedis(t *testing.T) *redis.Client {
	t.Helper()
	server, err := redis.StartInside()
	if err != nil {
		t.Fatal(err)
	}
	client, err := redis.Open(server.URL(), slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = client.Close(); _ = server.Stop(context.Background()) })
	return client
}

// changeSomething changes one of the things that cards are made of, as somebody who may.
func changeSomething(t *testing.T, node *graphtest.Graph, random *rand.Rand) {
	t.Helper()
	admin, code := node.As("brand_admin", "BRAND"), []string{"NORTH", "SOUTH"}[random.IntN(2)]
	id := typeid.Format(typeid.Distributor, node.Organization(code))
	switch random.IntN(4) {
	case 0:
		admin.Do(t, `mutation ($id: ID!, $amount: Decimal!) { setTarget(input: {distributorId: $id, period: "2024-01", amount: $amount}) { target { id } } }`,
			map[string]any{"id": id, "amount": strconv.Itoa(1_000 + random.IntN(1_000_000))}).Want(t, "")
	case 1:
		admin.Do(t, `mutation ($id: ID!, $name: String!) { updateDistributor(input: {id: $id, name: {default: $name}}) { distributor { id } } }`,
			map[string]any{"id": id, "name": code + " " + strconv.Itoa(random.IntN(1_000))}).Want(t, "")
	case 2:
		var ids []string
		for _, code := range [][]string{{}, {"NORTH"}, {"SOUTH"}, {"NORTH", "SOUTH"}}[random.IntN(4)] {
			ids = append(ids, typeid.Format(typeid.Distributor, node.Organization(code)))
		}
		admin.Do(t, `mutation ($user: ID!, $ids: [ID!]!) { setPortfolio(input: {userId: $user, distributorIds: $ids}) { user { id } } }`,
			map[string]any{"user": typeid.Format(typeid.User, node.User("channel_manager", "BRAND")), "ids": append([]string{}, ids...)}).Want(t, "")
	case 3:
		invoice := strconv.FormatUint(random.Uint64(), 36)
		node.Report(code, invoice+".csv", "Invoice No,Date,Product,Quantity,Unit price,Customer\n"+invoice+",2024-01-10,T-1,1,"+strconv.Itoa(100+random.IntN(900))+",Acme Ltd\n")
		node.Resolver.Partners.ForgetVersions() // as a process does that is told of the import
	}
}

// While both organisations ask and change things at once, neither ever gets a byte about the other.
func TestNobodyIsGivenAnothersAnswer(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	january(g)
	node := g.Node(redis.NewTier(openRedis(t), time.Minute, 1<<20))
	ask := queries(g)
	var all sync.WaitGroup
	for worker := range 8 {
		all.Go(func() {
			random := rand.New(rand.NewPCG(uint64(worker), uint64(time.Now().UnixNano())))
			own, other := "NORTH", "SOUTH"
			if worker%2 == 1 {
				own, other = other, own
			}
			caller := node.As([]string{"distributor_rep", "distributor_viewer"}[random.IntN(2)], own)
			for range 150 {
				if random.IntN(20) == 0 {
					changeSomething(t, node, random)
				}
				q := ask[random.IntN(len(ask))]
				answer := caller.Do(t, q.query, q.vars).Want(t, "").Body
				id := typeid.Format(typeid.Distributor, g.Organization(other))
				if strings.Contains(answer, id) || strings.Contains(answer, other) {
					t.Errorf("%s is told of %s: %s", own, other, answer)
				}
			}
		})
	}
	all.Wait()
}

func TestACommittedLineShowsOnEveryNode(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	january(g)
	shared := openRedis(t)
	nodes := []*graphtest.Graph{g.Node(redis.NewTier(shared, time.Minute, 1<<20)), g.Node(redis.NewTier(shared, time.Minute, 1<<20))}
	vars := cardOf(g, "NORTH")
	revenue := func(node *graphtest.Graph) string {
		var data struct{ Scorecard *card }
		node.As("distributor_viewer", "NORTH").Do(t, cardQuery, vars).Into(t, &data)
		return data.Scorecard.Revenue.Amount
	}
	for _, node := range nodes {
		for range 3 {
			if got := revenue(node); got != "2999999.9999" {
				t.Fatalf("before: %s", got)
			}
		}
	}
	g.Report("NORTH", "january.csv", "Invoice No,Date,Product,Quantity,Unit price,Customer\nA-1,2024-01-20,T-1,1,100.0001,Acme Ltd\n")
	committed := time.Now()
	for i, node := range nodes {
		for revenue(node) != "3000100" {
			if time.Since(committed) > time.Second {
				t.Fatalf("node %d shows %s a second after the line was committed", i, revenue(node))
			}
			time.Sleep(5 * time.Millisecond)
		}
	}
	t.Logf("shown after %v", time.Since(committed))
}

func TestFiveHundredAtOnceMakeOneAnswer(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	january(g)
	tier := inProcess()
	node := g.Node(tier)
	caller := node.As("distributor_viewer", "NORTH")
	caller.Do(t, `query { viewer { role } }`, nil).Want(t, "") // who asks is known
	var all sync.WaitGroup
	for range 500 {
		all.Go(func() { caller.Do(t, cardQuery, cardOf(g, "NORTH")).Want(t, "") })
	}
	all.Wait()
	if made := tier.Counts().Made.Load(); made != 1 {
		t.Errorf("made %d times", made)
	}
}

func TestAnotherRoleIsInForceWithinASecondHoweverWarm(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	january(g)
	node := g.Node(inProcess())
	analyst := node.Login("brand_analyst", "BRAND")
	for range 3 {
		analyst.Do(t, overviewQuery, nil).Want(t, "")
	}
	g.As("brand_admin", "BRAND").Do(t, `mutation ($id: ID!) { setUserRole(input: {id: $id, role: AUDITOR}) { user { id } } }`,
		map[string]any{"id": typeid.Format(typeid.User, g.User("brand_analyst", "BRAND"))}).Want(t, "")
	for end := time.Now().Add(time.Second); analyst.Do(t, overviewQuery, nil).Code() != "FORBIDDEN"; time.Sleep(10 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("an auditor still reads what an analyst was answered")
		}
	}
	if code := node.Nobody().Do(t, overviewQuery, nil).Code(); code != "UNAUTHENTICATED" {
		t.Errorf("nobody gets %s", code)
	}
}

// What tells of persons is not kept, and neither are failures.
func TestSomeAnswersAreMadeEachTime(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	january(g)
	tier := inProcess()
	node := g.Node(tier)
	for name, query := range map[string]string{
		"accounts":     `query { accounts(first: 5) { edges { node { id name } } } }`,
		"managers":     fmt.Sprintf(`query { scorecard(distributorId: %q, period: "2024-01") { distributor { managers { name } } } }`, cardOf(g, "NORTH")["id"]),
		"a wrong id":   `query { scorecard(distributorId: "dst_x", period: "2024-01") { composite } }`,
		"with a fault": `query { portfolioOverview(period: "2024-01") { revenue { amount } } scorecard(distributorId: "nonsense", period: "2024-01") { grade } }`,
	} {
		kept := tier.Counts().Process.Load()
		for range 3 {
			node.As("distributor_rep", "NORTH").Do(t, query, nil)
		}
		if tier.Counts().Process.Load() != kept {
			t.Errorf("%s: kept", name)
		}
	}
}

func TestAKeptAnswerHasTheHeadersOfAMadeOne(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	january(g)
	caller := g.Node(inProcess()).As("distributor_rep", "NORTH")
	first := caller.Do(t, cardQuery, cardOf(g, "NORTH"))
	for range 3 {
		again := caller.Do(t, cardQuery, cardOf(g, "NORTH"))
		if again.Status != first.Status || fmt.Sprint(again.Header) != fmt.Sprint(first.Header) || again.Body != first.Body {
			t.Errorf("%d %v, want %d %v", again.Status, again.Header, first.Status, first.Header)
		}
	}
}
