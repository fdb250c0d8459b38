package sale

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/shopspring/decimal"

	"github.com/tonglu/portal/internal/sale/salesfile"
	"github.com/tonglu/portal/internal/typeid"
)

// Line is one invoice line of sell-through. Amounts have four decimals.
type Line struct {
	DistributorID uuid.UUID
	ID            uuid.UUID
	ReportID      uuid.UUID
	RowNo         int
	InvoiceNo     string
	LineNo        string
	SaleDate      time.Time
	ProductID     uuid.UUID
	ProductLineID uuid.UUID
	AccountID     *uuid.UUID
	TerritoryID   *uuid.UUID
	ChannelType   string
	Quantity      decimal.Decimal
	UnitPrice     decimal.NullDecimal
	Discount      decimal.NullDecimal
	NetAmount     decimal.Decimal
	Currency      string
	BaseAmount    decimal.Decimal // at the rate of the sale date
	Serial        string
	Facts         []byte
	CreatedAt     time.Time
	VoidedAt      *time.Time
	VoidedBy      *uuid.UUID
	VoidReason    *string
	ReplacedBy    *uuid.UUID
	SalesPerson   string // empty but for the distributor
	Note          string // empty but for the distributor
}

// NodeID is the line's id outside.
func (l Line) NodeID() string { return typeid.Format(typeid.SaleLine, l.ID) }

// customer is whom a row names, as far as it does.
type customer struct {
	key                             []byte // nil: nobody
	code, name, taxID, phone, email string
	isOrganization                  bool
}

// customerOf tells a row's customer: by the distributor's code, else by name. The key is salted with the
// distributor, so that equal names of two distributors have unlike keys.
func customerOf(distributor uuid.UUID, r salesfile.Row) customer {
	c := customer{code: r.CustomerCode, name: r.CustomerName, taxID: r.CustomerTaxID, phone: r.Phone, email: strings.ToLower(r.Email)}
	switch {
	case r.CustomerCode != "":
		c.key = hashOf(distributor, "code", strings.ToLower(r.CustomerCode))
	case r.CustomerName != "":
		c.key = hashOf(distributor, "name", strings.ToLower(strings.Join(strings.Fields(r.CustomerName), " ")))
	}
	c.isOrganization = r.CustomerTaxID != "" || looksLikeOrganization(r.CustomerName)
	return c
}

// looksLikeOrganization recognises legal forms and words for shops; what it does not know is taken for a
// person, whose name stays with the distributor.
func looksLikeOrganization(name string) bool {
	low := " " + strings.ToLower(name) + " "
	for _, word := range organizationWords {
		if strings.Contains(low, word) {
			return true
		}
	}
	return false
}

var organizationWords = []string{
	"公司", "集團", "集团", "企業", "企业", "商行", "商店", "商場", "商场", "超市", "百貨", "百货", "門市", "门店", "實業", "实业",
	"貿易", "贸易", "工作室", "飯店", "酒店", "餐廳", "餐厅", "學校", "学校", "大學", "大学", "醫院", "医院", "中心", "株式会社", "有限会社",
	"合同会社", "주식회사", " co.", " co ", " ltd", " inc", " llc", " corp", " gmbh", " ag ", " b.v.", " bv ", " company", " store", " shop",
	" store", "stores ", " market", " supply", " supplies", " outlet", " mall", " center", " centre", " sports", " bikes", " cycles",
}

// identityOf names a row without a line number: a hash of what it says, and how often the invoice has
// said the same before. seen counts, by the file's own order, so a second reading gives the same names.
func identityOf(r salesfile.Row, seen map[uint64]uint32) string {
	sum := hashOf(uuid.Nil, r.InvoiceNumber, r.SaleDate.Format(time.DateOnly), r.ProductCode, r.Quantity.String(),
		nullString(r.UnitPrice), nullString(r.NetAmount), r.CustomerCode, r.CustomerName, r.Serial, r.ShipToRegion, r.ShipToCity, r.PostalCode)
	key := binary.BigEndian.Uint64(sum)
	seen[key]++
	return "#" + hex.EncodeToString(sum[:8]) + "-" + itoa(seen[key])
}

// factsOf hashes what a line says: two reports of one identity with the same facts are duplicates.
func (l Line) factsOf(c customer, shipTo string) []byte {
	return hashOf(l.ProductID, l.SaleDate.Format(time.DateOnly), l.Quantity.String(), l.NetAmount.String(), l.Currency,
		string(c.key), shipTo, l.ChannelType, l.Serial)
}

func hashOf(id uuid.UUID, parts ...string) []byte {
	h := sha256.New()
	h.Write(id[:])
	for _, p := range parts {
		h.Write([]byte(p))
		h.Write([]byte{0})
	}
	return h.Sum(nil)[:16]
}

func nullString(d decimal.NullDecimal) string {
	if !d.Valid {
		return ""
	}
	return d.Decimal.String()
}
