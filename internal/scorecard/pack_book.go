package scorecard

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"

	"github.com/tonglu/portal/internal/intake"
)

// packBook is a workbook of cards that is written row by row.
type packBook struct {
	words
	pack   Pack
	ranks  bool // whether ranks are shown
	file   *excelize.File
	sheets map[string]*packSheet
}

type packSheet struct {
	out *excelize.StreamWriter
	row int
}

// newPackBook begins a workbook: its sheets with their headers.
func newPackBook(p Pack, ranks bool) (*packBook, error) {
	b := &packBook{words: wordsIn(p.Language), pack: p, ranks: ranks, file: excelize.NewFile(), sheets: map[string]*packSheet{}}
	overview := b.heads("code", "name")
	if ranks {
		overview = append(overview, b.heads("rank", "of")...)
	}
	overview = append(overview, b.heads("band", "composite", "grade", "base", "taken", "revenue", "target", "currency", "programme", "state", "notes")...)
	for _, d := range begin {
		overview = append(overview, b.say("metric."+d.key))
	}
	metrics := b.heads("code", "name", "metric", "value", "unit", "score", "weight", "floor", "goal", "stretch")
	if ranks {
		metrics = append(metrics, b.head("rank"))
	}
	metrics = append(metrics, b.heads("band", "formula", "noData", "left", "notes")...)
	trends := b.heads("code", "name", "metric")
	for _, period := range Whole.periods(p.Period) {
		trends = append(trends, period.String())
	}
	for i, sheet := range []struct {
		key     string
		headers []any
	}{
		{"overview", overview}, {"metrics", metrics}, {"inputs", b.heads("code", "name", "metric", "input", "value", "currency")}, {"trends", trends},
		{"deductions", b.heads("code", "name", "reason", "day", "points", "most")},
		{"reviews", b.heads("code", "name", "period", "communication", "service", "commitment", "comment", "reviewer", "written")},
	} {
		if err := b.begin(i, sheet.key, sheet.headers); err != nil {
			return nil, fmt.Errorf("beginning a workbook: %w", err)
		}
	}
	return b, nil
}

func (b *packBook) begin(i int, key string, headers []any) error {
	name := b.head("sheet." + key).(string)
	var err error
	if i == 0 {
		err = b.file.SetSheetName("Sheet1", name)
	} else {
		_, err = b.file.NewSheet(name)
	}
	if err != nil {
		return err
	}
	out, err := b.file.NewStreamWriter(name)
	if err != nil {
		return err
	}
	if err := out.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	b.sheets[key] = &packSheet{out: out}
	return b.add(key, headers...)
}

// add adds a row. Texts are made harmless: what comes of people may look like a formula.
func (b *packBook) add(sheet string, cells ...any) error {
	s := b.sheets[sheet]
	s.row++
	for i, value := range cells {
		if text, ok := value.(string); ok {
			cells[i] = intake.Neutral(text)
		}
	}
	at, err := excelize.CoordinatesToCellName(1, s.row)
	if err != nil {
		return err
	}
	return s.out.SetRow(at, cells)
}

// card adds all of a card.
func (b *packBook) card(d packed, c Scorecard, standing Standing, reviews []Review) error {
	if err := b.overview(d, c, standing); err != nil {
		return err
	}
	for _, r := range c.Results {
		if err := b.metric(d, c, r, standing.Metrics[r.Key]); err != nil {
			return err
		}
	}
	for _, t := range c.Deductions {
		most := any(nil)
		for _, of := range c.Programme.Deductions {
			if of.Key == t.Key {
				most = cell(decimal.NewNullDecimal(of.Most))
			}
		}
		if err := b.add("deductions", d.Code, d.Name, b.message(t.Reason), t.On.Format(time.DateOnly), cell(decimal.NewNullDecimal(t.Points)), most); err != nil {
			return err
		}
	}
	for _, r := range reviews {
		if err := b.add("reviews", d.Code, d.Name, r.Period.String(), r.Communication, r.Service, r.Commitment, r.Comment, r.Reviewer, r.WrittenAt.UTC().Format(time.DateOnly)); err != nil {
			return err
		}
	}
	return nil
}

func (b *packBook) overview(d packed, c Scorecard, standing Standing) error {
	cells := []any{d.Code, d.Name}
	if b.ranks {
		rank, of := any(nil), any(nil)
		if standing.Rank != nil {
			rank, of = *standing.Rank, standing.Of
		}
		cells = append(cells, rank, of)
	}
	taken := decimal.NullDecimal{}
	if c.Base.Valid && c.Composite.Valid {
		taken = decimal.NewNullDecimal(c.Base.Decimal.Sub(c.Composite.Decimal))
	}
	state := b.head("state.open")
	switch {
	case c.Version > 0:
		state = strings.ReplaceAll(b.say("pack.state.frozen"), "{version}", fmt.Sprint(c.Version))
	case c.Provisional:
		state = b.head("state.provisional")
	}
	notes := make([]string, len(c.Notes))
	for i, n := range c.Notes {
		notes[i] = b.message(n)
	}
	programme := any(nil)
	if c.Programme.Version > 0 {
		programme = c.Programme.Version
	}
	cells = append(cells, b.band(standing.Band), cell(c.Composite), c.Grade, cell(c.Base), cell(taken), cell(decimal.NewNullDecimal(c.Revenue)), cell(c.Target),
		c.Currency, programme, state, strings.Join(notes, " "))
	values := c.values()
	for _, d := range begin {
		cells = append(cells, cell(values[d.key]))
	}
	return b.add("overview", cells...)
}

func (b *packBook) metric(d packed, c Scorecard, r Result, standing MetricStanding) error {
	name := b.say("metric." + r.Key)
	cells := []any{d.Code, d.Name, name, cell(r.Value), b.head("unit." + string(r.Unit)), cell(r.Score), cell(decimal.NewNullDecimal(r.Weight)),
		cell(decimal.NewNullDecimal(r.Floor)), cell(decimal.NewNullDecimal(r.Target)), cell(decimal.NewNullDecimal(r.Stretch))}
	if b.ranks {
		rank := any(nil)
		if standing.Rank != nil {
			rank = *standing.Rank
		}
		cells = append(cells, rank)
	}
	why, caveat := "", ""
	if r.NoData != nil {
		why = b.message(*r.NoData)
	}
	if since := c.Caveat(r); since != nil {
		caveat = b.message(*since)
	}
	left := make([]string, len(r.Exclusions))
	for i, e := range r.Exclusions {
		left[i] = fmt.Sprintf("%s: %d", b.message(e.Reason), e.Count)
	}
	if err := b.add("metrics", append(cells, b.band(standing.Band), b.message(r.Formula), why, strings.Join(left, "; "), caveat)...); err != nil {
		return err
	}
	for _, in := range r.Inputs {
		currency := ""
		if in.Money {
			currency = c.Currency
		}
		if err := b.add("inputs", d.Code, d.Name, name, b.say("input."+in.Key), cell(in.Value), currency); err != nil {
			return err
		}
	}
	points := []any{d.Code, d.Name, name}
	for _, p := range r.Trend {
		points = append(points, cell(p.Value))
	}
	return b.add("trends", points...)
}

// write ends the workbook and writes it.
func (b *packBook) write(to io.Writer) error {
	for _, s := range b.sheets {
		if err := s.out.Flush(); err != nil {
			return fmt.Errorf("ending a workbook: %w", err)
		}
	}
	return intake.WriteBook(b.file, to)
}

// cell is a cell's value: spreadsheets hold floats, so a number of more than 15 digits is text there.
func cell(n decimal.NullDecimal) any {
	if !n.Valid {
		return nil
	}
	text := n.Decimal.String()
	if len(text) > 16 {
		return text
	}
	value, _ := n.Decimal.Float64()
	return value
}
