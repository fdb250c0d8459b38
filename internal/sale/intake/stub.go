package intake

import (
	"context"
	"errors"
	"io"

	"github.com/shopspring/decimal"
)

var errStub = errors.New("stub")

type Reader struct{}
type Parser struct{}
type Column struct {
	Index      int    `json:"index"`
	Header     string `json:"header"`
	Field      Field  `json:"field"`      // "" is not used
	Confidence string `json:"confidence"` // exact, synonym, content or none
}
type Mapping []Column

func Inspect(ctx context.Context, src Source, opts Options) (Layout, [][]string, error) {
	return Layout{}, nil, errStub
}
func Suggest(headers []string, preview [][]string) Mapping            { return nil }
func (m Mapping) Missing() []Field                                    { return nil }
func (m Mapping) Validate(headers []string) error                     { return errStub }
func Open(ctx context.Context, src Source, l Layout) (*Reader, error) { return nil, errStub }
func (r *Reader) Next() (Record, error)                               { return Record{}, errStub }
func (r *Reader) Close() error                                        { return nil }
func (r *Reader) BytesRead() int64                                    { return 0 }
func NewParser(m Mapping, c Context) *Parser                          { return nil }
func (p *Parser) Parse(r Record) Result                               { return Result{} }
func NetAmountOf(r Row) decimal.Decimal                               { return decimal.Zero }
func CountRows(ctx context.Context, src Source, l Layout, progress func(int64)) (int64, error) {
	return 0, errStub
}

// Survey is CountRows plus the styles of the mapped columns from all rows.
func Survey(ctx context.Context, src Source, l Layout, m Mapping, progress func(int64)) (Count, error) {
	return Count{}, errStub
}

// ReasonHeader is the header of the reason column in a language (en, zh-Hant, zh-Hans).
func ReasonHeader(lang string) string { return "_reason" }

// ReasonLanguage gives a language for reasons whose characters the layout's encoding can write.
func ReasonLanguage(l Layout, lang string) string { return lang }
func WriteRejects(w io.Writer, l Layout, headers []string, reasonHeader string,
	next func() (raw []string, lineID, reason string, err error)) error {
	return errStub
}
