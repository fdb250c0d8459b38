package main

import (
	"io"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/google/uuid"

	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/feedback"
	"github.com/tonglu/portal/internal/intake"
	"github.com/tonglu/portal/internal/partner"
	"github.com/tonglu/portal/internal/period"
	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/training"
	"github.com/tonglu/portal/internal/typeid"
)

// answers writes what customers said: of ?distributor=, within ?period=, the unhappy alone for ?unhappy=true.
func (f fileRoutes) answers(w http.ResponseWriter, r *http.Request) {
	f.list(w, r, "feedback", "feedback", func(q *listQuery) (write, error) {
		filter := feedback.Filter{DistributorID: q.id(typeid.Distributor, "distributor"), Period: q.period("period"), Unhappy: q.flag("unhappy")}
		return func(sc scope.Scope, to io.Writer) error {
			return f.feedbacks.Export(r.Context(), sc, filter, q.format(), to)
		}, q.fields.Err()
	})
}

// trainingList writes who passed what: of ?distributor=, of ?course=, those that end within ?endsWithin= days.
func (f fileRoutes) trainingList(w http.ResponseWriter, r *http.Request) {
	f.list(w, r, "training", "training", func(q *listQuery) (write, error) {
		filter := training.Filter{DistributorID: q.id(typeid.Distributor, "distributor"), CourseID: q.id(typeid.Course, "course"), EndsWithinDays: q.number("endsWithin")}
		filter.Check("endsWithin", &q.fields)
		return func(sc scope.Scope, to io.Writer) error {
			return f.trainings.Export(r.Context(), sc, filter, q.format(), to)
		}, q.fields.Err()
	})
}

// markets writes market sizes: of ?year=, of ?territory=.
func (f fileRoutes) markets(w http.ResponseWriter, r *http.Request) {
	f.list(w, r, "marketSize", "market-sizes", func(q *listQuery) (write, error) {
		filter := partner.MarketFilter{Year: q.number("year"), TerritoryID: q.id(typeid.Territory, "territory")}
		return func(sc scope.Scope, to io.Writer) error {
			return f.partners.ExportMarketSizes(r.Context(), sc, filter, q.format(), to)
		}, q.fields.Err()
	})
}

// write writes a list within the scope.
type write func(sc scope.Scope, to io.Writer) error

// list writes the list that the caller may read, in the ?format= csv, unless told, or xlsx.
func (f fileRoutes) list(w http.ResponseWriter, r *http.Request, resource, name string, asked func(*listQuery) (write, error)) {
	sc, err := granted(r, resource, "read")
	if err != nil {
		f.refuse(w, r, err)
		return
	}
	q := &listQuery{values: r.URL.Query()}
	if format := q.format(); format != intake.FormatCSV && format != intake.FormatXLSX {
		q.fields.Add("format", "value.unknown", fault.Params{"value": format})
	}
	to, err := asked(q)
	if err != nil {
		f.refuse(w, r, err)
		return
	}
	out := &lateHeader{w: w, name: name + "-" + time.Now().UTC().Format(time.DateOnly) + "." + q.format()}
	f.ended(w, r, out, to(sc, out))
}

// listQuery reads the parameters of a list, each of which may be left out, and notes what is wrong with them.
type listQuery struct {
	values url.Values
	fields fault.Fields
}

func (q *listQuery) format() string {
	if text := q.values.Get("format"); text != "" {
		return text
	}
	return intake.FormatCSV
}

func (q *listQuery) id(prefix, name string) *uuid.UUID {
	text := q.values.Get(name)
	if text == "" {
		return nil
	}
	id, err := typeid.Parse(prefix, name, text)
	if err != nil {
		q.fields = append(q.fields, fault.As(err).Fields...)
	}
	return &id
}

func (q *listQuery) period(name string) *period.Period {
	text := q.values.Get(name)
	if text == "" {
		return nil
	}
	p, err := period.Parse(text)
	if err != nil {
		q.fields.Add(name, "scalar.period", fault.Params{"value": text})
	}
	return &p
}

func (q *listQuery) number(name string) *int {
	text := q.values.Get(name)
	if text == "" {
		return nil
	}
	n, err := strconv.ParseInt(text, 10, 32)
	if err != nil {
		q.fields.Add(name, "value.unknown", fault.Params{"value": text})
	}
	return new(int(n))
}

func (q *listQuery) flag(name string) *bool {
	text := q.values.Get(name)
	if text == "" {
		return nil
	}
	is, err := strconv.ParseBool(text)
	if err != nil {
		q.fields.Add(name, "value.unknown", fault.Params{"value": text})
	}
	return &is
}
