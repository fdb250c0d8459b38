package match

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

// invented gives records of companies and people as a brand of Taiwan would hold them, a tenth of them twice.
func invented(n int) []Record {
	rng := rand.New(rand.NewPCG(3, 4))
	han := []rune("大中華新國泰聯合正光美嘉永順豐金寶明德成興和仁義信達安康健富盛昌隆元利亨貞益祥瑞慶")
	trades := []string{"科技", "電子", "貿易", "實業", "食品", "國際", "工業", "生物科技", "建設", "企業"}
	given := []string{"Anna", "Ben", "Carl", "Dora", "Emil", "Frida", "Gustav", "Hanna", "Ivan", "Julia", "Karl", "Lena"}
	family := []string{"Berg", "Chen", "Dahl", "Evers", "Fischer", "Groot", "Huang", "Ito", "Jansen", "Kim", "Lin", "Meyer"}
	records := make([]Record, 0, n)
	for i := range n {
		if i%10 == 9 {
			records = append(records, records[rng.IntN(len(records))])
			continue
		}
		r := Record{ID: fmt.Sprint(i), Country: "TW", Phones: []string{fmt.Sprintf("02-2%07d", rng.IntN(1e7))},
			Street: fmt.Sprintf("台北市大安區仁愛路%d段%d號", 1+rng.IntN(8), 1+rng.IntN(400))}
		if i%2 == 0 {
			r.Organization = true
			r.Names = []string{string([]rune{han[rng.IntN(len(han))], han[rng.IntN(len(han))], han[rng.IntN(len(han))]}) + trades[rng.IntN(len(trades))] + "股份有限公司"}
		} else {
			r.GivenName, r.FamilyName = given[rng.IntN(len(given))], family[rng.IntN(len(family))]
			r.Emails = []string{fmt.Sprintf("%s.%s%d@gmail.com", r.GivenName, r.FamilyName, rng.IntN(1e6))}
			r.BirthDate = fmt.Sprintf("%d-%02d-%02d", 1940+rng.IntN(65), 1+rng.IntN(12), 1+rng.IntN(28))
		}
		records = append(records, r)
	}
	return records
}

func BenchmarkNormalise(b *testing.B) {
	records := invented(1000)
	Normalise(records[0])
	for i := 0; b.Loop(); i++ {
		Normalise(records[i%len(records)])
	}
}

// BenchmarkMatch finds and weighs the candidates of one record among a hundred thousand.
func BenchmarkMatch(b *testing.B) {
	var profiles []*Profile
	for _, r := range invented(100_000) {
		profiles = append(profiles, Normalise(r))
	}
	m, index := Learn(profiles)
	known := index.Frequencies()
	candidates := 0
	i := 0
	for ; b.Loop(); i++ {
		p := profiles[i*7919%len(profiles)]
		for _, c := range index.Candidates(p) {
			m.Decide(m.Score(m.Compare(p, c), known))
			candidates++
		}
	}
	b.ReportMetric(float64(candidates)/float64(i), "candidates/op")
}
