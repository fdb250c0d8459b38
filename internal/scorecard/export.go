package scorecard

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/tonglu/portal/internal/typeid"
)

// ExportFormat names what docs/scorecard-export.md describes.
const ExportFormat = "tonglu.scorecard/1"

// The parts of an exported card. Numbers are texts, not rounded.
type (
	exported struct {
		Format      string            `json:"format"`
		Distributor string            `json:"distributor"`
		Period      string            `json:"period"`
		From        string            `json:"from"`
		Until       string            `json:"until"`
		Provisional bool              `json:"provisional"`
		Version     int               `json:"version"`
		FrozenAt    *time.Time        `json:"frozenAt"`
		Currency    string            `json:"currency"`
		Present     exportedMonths    `json:"present"`
		Notes       []exportedMessage `json:"notes"`
		Programme   exportedProgramme `json:"programme"`
		Metrics     []exportedMetric  `json:"metrics"`
		Base        *decimal.Decimal  `json:"base"`
		Deductions  []exportedTaken   `json:"deductions"`
		Composite   *decimal.Decimal  `json:"composite"` // as shown: the grade goes by it
		Grade       *string           `json:"grade"`
	}
	exportedMonths struct {
		Months int `json:"months"`
		Of     int `json:"of"`
	}
	exportedMessage struct {
		Key    string         `json:"key"`
		Params map[string]any `json:"params"`
	}
	exportedProgramme struct {
		Version    int                        `json:"version"`
		Name       string                     `json:"name"`
		Grades     map[string]decimal.Decimal `json:"grades"`
		Deductions []Deduction                `json:"deductions"`
	}
	exportedMetric struct {
		Key            string              `json:"key"`
		Unit           Unit                `json:"unit"`
		HigherIsBetter bool                `json:"higherIsBetter"`
		Weight         decimal.Decimal     `json:"weight"`
		Bounds         Bounds              `json:"bounds"` // the programme's, for the whole period
		ProRata        bool                `json:"proRata"`
		Formula        string              `json:"formula"`
		Inputs         []exportedInput     `json:"inputs"`
		Exclusions     []exportedExclusion `json:"exclusions"`
		NoData         *string             `json:"noData"`
		Value          *decimal.Decimal    `json:"value"`
		Score          *decimal.Decimal    `json:"score"`
		Shown          exportedShown       `json:"shown"`
	}
	exportedInput struct {
		Key   string            `json:"key"`
		Value *decimal.Decimal  `json:"value"`
		Money bool              `json:"money"`
		Lines *exportedLines    `json:"lines,omitempty"`
		Each  []decimal.Decimal `json:"each,omitempty"`
	}
	exportedLines struct {
		From    string `json:"from"`
		Until   string `json:"until"`
		Returns bool   `json:"returns"`
		Breach  string `json:"breach,omitempty"`
	}
	exportedExclusion struct {
		Reason string           `json:"reason"`
		Count  int64            `json:"count"`
		Amount *decimal.Decimal `json:"amount"`
	}
	exportedShown struct {
		Value *decimal.Decimal `json:"value"`
		Score *decimal.Decimal `json:"score"`
	}
	exportedTaken struct {
		Key      string          `json:"key"`
		Points   decimal.Decimal `json:"points"`
		On       string          `json:"on"`
		Conflict *string         `json:"conflict"`
	}
)

// Export gives all that the card was reckoned from as canonical JSON: keys in order, no blanks, nothing escaped that needs not be. The
// same card is the same bytes.
func (c Scorecard) Export() ([]byte, error) {
	e := exported{Format: ExportFormat, Distributor: typeid.Format(typeid.Distributor, c.DistributorID), Period: c.Period.String(),
		From: c.Period.Start.Format(time.DateOnly), Until: c.Period.Last().Format(time.DateOnly), Provisional: c.Provisional, Version: c.Version, FrozenAt: c.FrozenAt,
		Currency: c.Currency, Present: exportedMonths{c.Present, c.Period.Months()}, Notes: []exportedMessage{}, Metrics: []exportedMetric{}, Deductions: []exportedTaken{},
		Programme: exportedProgramme{c.Programme.Version, c.Programme.Name, map[string]decimal.Decimal{
			GradeA: c.Programme.GradeA, GradeB: c.Programme.GradeB, GradeC: c.Programme.GradeC}, append([]Deduction{}, c.Programme.Deductions...)},
		Base: plain(c.ExactBase), Composite: plain(c.Composite), Grade: orNil(c.Grade)}
	for _, n := range c.Notes {
		e.Notes = append(e.Notes, exportedMessage(n))
	}
	for i, r := range c.Results {
		e.Metrics = append(e.Metrics, r.export(c.Programme.Rules[i].Bounds(c.Period.Kind)))
	}
	for _, t := range c.Deductions {
		taken := exportedTaken{Key: t.Key, Points: t.Points, On: t.On.Format(time.DateOnly)}
		if t.ConflictID != nil {
			taken.Conflict = orNil(typeid.Format(typeid.Conflict, *t.ConflictID))
		}
		e.Deductions = append(e.Deductions, taken)
	}
	return canonical(e)
}

func (r Result) export(whole Bounds) exportedMetric {
	m := exportedMetric{Key: r.Key, Unit: r.Unit, HigherIsBetter: r.HigherIsBetter, Weight: r.Weight, Bounds: whole, ProRata: metrics[r.Key].proRata,
		Formula: strings.TrimPrefix(r.Formula.Key, "scorecard.formula."), Inputs: []exportedInput{}, Exclusions: []exportedExclusion{},
		Value: plain(r.ExactValue), Score: plain(r.ExactScore), Shown: exportedShown{plain(r.Value), plain(r.Score)}}
	if r.NoData != nil {
		m.NoData = orNil(strings.TrimPrefix(r.NoData.Key, "scorecard.noData."))
	}
	for _, in := range r.Inputs {
		x := exportedInput{Key: in.Key, Value: plain(in.Value), Money: in.Money, Each: in.Each}
		if in.Lines != nil {
			x.Lines = &exportedLines{in.Lines.From.Format(time.DateOnly), in.Lines.Until.Format(time.DateOnly), !in.Lines.PurchasesAlone, in.Lines.Breach}
		}
		m.Inputs = append(m.Inputs, x)
	}
	for _, x := range r.Exclusions {
		m.Exclusions = append(m.Exclusions, exportedExclusion{strings.TrimPrefix(x.Reason.Key, "scorecard.exclusion."), x.Count, plain(x.Amount)})
	}
	return m
}

func plain(d decimal.NullDecimal) *decimal.Decimal {
	if !d.Valid {
		return nil
	}
	return &d.Decimal
}

// canonical writes JSON with the keys of all objects in order.
func canonical(of any) ([]byte, error) {
	written, err := json.Marshal(of)
	if err != nil {
		return nil, fmt.Errorf("writing a scorecard: %w", err)
	}
	var loose any
	reader := json.NewDecoder(bytes.NewReader(written))
	reader.UseNumber()
	if err := reader.Decode(&loose); err != nil {
		return nil, fmt.Errorf("writing a scorecard: %w", err)
	}
	var out bytes.Buffer
	writer := json.NewEncoder(&out)
	writer.SetEscapeHTML(false)
	if err := writer.Encode(loose); err != nil {
		return nil, fmt.Errorf("writing a scorecard: %w", err)
	}
	return bytes.TrimSuffix(out.Bytes(), []byte("\n")), nil
}
