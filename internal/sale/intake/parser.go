package intake

// Parser turns the records of one file into rows. It remembers the row above,
// for cells that stand for several rows, so it must see every record in order,
// from the first on. It is not safe for use by several goroutines at once.
type Parser struct {
	context Context
	in      places
	mapped  Mapping // columns with a field
	width   int     // columns of the file; 0 when unknown
	above   above
	words   map[string]string // channel words seen

	record   Record
	problems []Problem
}

// place is where a field stands in the file.
type place struct {
	field  Field
	index  int // -1 when no column has it
	header string
	style  Style
}

// places has the place of each field.
type places struct {
	invoiceNumber, lineNumber, lineID, saleDate, productCode      *place
	quantity, returnQuantity, unitPrice, netAmount                *place
	currency, discount, customerName, customerCode, customerTaxID *place
	phone, email, shipToCountry, shipToRegion, shipToCity         *place
	postalCode, channelType, serial, salesPerson, note            *place
}

// NewParser makes a parser for a valid mapping.
func NewParser(m Mapping, c Context) *Parser {
	at := func(field Field) *place {
		index, header := m.columnOf(field)
		p := &place{field: field, index: index, header: header}
		if index >= 0 && index < len(c.Styles) {
			p.style = c.Styles[index]
		}
		return p
	}
	p := &Parser{context: c, width: len(c.Styles), words: map[string]string{}}
	p.in = places{
		invoiceNumber: at(InvoiceNumber), lineNumber: at(LineNumber), lineID: at(LineID), saleDate: at(SaleDate), productCode: at(ProductCode),
		quantity: at(Quantity), returnQuantity: at(ReturnQuantity), unitPrice: at(UnitPrice), netAmount: at(NetAmount),
		currency: at(Currency), discount: at(Discount), customerName: at(CustomerName), customerCode: at(CustomerCode), customerTaxID: at(CustomerTaxID),
		phone: at(Phone), email: at(Email), shipToCountry: at(ShipToCountry), shipToRegion: at(ShipToRegion), shipToCity: at(ShipToCity),
		postalCode: at(PostalCode), channelType: at(ChannelType), serial: at(Serial), salesPerson: at(SalesPerson), note: at(Note),
	}
	for _, column := range m {
		if column.Field != "" {
			p.mapped = append(p.mapped, column)
		}
	}
	return p
}

// Parse reads one record. Rows that hold no sale have a Kind other than Data,
// and no problems. Problems without Warning reject the row; all are told at once.
func (p *Parser) Parse(r Record) Result {
	p.record, p.problems = r, nil
	kind := p.kind()
	if kind != Data {
		p.above = above{}
		return Result{Kind: kind, Row: Row{Number: r.Number}}
	}
	row := Row{Number: r.Number}
	p.extraCells()
	p.fillDown(&row)
	row.LineNumber = p.code(p.in.lineNumber, 40)
	row.LineID = p.code(p.in.lineID, 100)
	row.ProductCode = p.requiredCode(p.in.productCode)
	p.amounts(&row)
	row.Phone = p.text(p.in.phone, 100)
	row.Email = p.text(p.in.email, 320)
	row.ShipToCountry = p.text(p.in.shipToCountry, 100)
	row.ShipToRegion = p.text(p.in.shipToRegion, 100)
	row.ShipToCity = p.text(p.in.shipToCity, 100)
	row.PostalCode = p.code(p.in.postalCode, 20)
	row.ChannelType = p.channel()
	row.Serial = p.code(p.in.serial, MaxSerial)
	row.SalesPerson = p.text(p.in.salesPerson, 200)
	row.Note = p.text(p.in.note, MaxNote)
	p.remember(row)
	return Result{Kind: Data, Row: row, Problems: p.problems}
}

// cell is the field's cell as it is.
func (p *Parser) cell(field *place) string { return cellAt(p.record.Cells, field.index) }

// blank reports whether the field has no column or its cell says nothing.
func (p *Parser) blank(field *place) bool { return isBlank(p.cell(field)) }

// reject notes an error of the field.
func (p *Parser) reject(field *place, key string, params map[string]any) {
	p.problems = append(p.problems, Problem{
		Field: field.field, Column: field.header, Key: key, Params: params, Value: p.cell(field),
	})
}

// warn notes a warning of the field.
func (p *Parser) warn(field *place, key string, params map[string]any) {
	p.reject(field, key, params)
	p.problems[len(p.problems)-1].Warning = true
}

// extraCells rejects a row with more cells than headers: a delimiter within a
// text that is not quoted has moved the cells behind it.
func (p *Parser) extraCells() {
	found := 0
	if p.record.Cut {
		found = MaxColumns + 1
	} else if p.width > 0 {
		for i := p.width; i < len(p.record.Cells); i++ {
			if !isBlank(p.record.Cells[i]) {
				found = i + 1
			}
		}
	}
	if found > 0 {
		p.problems = append(p.problems, Problem{Key: KeyRowColumns, Params: map[string]any{"found": found, "expected": p.width}})
	}
}
