package seed

import (
	"strconv"
	"strings"
	"time"
)

// Kinds of rows that can't be taken.
const (
	badProduct = iota + 1
	badDate
	badQuantity
)

// row is a line on its way into a file.
type row struct {
	*SaleLine
	seller *Seller
	bad    int
}

// cell is what a column says of a row, and whether it is a number or a date to a spreadsheet.
type cell struct {
	text   string
	amount int64 // in hundredths, when number
	number bool
	date   time.Time
}

func hundredths(amount int64) cell { return cell{amount: amount, number: true} }

// cell gives what the row has in the column.
func (l *layout) cell(c col, r row) cell {
	s, w := r.seller, r.seller.w
	customer, product, place := &s.Customers[r.Customer], &w.Products[r.Product], &w.Territories[r.Place]
	switch c {
	case colInvoice:
		return cell{text: r.Invoice}
	case colLine:
		return cell{text: strconv.Itoa(r.No)}
	case colDate:
		if r.bad == badDate {
			return cell{text: r.Date.Format("2006/") + "13/45"}
		}
		return cell{text: l.date(r.moment()), date: r.Date}
	case colCode:
		if r.bad == badProduct {
			return cell{text: product.Code[:len(product.Code)-1] + "9Z"}
		}
		if s.Codes {
			return cell{text: s.OwnCode(r.Product)}
		}
		return cell{text: product.Code}
	case colGTIN:
		if r.bad == badProduct {
			return cell{text: "2999999999994"}
		}
		return cell{text: product.GTIN}
	case colName:
		if l.english {
			return cell{text: product.Name.En}
		}
		return cell{text: product.Name.In(s.Country)}
	case colQuantity:
		return hundredths(r.pieces() * 100)
	case colSold:
		if r.Quantity < 0 {
			return cell{}
		}
		return hundredths(r.pieces() * 100)
	case colReturned:
		if r.Quantity > 0 {
			return cell{}
		}
		return hundredths(-r.pieces() * 100)
	case colPrice:
		return hundredths(r.Price)
	case colList:
		return hundredths(r.List)
	case colDiscount:
		return hundredths((r.List - r.Price) * r.Quantity)
	case colNet:
		return hundredths(r.Net())
	case colCurrency:
		return cell{text: s.Currency}
	case colCustomerCode:
		return cell{text: customer.Code}
	case colCustomer:
		return cell{text: customer.Name}
	case colTaxID:
		return cell{text: customer.TaxID}
	case colPhone:
		return cell{text: customer.Phone}
	case colEmail:
		return cell{text: customer.Email}
	case colRegion, colCity, colPostal:
		return cell{text: l.placeText(c, place, w)}
	case colChannel:
		return cell{text: l.words[r.Channel]}
	case colSerial:
		return cell{text: r.Serial}
	case colPerson:
		return cell{text: s.People[r.Person]}
	default: // colNote
		if r.Quantity < 0 {
			return cell{text: map[string]string{"TW": "退貨", "CN": "退货", "JP": "Return"}[s.Country]}
		}
		return cell{}
	}
}

// pieces is the quantity as the file has it.
func (r row) pieces() int64 {
	if r.bad == badQuantity {
		return 0
	}
	return r.Quantity
}

// moment is the day at a time of day that an order might have.
func (r row) moment() time.Time {
	second := mix(uint64(r.Date.Unix())+uint64(r.Customer)<<20) % (12 * 3600)
	return r.Date.Add(9*time.Hour + time.Duration(second)*time.Second)
}

// placeText names a place: the part of the tree that the column is about.
func (l *layout) placeText(c col, place *Territory, w *World) string {
	upper := place
	if place.Kind == "DISTRICT" || place.Kind == "CITY" && strings.Count(place.Code, "-") == 2 {
		upper = &w.Territories[w.places[place.Parent]]
	}
	switch {
	case c == colPostal:
		return place.Postal
	case c == colRegion && l.english:
		if !l.has(colCity) {
			return place.Name.En
		}
		return upper.Name.En
	case c == colRegion && !l.has(colCity) && !l.has(colPostal):
		return place.Local
	case c == colRegion:
		return upper.Local
	case upper != place && l.english:
		return place.Name.En
	case upper != place:
		return place.Local
	default:
		return ""
	}
}

// OwnCode is the distributor's own code for a product, when Codes says that it has such.
func (s *Seller) OwnCode(product int) string { return ownCode(s.Index, product) }

func ownCode(distributor, product int) string {
	return string(rune('A'+distributor%26)) + strconv.FormatUint(100_000+scatter(uint64(product), 5003, 89_989), 10)
}

// appendAmount writes hundredths as the layout writes numbers.
func (l *layout) appendAmount(to []byte, amount int64) []byte {
	if amount < 0 {
		to, amount = append(to, '-'), -amount
	}
	point, group := byte('.'), byte(0)
	if l.thousands {
		group = ','
	}
	if l.comma {
		point, group = ',', '.'
	}
	whole := strconv.AppendInt(nil, amount/100, 10)
	for i, digit := range whole {
		if left := len(whole) - i; i > 0 && group != 0 && left%3 == 0 {
			to = append(to, group)
		}
		to = append(to, digit)
	}
	// 2.128 alone might be two and a bit: decimals are always there where points are for thousands.
	if cents := amount % 100; cents > 0 || l.comma {
		to = append(to, point, byte('0'+cents/10), byte('0'+cents%10))
	}
	return to
}

func appendInt(to []byte, n int64) []byte { return strconv.AppendInt(to, n, 10) }
