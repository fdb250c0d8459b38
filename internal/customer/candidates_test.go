package customer

import (
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/customer/match"
	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/typeid"
)

// invented gives the n-th record of a list: half organisations with Chinese names, half persons, with streets and phones; some values many share.
func invented(n int) stored {
	r := rand.New(rand.NewPCG(7, uint64(n)))
	pick := func(from string) string { all := []rune(from); return string(all[r.IntN(len(all))]) }
	const syllables = "晨光森野山海好日禾豐永盛和順青田雲起遠石門金泰宏瑞昌德興聯春水秋實北岸南風東西窗三合五福七里百川千禧萬象明月星河拾慢活趣行樂安居家年大地藍綠白鷺赤紫藤橋銀杏鴻圖駿業龍泉鳳鳴匠心巧手食味灶君火木"
	cities := []string{"臺北市", "新北市", "桃園市", "臺中市", "臺南市", "高雄市", "基隆市", "新竹市", "嘉義市"}
	streets := []string{"中山路", "中正路", "民生路", "忠孝路", "復興路", "和平路", "建國路", "文化路", "光復路", "成功路"}
	s := stored{Phone: fmt.Sprintf("09%08d", r.IntN(100_000_000)), City: cities[r.IntN(len(cities))], Country: "TW",
		Street: fmt.Sprintf("%s%d段%d號", streets[r.IntN(len(streets))], 1+r.IntN(7), 1+r.IntN(600))}
	if s.IsOrganization = n%2 == 0; s.IsOrganization {
		name := pick(syllables) + pick(syllables) + pick(syllables) + []string{"", "實業", "貿易", "科技", "餐飲", "國際"}[r.IntN(6)] + []string{"有限公司", "股份有限公司", "商行"}[r.IntN(3)]
		s.Name = &name
	} else {
		s.PersonName = pick("陳林黃張李王吳劉蔡楊許鄭謝洪郭邱曾廖賴徐") + pick(syllables) + pick(syllables)
	}
	return s
}

// doubles is how many accounts stand in the list twice.
const doubles = 100

// TestCandidatesAmongMany finds the candidates of accounts in a list with many common values: of each its own double, and never more than are weighed. With PORTAL_LARGE=1
// there are a million accounts, and finding the candidates of one takes 15 ms at most in 95 of 100.
func TestCandidatesAmongMany(t *testing.T) {
	t.Parallel()
	accounts, looked := 10_000, 500
	if os.Getenv("PORTAL_LARGE") != "" {
		accounts, looked = 1_000_000, 2_000
	}
	s := newSite(t)
	owners := [20]uuid.UUID{}
	for i := range owners {
		owners[i] = s.owner(fmt.Sprint("D", i))
	}
	// The last hundred say again what the first hundred say.
	invented := func(n int) stored {
		if n >= accounts-doubles {
			n -= accounts - doubles
		}
		return invented(n)
	}
	ids := make([]uuid.UUID, accounts)
	for i := range ids {
		ids[i] = typeid.New()
	}
	fill := func(table string, columns []string, row func(n int) [][]any) {
		t.Helper()
		n, at, rows := 0, 0, [][]any(nil)
		_, err := s.db.Owner().CopyFrom(t.Context(), pgx.Identifier{table}, columns, pgx.CopyFromFunc(func() ([]any, error) {
			for at == len(rows) {
				if n == accounts {
					return nil, nil
				}
				rows, at = row(n), 0
				n++
			}
			at++
			return rows[at-1], nil
		}))
		if err != nil {
			t.Fatal(err)
		}
	}
	begin := time.Now()
	fill("accounts", []string{"distributor_id", "id", "key_hash", "name", "is_organization"}, func(n int) [][]any {
		return [][]any{{owners[n%len(owners)], ids[n], ids[n][:], invented(n).Name, invented(n).IsOrganization}}
	})
	fill("account_contacts", []string{"distributor_id", "account_id", "name", "phone", "street", "city", "country"}, func(n int) [][]any {
		r := invented(n)
		return [][]any{{owners[n%len(owners)], ids[n], r.PersonName, r.Phone, r.Street, r.City, r.Country}}
	})
	fill("match_keys", []string{"distributor_id", "account_id", "key"}, func(n int) (rows [][]any) {
		for _, k := range match.Normalise(invented(n).record()).Keys() {
			rows = append(rows, []any{owners[n%len(owners)], ids[n], k.Int64()})
		}
		return rows
	})
	s.exec("VACUUM ANALYZE accounts, account_contacts, match_keys")
	t.Logf("filled in %v", time.Since(begin).Round(time.Second))

	took := make([]time.Duration, 0, looked)
	found := 0
	for i := range looked + 200 {
		at := (i * 7919) % accounts
		if i < doubles {
			at = i // these warm the caches too
		}
		id := ids[at]
		err := s.db.Engine().InTx(t.Context(), scope.System(), func(tx pgx.Tx) error {
			r := &round{now: time.Now(), total: accounts, model: match.Default(), records: map[uuid.UUID]*record{}}
			if err := r.read(t.Context(), tx, []uuid.UUID{id}); err != nil {
				return err
			}
			r.batch = []*record{r.records[id]}
			begin := time.Now()
			all, err := r.candidates(t.Context(), tx)
			if i >= 200 { // the first ones warm the caches
				took = append(took, time.Since(begin))
				found += len(all)
			}
			if double := ids[accounts-doubles+i%doubles]; i < doubles && !slices.ContainsFunc(all, func(c candidate) bool { return c.other.ID == double }) {
				t.Errorf("account %d doesn't find its double", i)
			}
			if len(all) > match.MostCandidates {
				t.Errorf("account %d has %d candidates", at, len(all))
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	slices.Sort(took)
	at := func(share float64) time.Duration {
		return took[int(share*float64(len(took)-1))].Round(10 * time.Microsecond)
	}
	t.Logf("candidates of one among %d: median %v, p95 %v, p99 %v, %.1f each", accounts, at(0.5), at(0.95), at(0.99), float64(found)/float64(looked))
	if p95 := at(0.95); accounts == 1_000_000 && p95 > 15*time.Millisecond {
		t.Errorf("p95 is %v, want 15 ms at most", p95)
	}
}
