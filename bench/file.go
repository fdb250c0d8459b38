package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/tonglu/portal/internal/catalog"
	"github.com/tonglu/portal/internal/partner"
	"github.com/tonglu/portal/internal/scope"
)

// What the measured files are made of: two years of a large distributor, by date, four lines to an invoice.
const (
	products  = 400
	cities    = 20
	customers = 20_000
	days      = 731
)

var firstDay = time.Date(2023, 1, 1, 0, 0, 0, 0, time.UTC)

// settleBrand makes a brand with its catalogue, and distributors of the codes.
func (s *site) settleBrand(ctx context.Context, codes ...string) (ids []uuid.UUID, err error) {
	all := scope.System()
	partners, products := partner.New(s.app), catalog.New(s.app)
	if _, err = partners.CreateBrand(ctx, all, partner.Brand{Name: "Brand", BaseCurrency: "TWD", TimeZone: "Asia/Taipei"}); err != nil {
		return nil, err
	}
	for _, code := range codes {
		d, err := partners.CreateDistributor(ctx, all, nil, partner.NewDistributor{Code: code, Facts: partner.Facts{Name: partner.Name{Default: code},
			Tier: "TIER_1", Status: partner.Active, ChannelTypes: []partner.ChannelType{"STORE"}, Currency: "TWD", Country: "TW", TimeZone: "Asia/Taipei",
			JoinedOn: firstDay}})
		if err != nil {
			return nil, err
		}
		ids = append(ids, d.ID)
	}
	if _, err = partners.Import(ctx, all, "territories", territories()); err != nil {
		return nil, err
	}
	lines, articles := catalogue()
	if _, err = products.Import(ctx, all, "product-lines", lines); err != nil {
		return nil, err
	}
	_, err = products.Import(ctx, all, "products", articles)
	return ids, err
}

func territories() io.Reader {
	var b strings.Builder
	b.WriteString("code,name,kind,parent,aliases\nTW,Taiwan,COUNTRY,,\n")
	for i := range cities {
		fmt.Fprintf(&b, "C%02d,City %d,CITY,TW,第%d市\n", i, i, i)
	}
	return strings.NewReader(b.String())
}

func catalogue() (lines, articles io.Reader) {
	var l, a strings.Builder
	l.WriteString("code,name\n")
	for i := range 8 {
		fmt.Fprintf(&l, "L%d,Line %d\n", i, i)
	}
	a.WriteString("code,name,product_line\n")
	for i := range products {
		fmt.Fprintf(&a, "SKU-%05d,Article %d,L%d\n", i, i, i%8)
	}
	return strings.NewReader(l.String()), strings.NewReader(a.String())
}

// salesFile is a CSV of so many rows. The number sets its invoices apart from other files'.
func salesFile(rows, number int) []byte {
	r := rand.New(rand.NewPCG(uint64(number), 1))
	tail := rand.NewZipf(r, 1.1, 20, products-1) // some articles sell far more than others
	var b bytes.Buffer
	w := bufio.NewWriter(&b)
	w.WriteString("Invoice No.,Line No.,Invoice Date,SKU,Qty,Unit Price,Discount,Net Amount,Currency,Customer Name,Customer Code,City\n")
	for i := 0; i < rows; i++ {
		if i%4 == 0 {
			r = rand.New(rand.NewPCG(uint64(number), uint64(i))) // an invoice has one customer
		}
		customer := int(uint64(i/4) * 2654435761 % customers)
		day := firstDay.AddDate(0, 0, i*days/rows)
		quantity, price, discount := 1+r.IntN(9), 5000+r.IntN(95000), 0
		if r.IntN(10) == 0 {
			discount = price * quantity / 20
		}
		net := price*quantity - discount
		fmt.Fprintf(w, "INV%d-%07d,%d,%s,SKU-%05d,%d,%d.%02d,%d.%02d,%d.%02d,TWD,全聯實業股份有限公司%d,C%06d,第%d市\n",
			number, i/4, i%4+1, day.Format(time.DateOnly), tail.Uint64(), quantity, price/100, price%100, discount/100, discount%100, net/100, net%100,
			customer, customer, customer%cities)
	}
	w.Flush()
	return b.Bytes()
}
