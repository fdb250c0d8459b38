package intake

// Field is what a column means. The empty field is a column not used.
type Field string

// The fields a file may have.
const (
	InvoiceNumber  Field = "invoiceNumber"
	LineNumber     Field = "lineNumber"
	SaleDate       Field = "saleDate"
	ProductCode    Field = "productCode"
	Quantity       Field = "quantity"
	ReturnQuantity Field = "returnQuantity"
	UnitPrice      Field = "unitPrice"
	NetAmount      Field = "netAmount"
	Currency       Field = "currency"
	Discount       Field = "discount"
	CustomerName   Field = "customerName"
	CustomerCode   Field = "customerCode"
	CustomerTaxID  Field = "customerTaxId"
	Phone          Field = "phone"
	Email          Field = "email"
	ShipToCountry  Field = "shipToCountry"
	ShipToRegion   Field = "shipToRegion"
	ShipToCity     Field = "shipToCity"
	PostalCode     Field = "postalCode"
	ChannelType    Field = "channelType"
	Serial         Field = "serial"
	SalesPerson    Field = "salesPerson"
	Note           Field = "note"
	LineID         Field = "_line"   // the identity of a row in our rejects file
	Reason         Field = "_reason" // our own reason column: ignored when it comes back
)

// FieldInfo describes a field for the page where columns are confirmed.
type FieldInfo struct {
	Field Field
	// Group names the requirement a field helps to meet: one field of each group
	// must be mapped. The empty group is optional.
	Group string
	// Own is true for the columns of our rejects file, which nobody picks by hand.
	Own bool
}

// Fields are all fields in the order they are shown.
var Fields = []FieldInfo{
	{Field: InvoiceNumber, Group: "invoiceNumber"},
	{Field: LineNumber},
	{Field: SaleDate, Group: "saleDate"},
	{Field: ProductCode, Group: "productCode"},
	{Field: Quantity, Group: "quantity"},
	{Field: ReturnQuantity, Group: "quantity"},
	{Field: UnitPrice, Group: "amount"},
	{Field: NetAmount, Group: "amount"},
	{Field: Currency},
	{Field: Discount},
	{Field: CustomerName},
	{Field: CustomerCode},
	{Field: CustomerTaxID},
	{Field: Phone},
	{Field: Email},
	{Field: ShipToCountry},
	{Field: ShipToRegion},
	{Field: ShipToCity},
	{Field: PostalCode},
	{Field: ChannelType},
	{Field: Serial},
	{Field: SalesPerson},
	{Field: Note},
	{Field: LineID, Own: true},
	{Field: Reason, Own: true},
}

// Known reports whether f is a field; the empty field is one, too.
func (f Field) Known() bool {
	if f == "" {
		return true
	}
	_, ok := fieldIndex[f]
	return ok
}

// fieldIndex is the position of each field in Fields.
var fieldIndex = func() map[Field]int {
	index := make(map[Field]int, len(Fields))
	for i, info := range Fields {
		index[info.Field] = i
	}
	return index
}()
