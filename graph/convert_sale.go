package graph

import (
	"context"
	"encoding/hex"
	"strings"
	"time"
	"unicode"

	"github.com/google/uuid"
	"github.com/shopspring/decimal"

	"github.com/tonglu/portal/graph/model"
	"github.com/tonglu/portal/internal/auth"
	"github.com/tonglu/portal/internal/catalog"
	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/intake"
	"github.com/tonglu/portal/internal/page"
	"github.com/tonglu/portal/internal/partner"
	"github.com/tonglu/portal/internal/policy"
	"github.com/tonglu/portal/internal/sale"
	"github.com/tonglu/portal/internal/sale/salesfile"
	"github.com/tonglu/portal/internal/typeid"
)

func reportModel(r sale.Report) *model.SalesReport {
	m := &model.SalesReport{
		ID: r.NodeID(), Source: model.SalesReportSource(r.Source), FileName: r.FileName, Sha256: hex.EncodeToString(r.SHA256), State: model.SalesReportState(r.State),
		Mapping: mappingModel(r.Mapping), MissingFields: []model.SaleField{}, RowsTotal: r.RowsTotal, RowsDone: r.RowsDone(), RowsAccepted: r.RowsAccepted,
		RowsDuplicate: r.RowsDuplicate, RowsRejected: r.RowsRejected, RowsMended: r.RowsMended, RowsIgnored: r.RowsIgnored, RowsWarned: r.RowsWarned,
		SalesFrom: r.SalesFrom, SalesUntil: r.SalesUntil, CreatedAt: r.CreatedAt, StartedAt: r.StartedAt, FinishedAt: r.FinishedAt, Report: &r,
	}
	if r.Layout != nil {
		m.Layout = layoutModel(r.Layout)
		for _, f := range salesfile.Fields.Missing(r.Mapping) {
			m.MissingFields = append(m.MissingFields, fieldModel(f))
		}
	}
	if r.Failure != nil {
		failure := messageModel(r.Failure.Key, r.Failure.Params)
		m.Failure = &failure
	}
	return m
}

// seen is the report as its viewer may see it: the words of the file's header row, which may be its first sale, and
// where its rejected rows can be downloaded are for those whose file it is.
func seen(ctx context.Context, m *model.SalesReport) *model.SalesReport {
	viewer := auth.ScopeOf(ctx).Organization
	if !m.Report.FileIsOf(viewer) {
		for i := range m.Mapping {
			m.Mapping[i].Header = ""
		}
	}
	if m.RowsRejected > m.RowsMended && viewer == m.Report.DistributorID {
		url := "/rejects/" + m.ID
		m.RejectsURL = &url
	}
	return m
}

// layoutModel gives how a file is written; nil when it was not looked at.
func layoutModel(l *intake.Layout) *model.FileLayout {
	if l == nil {
		return nil
	}
	return &model.FileLayout{Format: l.Format, Encoding: l.Encoding, Delimiter: l.Delimiter, Sheet: l.Sheet, HeaderRow: l.HeaderRow}
}

func mappingModel(m intake.Mapping) []model.ColumnMapping {
	out := make([]model.ColumnMapping, len(m))
	for i, c := range m {
		out[i] = model.ColumnMapping{Index: c.Index, Header: c.Header, Field: fieldOrNil(c.Field), Confidence: model.MappingConfidence(strings.ToUpper(c.Confidence))}
		if c.Confidence == "" {
			out[i].Confidence = model.MappingConfidenceNone
		}
	}
	return out
}

// fieldModel writes a field as the schema's enum does: invoiceNumber is INVOICE_NUMBER.
func fieldModel(f intake.Field) model.SaleField {
	if f == intake.LineID {
		return model.SaleFieldLineID
	}
	if f == salesfile.CustomerTaxID {
		return model.SaleFieldCustomerTaxID
	}
	return model.SaleField(enumName(f))
}

// enumName writes a field as a schema's enum does.
func enumName(f intake.Field) string {
	var b strings.Builder
	for _, r := range string(f) {
		if unicode.IsUpper(r) {
			b.WriteByte('_')
		}
		b.WriteRune(unicode.ToUpper(r))
	}
	return b.String()
}

func fieldOrNil(f intake.Field) *model.SaleField {
	if f == "" || f == intake.Reason {
		return nil
	}
	m := fieldModel(f)
	return &m
}

var fieldsByModel = func() map[model.SaleField]intake.Field {
	out := map[model.SaleField]intake.Field{}
	for _, info := range salesfile.Fields.List {
		if info.Field != intake.Reason {
			out[fieldModel(info.Field)] = info.Field
		}
	}
	return out
}()

// mappingOf reads what a person said of columns. Each names its column by place, header, or both.
func mappingOf(in []model.ColumnMappingInput) (intake.Mapping, error) {
	var fields fault.Fields
	out := make(intake.Mapping, len(in))
	for i, c := range in {
		out[i] = saidColumn(i, given(c.Index), given(c.Header), &fields)
		if f := given(c.Field); f != nil {
			out[i].Field = fieldsByModel[*f]
		}
	}
	return out, fields.Err()
}

// saidColumn reads which column a person speaks of.
func saidColumn(i int, index *int, header *string, fields *fault.Fields) intake.Column {
	c := intake.Column{Index: -1, Header: valueOf(header)}
	if index != nil {
		c.Index = *index
	}
	if c.Index < 0 && c.Header == "" {
		fields.Add(indexed("mapping", i), "mapping.noColumn", nil)
	}
	return c
}

func optionsOf(in *model.FileLayoutInput) intake.Options {
	var o intake.Options
	if in == nil {
		return o
	}
	o.Encoding, o.Delimiter, o.Sheet = valueOf(given(in.Encoding)), valueOf(given(in.Delimiter)), valueOf(given(in.Sheet))
	o.HeaderRow = valueOf(given(in.HeaderRow))
	return o
}

// valueOf gives what p points to, the zero value for nil.
func valueOf[T any](p *T) T {
	if p == nil {
		var zero T
		return zero
	}
	return *p
}

func rowModel(w sale.Row) model.RejectedRow {
	m := model.RejectedRow{ID: typeid.Format(typeid.RejectedRow, w.ID), RowNumber: w.RowNo, Outcome: model.RowOutcome(w.Outcome), Cells: w.Cells,
		MendedAt: w.MendedAt, Problems: make([]model.RowProblem, len(w.Problems))}
	for i, p := range w.Problems {
		m.Problems[i] = model.RowProblem{Field: fieldOrNil(p.Field), Column: p.Column, Value: p.Value, Message: messageModel(p.Key, p.Params)}
	}
	return m
}

func lineModel(l sale.Line) *model.SaleLine {
	m := &model.SaleLine{
		ID: l.NodeID(), RowNumber: l.RowNo, InvoiceNumber: l.InvoiceNo, LineNumber: l.LineNo, SaleDate: l.SaleDate, ChannelType: model.ChannelType(l.ChannelType),
		Quantity: l.Quantity, NetAmount: model.Money{Amount: l.NetAmount, Currency: l.Currency}, Serial: l.Serial, SalesPerson: l.SalesPerson, Note: l.Note,
		VoidedAt: l.VoidedAt, VoidReason: l.VoidReason, CreatedAt: l.CreatedAt, Line: &l,
	}
	m.UnitPrice, m.Discount = moneyOrNil(l.UnitPrice, l.Currency), moneyOrNil(l.Discount, l.Currency)
	return m
}

func moneyOrNil(d decimal.NullDecimal, currency string) *model.Money {
	if !d.Valid {
		return nil
	}
	return &model.Money{Amount: d.Decimal, Currency: currency}
}

func exportModel(e sale.Export) *model.Export {
	return &model.Export{ID: e.NodeID(), State: model.ExportState(e.State), Rows: e.Rows, URL: e.URL()}
}

func (r *Resolver) summaryModel(ctx context.Context, sums []sale.Sum, by []sale.Dimension) ([]model.SalesSummaryRow, error) {
	settings, err := r.settings(ctx)
	if err != nil {
		return nil, err
	}
	out := make([]model.SalesSummaryRow, len(sums))
	for i, s := range sums {
		out[i] = model.SalesSummaryRow{Lines: int(s.Lines), Quantity: s.Quantity, Revenue: model.Money{Amount: s.Revenue, Currency: settings.BaseCurrency}, Groups: make([]model.SaleGroup, len(by))}
		for j, d := range by {
			out[i].Groups[j] = groupModel(d, s.Keys[j])
		}
	}
	return out, nil
}

// groupModel writes a sum's group: an id by its type, another key as it is.
func groupModel(d sale.Dimension, key string) model.SaleGroup {
	if id, err := uuid.Parse(key); err == nil {
		if prefix := groupPrefixes[d]; prefix != "" {
			key = typeid.Format(prefix, id)
		}
	}
	return model.SaleGroup{Dimension: model.SaleDimension(d), Key: key}
}

var groupPrefixes = map[sale.Dimension]string{sale.ByDistributor: typeid.Distributor, sale.ByProductLine: typeid.ProductLine,
	sale.ByProduct: typeid.Product, sale.ByTerritory: typeid.Territory}

// lineFilter reads a filter of lines; each wrong id is named.
func lineFilter(in *model.SaleFilter) (f sale.LineFilter, err error) {
	if in == nil {
		return f, nil
	}
	var fields fault.Fields
	id := func(prefix, field string, text *string) *uuid.UUID {
		id, err := parseOptional(prefix, "filter."+field, text)
		if err != nil {
			fields = append(fields, fault.As(err).Fields...)
		}
		return id
	}
	seller, err := optionalSeller("filter.distributorId", given(in.DistributorID))
	if err != nil {
		fields = append(fields, fault.As(err).Fields...)
	}
	f = sale.LineFilter{
		DistributorID: seller, Period: given(in.Period), From: given(in.From), Until: given(in.Until),
		ProductID: id(typeid.Product, "productId", given(in.ProductID)), ProductLineID: id(typeid.ProductLine, "productLineId", given(in.ProductLineID)),
		TerritoryID: id(typeid.Territory, "territoryId", given(in.TerritoryID)), ReportID: id(typeid.SalesReport, "reportId", given(in.ReportID)),
		AccountID: id(typeid.Account, "accountId", given(in.AccountID)), InvoiceNo: given(in.InvoiceNumber), Returns: given(in.Returns),
		IncludeVoided: valueOf(given(in.IncludeVoided)),
	}
	if c := given(in.ChannelType); c != nil {
		text := string(*c)
		f.ChannelType = &text
	}
	if b := given(in.Breach); b != nil {
		f.Breach = new(string(*b))
	}
	return f, fields.Err()
}

func reportFilter(in *model.SalesReportFilter) (f sale.ReportFilter, err error) {
	if in == nil {
		return f, nil
	}
	if f.DistributorID, err = optionalSeller("filter.distributorId", given(in.DistributorID)); err != nil {
		return f, err
	}
	for _, s := range in.States.Value() {
		f.States = append(f.States, sale.State(s))
	}
	f.From, f.Until, f.Search = given(in.From), given(in.Until), valueOf(given(in.Search))
	return f, nil
}

// reporter gives the distributor, or the brand itself, that an input names, else the caller's own distributor.
func reporter(ctx context.Context, text *string) (uuid.UUID, error) {
	if text != nil {
		return parseSeller("distributorId", *text)
	}
	actor := auth.MustActor(ctx)
	if actor.Brand {
		var fields fault.Fields
		fields.Add("distributorId", "required", nil)
		return uuid.Nil, fields.Err()
	}
	return actor.Organization, nil
}

// parseSeller reads the id of a distributor, or of the organisation of the brand, which sells directly.
func parseSeller(field, text string) (uuid.UUID, error) {
	if prefix, id, _ := typeid.Split(text); prefix == typeid.Organization {
		return id, nil
	}
	return typeid.Parse(typeid.Distributor, field, text)
}

func optionalSeller(field string, text *string) (*uuid.UUID, error) {
	if text == nil {
		return nil, nil
	}
	id, err := parseSeller(field, *text)
	if err != nil {
		return nil, err
	}
	return &id, nil
}

func newLine(in model.SaleLineInput) sale.NewLine {
	text := func(p *string) string { return valueOf(p) }
	return sale.NewLine{
		InvoiceNumber: in.InvoiceNumber, LineNumber: text(given(in.LineNumber)), SaleDate: in.SaleDate, ProductCode: in.ProductCode, Quantity: in.Quantity,
		UnitPrice: given(in.UnitPrice), NetAmount: given(in.NetAmount), Currency: text(given(in.Currency)), Discount: given(in.Discount),
		CustomerName: text(given(in.CustomerName)), CustomerCode: text(given(in.CustomerCode)), CustomerTaxID: text(given(in.CustomerTaxID)),
		Phone: text(given(in.Phone)), Email: text(given(in.Email)), ShipToRegion: text(given(in.ShipToRegion)), PostalCode: text(given(in.PostalCode)),
		ChannelType: string(valueOf(given(in.ChannelType))), Serial: text(given(in.Serial)), SalesPerson: text(given(in.SalesPerson)), Note: text(given(in.Note)),
	}
}

func correctionOf(in model.SaleLineCorrectionInput) sale.Correction {
	c := sale.Correction{SaleDate: given(in.SaleDate), ProductCode: given(in.ProductCode), Quantity: given(in.Quantity), UnitPrice: given(in.UnitPrice),
		NetAmount: given(in.NetAmount), ShipTo: given(in.ShipToRegion), Serial: given(in.Serial), Note: given(in.Note)}
	if t := given(in.ChannelType); t != nil {
		text := string(*t)
		c.ChannelType = &text
	}
	return c
}

// viewerCan reports whether the caller's role may do the action and the row's state allows it.
func viewerCan(ctx context.Context, resource, action string, owner uuid.UUID, allowed bool) bool {
	actor, ok := auth.ActorOf(ctx)
	if !ok || !allowed {
		return false
	}
	reach, ok := policy.Allow(actor.Role, resource, action)
	if !ok {
		return false
	}
	actor.Reach = reach
	sc := actor.Scope()
	return sc.Reach != "own" || sc.Organization == owner
}

func rowPage(p page.Page[sale.Row]) *model.RejectedRowConnection {
	return &model.RejectedRowConnection{PageInfo: pageInfo(p), Count: p.Total, Edges: edgesOf(p, func(cursor string, w sale.Row) model.RejectedRowEdge {
		return model.RejectedRowEdge{Cursor: cursor, Node: rowModel(w)}
	})}
}

// lookedAt is how long an answer waits for a file to be looked at, so that it mostly shows the columns at once.
const lookedAt = 3 * time.Second

func newReport(ctx context.Context, in model.CreateSalesReportInput) (n sale.NewReport, err error) {
	if n.DistributorID, err = reporter(ctx, given(in.DistributorID)); err != nil {
		return n, err
	}
	if n.FileID, err = typeid.Parse(typeid.File, "fileId", in.FileID); err != nil {
		return n, err
	}
	n.Options = optionsOf(given(in.Layout))
	n.Mapping, err = mappingOf(in.Mapping.Value())
	return n, err
}

func newLines(in model.SubmitSalesInput) ([]sale.NewLine, sale.Source) {
	lines, source := make([]sale.NewLine, len(in.Lines)), sale.SourceAPI
	for i, l := range in.Lines {
		lines[i] = newLine(l)
	}
	if in.Form {
		source = sale.SourceForm
	}
	return lines, source
}

func lineModels(lines []sale.Line) []model.SaleLine {
	out := make([]model.SaleLine, len(lines))
	for i, l := range lines {
		out[i] = *lineModel(l)
	}
	return out
}

// reportEvents passes a report's movements on until the watcher leaves.
func reportEvents(ctx context.Context, moved <-chan sale.Report) <-chan *model.SalesReport {
	out := make(chan *model.SalesReport)
	go func() {
		defer close(out)
		for r := range moved {
			select {
			case out <- seen(ctx, reportModel(r)):
			case <-ctx.Done():
				return
			}
		}
	}()
	return out
}

// groupName names what a sum is for; nil where the key says it.
func groupName(ctx context.Context, g *model.SaleGroup) (*model.LocalizedName, error) {
	_, id, ok := typeid.Split(g.Key)
	if !ok {
		return nil, nil
	}
	switch sale.Dimension(g.Dimension) {
	case sale.ByDistributor:
		return nameFrom(ctx, distributors, id, func(d partner.Distributor) partner.Name { return d.Name })
	case sale.ByProductLine:
		return nameFrom(ctx, productLines, id, func(l catalog.ProductLine) partner.Name { return l.Name })
	case sale.ByProduct:
		return nameFrom(ctx, products, id, func(p catalog.Product) partner.Name { return p.Name })
	case sale.ByTerritory:
		return nameFrom(ctx, territories, id, func(t partner.Territory) partner.Name { return t.Name })
	}
	return nil, nil
}

func nameFrom[T any](ctx context.Context, from *loader[T], id uuid.UUID, name func(T) partner.Name) (*model.LocalizedName, error) {
	row, err := from.load(ctx, id)
	if err != nil || row == nil {
		return nil, err
	}
	n := nameModel(name(*row))
	return &n, nil
}

// messageModel writes a message for people; one without values has none, which is not null.
func messageModel(key string, params map[string]any) model.Message {
	if params == nil {
		params = map[string]any{}
	}
	return model.Message{Key: key, Params: params}
}
