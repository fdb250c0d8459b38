package feedback

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/intake"
)

// suggested writes what the columns of a file mean as "header=field".
func suggested(t *testing.T, text string) string {
	t.Helper()
	src := intake.Source{Name: "said.csv", Size: int64(len(text)), R: bytes.NewReader([]byte(text))}
	l, preview, err := Fields.Inspect(context.Background(), src, intake.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, c := range Fields.Suggest(l.Headers, preview) {
		if c.Field != "" {
			out = append(out, string(c.Field))
		}
	}
	return strings.Join(out, " ")
}

func TestColumnsAreKnownInThreeLanguages(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"Distributor,Customer,Date,CSAT,NPS,Comment\nN,C1,2026-01-02,5,9,good":                                  "distributor customer date csat nps comment",
		"經銷商代碼,客戶編號,填答時間,整體滿意度,推薦意願,意見與建議\nN,C1,2026-01-02 10:30,5,9,好":                                         "distributor customer date csat nps comment",
		"经销商,客户,提交时间,满意度评分,净推荐值,反馈\nN,C1,2026/1/2,5,9,好":                                                        "distributor customer date csat nps comment",
		"Timestamp,Dealer Code,How likely are you to recommend us?,Overall Satisfaction\n2026-01-02,N,9,5":      "date distributor nps csat",
		"Score,Comment,Date,Partner\n4,fine,2026-01-02,N":                                                       "csat comment date distributor",
		"Comment,NPS,Date,Distributor,Score\nfine,9,2026-01-02,N,not a number\nfine,8,2026-01-03,N,none either": "comment nps date distributor",
	} {
		if got := suggested(t, text); got != want {
			t.Errorf("%s\n got  %s\n want %s", strings.SplitN(text, "\n", 2)[0], got, want)
		}
	}
}

func parsed(t *testing.T, text string) (rows []said, problems []string) {
	t.Helper()
	p := &parser{today: time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)}
	src := intake.Source{Name: "said.csv", Size: int64(len(text)), R: bytes.NewReader([]byte(text))}
	if err := Fields.Small(context.Background(), src, func(c *intake.Cells) error {
		rows = append(rows, p.read(c))
		for _, one := range c.Problems {
			if one.Key != keyUnknownDistributor { // nobody is known here
				problems = append(problems, fmt.Sprintf("%d %s", c.Record.Number, one.Key))
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return rows, problems
}

// Nobody looks at how dates were read: the column decides, and where it does not, each date that reads in two ways is a problem.
func TestADateThatReadsInTwoWaysIsAProblem(t *testing.T) {
	t.Parallel()
	rows, problems := parsed(t, "Distributor,Date,CSAT\nN,03/04/2026,5\nN,05/06/2026,4\n")
	if strings.Join(problems, ", ") != "2 row.date.unreadable, 3 row.date.unreadable" || !rows[0].on.IsZero() {
		t.Errorf("undecided: %v, %v", problems, rows)
	}
	rows, problems = parsed(t, "Distributor,Date,CSAT\nN,03/04/2026,5\nN,25/06/2026,4\n")
	if len(problems) != 0 || rows[0].on.Format(time.DateOnly) != "2026-04-03" {
		t.Errorf("decided: %v, %s", problems, rows[0].on)
	}
}

func TestMarksAreWholeNumbersOfTheirRange(t *testing.T) {
	t.Parallel()
	for cells, want := range map[string]string{"5,10": "", "1,0": "", "５,": "", ",0": "", "5.0,9": "", "0,9": "row.mark.range", "6,9": "row.mark.range", "4,11": "row.mark.range", "4.5,": "row.mark.range",
		"4,-1": "row.mark.range", "80%,": "row.mark.range", ",": "row.mark.none", "good,": "row.number.unreadable", "1e3,": "row.mark.range"} {
		_, problems := parsed(t, "Distributor,Date,CSAT,NPS\nN,2026-01-01,3,3\nN,2026-01-01,3,3\nN,2026-01-01,3,3\nN,2026-01-01,"+cells+"\n")
		got := strings.TrimPrefix(strings.Join(problems, ", "), "5 ")
		if got != want {
			t.Errorf("%s: %q, not %q", cells, got, want)
		}
	}
}

// The same row of a customer is the same answer; of nobody it is another one's, until the file comes again.
func TestKeysTellRowsApart(t *testing.T) {
	t.Parallel()
	five, nine := 5, 9
	account, other := uuid.New(), uuid.New()
	r := said{about: uuid.New(), on: time.Date(2026, 1, 2, 0, 0, 0, 0, time.UTC), marks: Marks{CSAT: &five, NPS: &nine, Comment: "ab"}}
	moved, onlyNPS := r, r
	moved.marks.Comment = "a"
	onlyNPS.marks.CSAT = nil
	before, again := map[string]int{}, map[string]int{}
	keys := [][]byte{r.key(&account, before), r.key(&other, before), r.key(nil, before), r.key(nil, before), moved.key(&account, before), onlyNPS.key(&account, before)}
	for i, a := range keys {
		for j, b := range keys {
			if bytes.Equal(a, b) != (i == j) {
				t.Errorf("keys %d and %d: equal %v", i, j, bytes.Equal(a, b))
			}
		}
	}
	if !bytes.Equal(r.key(&account, again), keys[0]) || !bytes.Equal(r.key(nil, again), keys[2]) || !bytes.Equal(r.key(nil, again), keys[3]) {
		t.Error("the file again has other keys")
	}
}

func TestTokensAreLongAndNoneIsKept(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for range 1000 {
		token := newToken()
		if len(token) != 22 || seen[token] || strings.ContainsAny(token, "+/=") {
			t.Fatalf("the token %q", token)
		}
		seen[token] = true
	}
	if !bytes.Equal(digest(" abc "), digest("abc")) || bytes.Equal(digest("abc"), digest("abd")) || len(digest("")) != 32 {
		t.Error("digests")
	}
}

func TestLinksHaveAnEnd(t *testing.T) {
	t.Parallel()
	today := time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)
	for days, want := range map[int]string{-1: "survey.past", 0: "", 366: "", 367: "survey.tooLong"} {
		got := ""
		if err := (NewLinks{ExpiresOn: today.AddDate(0, 0, days)}).check(today); err != nil {
			got = fault.As(err).Fields[0].Key
		}
		if got != want {
			t.Errorf("%d days: %q, not %q", days, got, want)
		}
	}
}
