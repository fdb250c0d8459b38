package intake

// Parser turns the records of one file into rows. It remembers the row above,
// for cells that stand for several rows, so it must see every record in order,
// from the first on. It is not safe for use by several goroutines at once.
type Parser struct {
	context Context
	columns []place // by the field's index in Fields
	mapped  Mapping // columns with a field
	width   int     // columns of the file; 0 when unknown
	above   above
	words   map[string]string // channel words seen

	record   Record
	problems []Problem
}

// place is where a field stands in the file.
type place struct {
	index  int // -1 when no column has it
	header string
	style  Style
}

// NewParser makes a parser for a valid mapping.
func NewParser(m Mapping, c Context) *Parser {
	p := &Parser{context: c, width: len(c.Styles), words: map[string]string{}}
	p.columns = make([]place, len(Fields))
	for i, info := range Fields {
		at := place{}
		at.index, at.header = m.columnOf(info.Field)
		if at.index >= 0 && at.index < len(c.Styles) {
			at.style = c.Styles[at.index]
		}
		p.columns[i] = at
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
	row.LineNumber = p.code(LineNumber, 40)
	row.LineID = p.code(LineID, 100)
	row.ProductCode = p.requiredCode(ProductCode)
	p.amounts(&row)
	row.Phone = p.text(Phone, 100)
	row.Email = p.text(Email, 320)
	row.ShipToCountry = p.text(ShipToCountry, 100)
	row.ShipToRegion = p.text(ShipToRegion, 100)
	row.ShipToCity = p.text(ShipToCity, 100)
	row.PostalCode = p.code(PostalCode, 20)
	row.ChannelType = p.channel()
	row.Serial = p.code(Serial, 100)
	row.SalesPerson = p.text(SalesPerson, 200)
	row.Note = p.text(Note, 2000)
	p.remember(row)
	return Result{Kind: Data, Row: row, Problems: p.problems}
}

// at is where the field stands.
func (p *Parser) at(field Field) place { return p.columns[fieldIndex[field]] }

// cell is the field's cell as it is.
func (p *Parser) cell(field Field) string { return cellAt(p.record.Cells, p.at(field).index) }

// blank reports whether the field has no column or its cell says nothing.
func (p *Parser) blank(field Field) bool { return isBlank(p.cell(field)) }

// reject notes an error of the field.
func (p *Parser) reject(field Field, key string, params map[string]any) {
	at := p.at(field)
	p.problems = append(p.problems, Problem{
		Field: field, Column: at.header, Key: key, Params: params, Value: cellAt(p.record.Cells, at.index),
	})
}

// warn notes a warning of the field.
func (p *Parser) warn(field Field, key string, params map[string]any) {
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
