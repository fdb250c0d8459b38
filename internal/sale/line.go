package sale

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/shopspring/decimal"

	"github.com/tonglu/portal/internal/customer"
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

// buyer is whom a row names, as far as it does.
type buyer struct {
	key                             []byte // nil: nobody
	code, name, taxID, phone, email string
	isOrganization                  bool
}

// buyerOf tells a row's customer: by the distributor's code, else by name.
func buyerOf(distributor uuid.UUID, r salesfile.Row) buyer {
	return buyer{key: customer.KeyOf(distributor, r.CustomerCode, r.CustomerName), isOrganization: customer.LooksLikeOrganization(r.CustomerName, r.CustomerTaxID),
		code: r.CustomerCode, name: r.CustomerName, taxID: r.CustomerTaxID, phone: r.Phone, email: strings.ToLower(r.Email)}
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
func (l Line) factsOf(c buyer, shipTo string) []byte {
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
