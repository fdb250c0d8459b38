package seed

import (
	"bytes"
	"slices"
)

// Sample is a file for somebody who tries the portal: the running month of a
// distributor that has people, in its own layout.
type Sample struct {
	Distributor string // code
	Name        string
	Bytes       []byte
	Expected    Expected
}

// sampleLines is how many lines a sample has, beside the bad ones.
const sampleLines = 57

// Samples makes one for each distributor that has people. Their lines are not
// among those of the Sellers. The first one's columns are new to the portal, the
// other's are known to it.
func (w *World) Samples() ([]Sample, error) {
	var out []Sample
	for i, code := range demonstrated {
		s := w.Seller(w.codes[code])
		layout := *s.layout
		if i == 0 { // its system has been updated: the columns have to be confirmed anew
			layout.columns = append(slices.Clone(layout.columns), column{"電子信箱", colEmail})
		}
		r := stream(w.Seed, streamMonth, s.Index, -1)
		m := s.market(r, fullMonths)
		weights := make([]float64, max(1, w.Today.Day()-1)) // to yesterday
		for i := range weights {
			weights[i] = dayWeight(s.Distributor, m.first.AddDate(0, 0, i))
		}
		m.days = newTable(weights)
		var invoices []invoice
		for left := sampleLines; left > 0; {
			invoices = append(invoices, s.sell(r, m, m.customers.draw(r), &left))
		}
		lines := s.number(invoices, fullMonths)
		var file bytes.Buffer
		f, err := layout.open(&file, s.Distributor)
		if err != nil {
			return nil, err
		}
		e, sum := Expected{}, int64(0)
		for i := range lines {
			f.row(row{&lines[i], s, 0})
			sum += lines[i].Net()
			e.Lines++
			if i%19 == 7 {
				spoilt := lines[i]
				spoilt.Invoice, spoilt.No, spoilt.Serial = spoilt.Invoice+"B", 1, ""
				e.Rejected++
				f.row(row{&spoilt, s, e.Rejected}) // one of each kind
			}
		}
		e.Ignored = f.foot(sum)
		if err := f.close(); err != nil {
			return nil, err
		}
		out = append(out, Sample{code, w.fileName(s.Distributor, fullMonths, fullMonths), file.Bytes(), e})
	}
	return out, nil
}
