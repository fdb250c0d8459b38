package seed

import (
	"fmt"
	"time"
)

// Submission is a file that a distributor hands in.
type Submission struct {
	Distributor int
	From, Until int // months in it, both included
	Name        string
	At          time.Time // when it is handed in
}

// Submissions are a distributor's files by time. A file has so many months;
// the last three and the running one have a file each in any case.
func (w *World) Submissions(distributor, monthsPerFile int) []Submission {
	d := &w.Distributors[distributor]
	r := stream(w.Seed, streamFile, distributor)
	var out []Submission
	first := -1
	for m := range w.Months() {
		at := w.due(d, m, r.IntN(100), 2+r.IntN(7), r.IntN(1000))
		if w.counts[distributor][m] == 0 {
			continue
		}
		if first < 0 {
			first = m
		}
		single := m >= fullMonths-3 && monthsPerFile < fullMonths
		if !single && (m-first+1 < monthsPerFile && m < w.Months()-1 && !(m == fullMonths-4 && monthsPerFile < fullMonths)) && w.more(distributor, m) {
			continue
		}
		out = append(out, Submission{distributor, first, m, w.fileName(d, first, m), at})
		first = -1
	}
	return out
}

// more tells whether a distributor sells in a month after m.
func (w *World) more(distributor, m int) bool {
	for _, n := range w.counts[distributor][m+1:] {
		if n > 0 {
			return true
		}
	}
	return false
}

// due is when a month is handed in: by the due day, or after it when percent
// says that the distributor is late; never after today.
func (w *World) due(d *Distributor, m, percent, day, minute int) time.Time {
	at := w.Month(m+1).AddDate(0, 0, day-1)
	if percent < d.Late {
		at = at.AddDate(0, 0, w.Brand.DueDay+1)
	}
	at = at.Add(time.Hour + time.Duration(minute%480)*time.Minute) // 9 to 17 o'clock in Taipei
	if latest := w.Today.Add(-time.Hour); at.After(latest) {
		return latest.Add(-time.Duration(minute) * time.Second)
	}
	return at
}

func (w *World) fileName(d *Distributor, from, until int) string {
	span := w.Month(from).Format("200601")
	if until > from {
		span += "-" + w.Month(until).Format("200601")
	}
	word := map[string]string{"dingxin": "銷貨明細", "tab": "銷售明細", "pos": "門市銷售", "shop": "訂單匯出", "kingdee": "销售出库", "yonyou": "销售明细", "market": "订单导出", "returns": "销售明细"}[d.Layout]
	if word == "" {
		word = "sales"
	}
	return fmt.Sprintf("%s_%s_%s.%s", d.Slug, word, span, layouts[d.Layout].ext)
}

// Expected is what becomes of the rows of a file.
type Expected struct {
	Lines      int // accepted
	Duplicates int
	Rejected   int
	Ignored    int // blank, total
}

// Rows is how many rows there are below the header.
func (e Expected) Rows() int { return e.Lines + e.Duplicates + e.Rejected + e.Ignored }
