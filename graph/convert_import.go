package graph

import (
	"context"
	"strings"

	"github.com/google/uuid"

	"github.com/tonglu/portal/graph/model"
	"github.com/tonglu/portal/internal/customer"
	"github.com/tonglu/portal/internal/customer/accountfile"
	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/intake"
	"github.com/tonglu/portal/internal/page"
	"github.com/tonglu/portal/internal/typeid"
)

var (
	accountImports = loaderOf(func(r *Resolver) byIDs[customer.Import] { return r.Imports.ByIDs }, func(x customer.Import) uuid.UUID { return x.ID })

	_ = registerNode(typeid.AccountImport, "contact", nodeOf(accountImports, importModel))
)

func importModel(i customer.Import) *model.AccountImport {
	m := &model.AccountImport{ID: i.NodeID(), State: model.AccountImportState(i.State), FileName: i.FileName, Layout: layoutModel(i.Layout), Mapping: make([]model.AccountColumn, len(i.Mapping)),
		Preview: i.Preview, RowsTotal: i.RowsTotal, RowsDone: i.RowsDone(), RowsCreated: i.RowsCreated, RowsUpdated: i.RowsUpdated, RowsUnchanged: i.RowsUnchanged,
		RowsRejected: i.RowsRejected, RowsIgnored: i.RowsIgnored, RowsWarned: i.RowsWarned, CreatedAt: i.CreatedAt, FinishedAt: i.FinishedAt, Row: &i}
	if m.Preview == nil {
		m.Preview = [][]string{}
	}
	for n, c := range i.Mapping {
		m.Mapping[n] = model.AccountColumn{Index: c.Index, Header: c.Header, Field: accountFieldOrNil(c.Field), Confidence: model.MappingConfidence(strings.ToUpper(c.Confidence))}
		if c.Confidence == "" {
			m.Mapping[n].Confidence = model.MappingConfidenceNone
		}
	}
	if i.RowsRejected > 0 {
		url := "/rejects/" + m.ID
		m.RejectsURL = &url
	}
	if i.Failure != nil {
		failure := messageModel(i.Failure.Key, i.Failure.Params)
		m.Failure = &failure
	}
	return m
}

// accountFieldOrNil writes a field as the schema's enum does; nil for none and for the columns of rejects files.
func accountFieldOrNil(f intake.Field) *model.AccountField {
	for m, field := range accountFields {
		if field == f {
			return &m
		}
	}
	return nil
}

var accountFields = func() map[model.AccountField]intake.Field {
	out := map[model.AccountField]intake.Field{}
	for _, info := range accountfile.Fields.List {
		if !info.Own {
			out[model.AccountField(enumName(info.Field))] = info.Field
		}
	}
	return out
}()

// accountColumnsOf reads what a person said of columns. Each names its column by place, header, or both.
func accountColumnsOf(in []model.AccountColumnInput) (intake.Mapping, error) {
	var fields fault.Fields
	out := make(intake.Mapping, len(in))
	for i, c := range in {
		out[i] = saidColumn(i, given(c.Index), given(c.Header), &fields)
		if f := given(c.Field); f != nil {
			out[i].Field = accountFields[*f]
		}
	}
	return out, fields.Err()
}

func newImport(in model.ImportAccountsInput) (n customer.NewImport, err error) {
	if n.FileID, err = typeid.Parse(typeid.File, "fileId", in.FileID); err != nil {
		return n, err
	}
	n.Options = optionsOf(given(in.Layout))
	n.Mapping, err = accountColumnsOf(in.Mapping.Value())
	return n, err
}

func importPage(ctx context.Context, p page.Page[customer.Import]) *model.AccountImportConnection {
	users.expect(ctx, "edges.node.createdBy", idsOf(p.Items, func(i customer.Import) uuid.UUID { return orNil(i.CreatedBy) }))
	accountImports.expect(ctx, "edges.node.sameAs", idsOf(p.Items, func(i customer.Import) uuid.UUID { return orNil(i.SameAs) }))
	return &model.AccountImportConnection{PageInfo: pageInfo(p), Count: p.Total, Edges: edgesOf(p, func(cursor string, i customer.Import) model.AccountImportEdge {
		return model.AccountImportEdge{Cursor: cursor, Node: *importModel(i)}
	})}
}

func importRowPage(p page.Page[customer.ImportRow]) *model.AccountImportRowConnection {
	return &model.AccountImportRowConnection{PageInfo: pageInfo(p), Count: p.Total, Edges: edgesOf(p, func(cursor string, row customer.ImportRow) model.AccountImportRowEdge {
		m := model.AccountImportRow{RowNumber: row.RowNo, Outcome: model.RowOutcome(row.Outcome), Cells: row.Cells, Problems: make([]model.AccountRowProblem, len(row.Problems))}
		for i, p := range row.Problems {
			m.Problems[i] = model.AccountRowProblem{Field: accountFieldOrNil(p.Field), Column: p.Column, Value: p.Value, Message: messageModel(p.Key, p.Params), Warning: p.Warning}
		}
		return model.AccountImportRowEdge{Cursor: cursor, Node: m}
	})}
}

func outcomesOf(in []model.RowOutcome) []customer.ImportOutcome {
	out := make([]customer.ImportOutcome, len(in))
	for i, o := range in {
		out[i] = customer.ImportOutcome(o)
	}
	return out
}
