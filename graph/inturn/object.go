package inturn

import (
	"context"
	"io"
	"sync"

	"github.com/99designs/gqlgen/graphql"
)

// Object is a graphql.FieldSet of which nothing is deferred.
type Object struct {
	fields   []graphql.CollectedField
	Values   []graphql.Marshaler // of each field
	Invalids uint32              // fields that are null and may not be
	delayed  []delayed
}

type delayed struct {
	field int
	make  func(context.Context) graphql.Marshaler
}

// NewObject makes one of the fields, which have no values yet.
func NewObject(fields []graphql.CollectedField) *Object {
	return &Object{fields: fields, Values: make([]graphql.Marshaler, len(fields))}
}

// Concurrently has the field's value made when the object is dispatched.
func (o *Object) Concurrently(field int, make func(context.Context) graphql.Marshaler) {
	o.delayed = append(o.delayed, delayed{field, make})
}

// Dispatch makes the values that wait: those that have begun in turn, the others meanwhile and all at once.
func (o *Object) Dispatch(ctx context.Context) {
	if len(o.delayed) == 1 {
		o.fill(ctx, o.delayed[0])
	}
	if len(o.delayed) < 2 {
		return
	}
	begun := begunIn(ctx)
	var others sync.WaitGroup
	for _, d := range o.delayed {
		if !begun.has(o.fields[d.field].Field) {
			others.Go(func() { o.fill(ctx, d) })
		}
	}
	for _, d := range o.delayed {
		if begun.has(o.fields[d.field].Field) {
			o.fill(ctx, d)
		}
	}
	others.Wait()
}

func (o *Object) fill(ctx context.Context, d delayed) { o.Values[d.field] = d.make(ctx) }

// MarshalGQL writes the object, to a buffer. Of fields of one alias, which fragments on an interface can bring, the first counts.
func (o *Object) MarshalGQL(w io.Writer) {
	before := `{"`
	for i, value := range o.Values {
		if o.again(i) {
			continue
		}
		_, _ = io.WriteString(w, before)
		_, _ = io.WriteString(w, o.fields[i].Alias) // a name, which needs no escapes
		_, _ = io.WriteString(w, `":`)
		value.MarshalGQL(w)
		before = `,"`
	}
	if len(o.Values) == 0 {
		_, _ = io.WriteString(w, "{")
	}
	_, _ = io.WriteString(w, "}")
}

// again tells whether a field before has the alias of the i-th.
func (o *Object) again(i int) bool {
	for _, before := range o.fields[:i] {
		if before.Alias == o.fields[i].Alias {
			return true
		}
	}
	return false
}
