package graph

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"mime"
	"net/http"
	"strings"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/handler"
	"github.com/99designs/gqlgen/graphql/handler/transport"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/validator/core"
	"github.com/vektah/gqlparser/v2/validator/rules"

	"github.com/tonglu/portal/graph/generated"
	"github.com/tonglu/portal/internal/auth"
	"github.com/tonglu/portal/internal/fault"
)

// Deps are what the handler needs.
type Deps struct {
	Resolver *Resolver
	// Renew reports whether an actor may go on watching a stream; auth.Service.Renew.
	Renew func(context.Context, auth.Actor) error
	// Done is closed when the server stops, which ends the streams. Nil: they end with their requests.
	Done <-chan struct{}
	// Keeper keeps the answers of hot queries. Nil: each is made anew.
	Keeper Keeper
}

// requestTime is how long a query or mutation may take.
const requestTime = 30 * time.Second

// NewHandler serves GraphQL: POST, GET for queries, server-sent events for subscriptions. auth.Middleware must be
// around it. It refuses requests that bring a session from another site.
func NewHandler(d Deps) http.Handler {
	a := access{d.Resolver}
	schema := &costedSchema{generated.NewExecutableSchema(generated.Config{Resolvers: d.Resolver, Directives: a.directives()})}
	server := handler.New(schema)
	server.AddTransport(transport.SSE{KeepAlivePingInterval: 15 * time.Second}) // the first match wins
	server.AddTransport(post{})
	server.AddTransport(transport.POST{}) // for those that ask for another kind of JSON
	server.AddTransport(transport.GET{})

	known := newQueryCache()
	server.SetQueryCache(known)
	server.SetParserTokenLimit(maxTokens)
	server.SetDisableSuggestion(true)
	server.SetValidationRulesFn(quietRules)
	server.SetErrorPresenter(present)
	server.SetRecoverFunc(recovered)
	server.Use(sizeLimit{known})
	server.Use(costLimit{schema})
	server.Use(introspection{})
	server.AroundResponses(limitErrors)
	server.AroundOperations(streams{a, d.Renew}.operation)
	var answers *kept
	if d.Keeper != nil {
		answers = newKept(d.Keeper, d.Resolver)
		server.AroundOperations(answers.operation)
	}
	return auth.SameOrigin(front(server, answers, d.Done))
}

// quietRules are the validation rules without suggestions, which would tell the schema to whoever guesses.
func quietRules() *rules.Rules {
	r := rules.NewDefaultRules()
	for loud, quiet := range map[string]core.Rule{
		"KnownArgumentNames":  rules.KnownArgumentNamesRuleWithoutSuggestions,
		"KnownTypeNames":      rules.KnownTypeNamesRuleWithoutSuggestions,
		"ValuesOfCorrectType": rules.ValuesOfCorrectTypeRuleWithoutSuggestions,
	} {
		r.RemoveRule(loud)
		r.AddRule(quiet.Name, quiet.RuleFunc)
	}
	return r
}

// introspection is for the signed-in.
type introspection struct{}

func (introspection) ExtensionName() string                   { return "Introspection" }
func (introspection) Validate(graphql.ExecutableSchema) error { return nil }

// MutateOperationContext refuses introspection by somebody who is not signed in.
func (introspection) MutateOperationContext(ctx context.Context, op *graphql.OperationContext) *gqlerror.Error {
	if _, ok := auth.ActorOf(ctx); ok {
		op.DisableIntrospection = false
		return nil
	}
	for _, field := range graphql.CollectFields(op, op.Operation.SelectionSet, []string{"Query"}) {
		if field.Name == "__schema" || field.Name == "__type" {
			return gqlerror.Wrap(auth.Required())
		}
	}
	return nil
}

// front reads requests before the server does: it bounds them, refuses what is not GraphQL with a clear fault,
// answers what is kept, and gives each its time.
func front(server http.Handler, answers *kept, done <-chan struct{}) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "private, no-cache")
		w.Header().Set("Vary", "Cookie, Authorization")
		if r.Method != http.MethodPost && r.Method != http.MethodGet {
			w.Header().Set("Allow", "GET, POST")
			refuse(w, r, http.StatusMethodNotAllowed, fault.New(fault.Invalid, "graphql.method", nil))
			return
		}
		if r.Method == http.MethodPost {
			body, status, err := readBody(w, r)
			if err != nil {
				refuse(w, r, status, err)
				return
			}
			if answers != nil {
				ctx, answered := answers.serve(w, r, body)
				if answered {
					return
				}
				r = r.WithContext(ctx)
			}
			if r.Body, err = hold(body); err != nil {
				refuse(w, r, http.StatusBadRequest, err)
				return
			}
		}
		ctx, cancel := lasting(w, r, done)
		defer cancel()
		server.ServeHTTP(flusher{w}, r.WithContext(ctx))
	})
}

// readBody reads a POST's body into memory, having checked that it may be a GraphQL request.
func readBody(w http.ResponseWriter, r *http.Request) ([]byte, int, error) {
	if kind := r.Header.Get("Content-Type"); kind != "application/json" {
		if media, _, err := mime.ParseMediaType(kind); err != nil || media != "application/json" {
			return nil, http.StatusUnsupportedMediaType, fault.New(fault.Invalid, "graphql.contentType", fault.Params{"expected": "application/json"})
		}
	}
	var body bytes.Buffer
	if n := r.ContentLength; n > 0 && n <= maxBody {
		body.Grow(int(n) + bytes.MinRead)
	}
	_, err := body.ReadFrom(http.MaxBytesReader(w, r.Body, maxBody))
	if _, large := errors.AsType[*http.MaxBytesError](err); large {
		return nil, http.StatusRequestEntityTooLarge, fault.New(fault.TooComplex, "graphql.tooComplex", fault.Params{"what": "bytes", "limit": maxBody})
	}
	if err != nil {
		return nil, http.StatusBadRequest, fault.Wrap(err, fault.Invalid, "graphql.body", nil)
	}
	return body.Bytes(), 0, nil
}

// lasting gives the context of a request: a stream's lasts until either side goes, others' have a limit.
func lasting(w http.ResponseWriter, r *http.Request, done <-chan struct{}) (context.Context, context.CancelFunc) {
	if !streaming(r.Header) {
		return context.WithTimeout(r.Context(), requestTime)
	}
	control := http.NewResponseController(w)
	_, _ = control.SetWriteDeadline(time.Time{}), control.SetReadDeadline(time.Time{}) // where the server has them and they can be lifted
	ctx, cancel := context.WithCancel(r.Context())
	if done != nil {
		go func() {
			select {
			case <-done:
				cancel()
			case <-ctx.Done():
			}
		}()
	}
	return ctx, cancel
}

func streaming(h http.Header) bool { return strings.Contains(h.Get("Accept"), "text/event-stream") }

// flusher flushes through whatever middleware has wrapped the writer in.
type flusher struct{ http.ResponseWriter }

// Flush sends what is written so far.
func (f flusher) Flush() { _ = http.NewResponseController(f.ResponseWriter).Flush() }

// refuse answers in GraphQL's form to what is not a GraphQL request.
func refuse(w http.ResponseWriter, r *http.Request, status int, err error) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(graphql.Response{Errors: gqlerror.List{present(r.Context(), err)}}) // the caller may have left
}
