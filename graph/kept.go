package graph

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/maypok86/otter/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"github.com/tonglu/portal/internal/auth"
	"github.com/tonglu/portal/internal/policy"
	"github.com/tonglu/portal/internal/scope"
)

// Keeper keeps answers under the digest of all that they depend on; redis.Tier.
type Keeper interface {
	// Held gives the answer when this process has it.
	Held(key [32]byte) ([]byte, bool)
	// Fetch gives the answer, or has it made: once, however many want it. What fails is not kept.
	Fetch(ctx context.Context, key [32]byte, make func(context.Context) ([]byte, error)) ([]byte, error)
}

// kept answers hot queries from what was answered before. Whether one may be answered so is in keepable; what its key
// holds, in identify and in docs/caching.md. Sign-in and permissions come before each answer.
type kept struct {
	keeper   Keeper
	resolver *Resolver
	plans    *otter.Cache[*ast.OperationDefinition, *plan]
	requests *otter.Cache[[32]byte, request] // by the digest of their bodies
}

// request is a query that was found keepable, with its variables.
type request struct {
	plan  *plan
	asked [32]byte // the digest of the query's text and name, and of the variables
}

const (
	maxPlans    = 2_000
	maxRequests = 20_000
)

func newKept(keeper Keeper, r *Resolver) *kept {
	return &kept{keeper, r, otter.Must(&otter.Options[*ast.OperationDefinition, *plan]{MaximumSize: maxPlans}),
		otter.Must(&otter.Options[[32]byte, request]{MaximumSize: maxRequests})}
}

// errUnkept is that an answer has errors, which belong to who asked alone.
var errUnkept = errors.New("the answer is not kept")

// operation answers queries from what is kept, and has the others answered. After a change all versions are read anew, so
// that whoever made it sees it.
func (k *kept) operation(ctx context.Context, next graphql.OperationHandler) graphql.ResponseHandler {
	op := graphql.GetOperationContext(ctx)
	switch op.Operation.Operation {
	case ast.Mutation:
		change := next(ctx)
		return func(ctx context.Context) *graphql.Response {
			defer k.resolver.Partners.ForgetVersions()
			return change(ctx)
		}
	case ast.Query:
		if r, ok := k.recognise(op); ok {
			if key, ok := k.identify(ctx, r); ok {
				k.remember(ctx, r)
				return k.answer(ctx, key, next)
			}
		}
	}
	return next(ctx)
}

func (k *kept) answer(ctx context.Context, key [32]byte, next graphql.OperationHandler) graphql.ResponseHandler {
	var own *graphql.Response
	body, err := k.keeper.Fetch(ctx, key, func(ctx context.Context) ([]byte, error) {
		own = next(ctx)(ctx)
		if own == nil || len(own.Errors) > 0 || len(own.Extensions) > 0 {
			return nil, errUnkept
		}
		return bodyOf(own)
	})
	if own != nil { // the one that was made for this request
		return graphql.OneShot(own)
	}
	if data, ok := dataOf(body); ok && err == nil {
		return graphql.OneShot(&graphql.Response{Data: data})
	}
	return next(ctx) // another's failed, and this one fails on its own
}

func dataOf(body []byte) (json.RawMessage, bool) {
	if len(body) < len(bodyStart)+len(bodyEnd) || string(body[:len(bodyStart)]) != bodyStart {
		return nil, false
	}
	return body[len(bodyStart) : len(body)-len(bodyEnd)], true
}

// recognise gives the request that an operation is, when it is keepable.
func (k *kept) recognise(op *graphql.OperationContext) (request, bool) {
	p, ok := k.plans.GetIfPresent(op.Operation)
	if !ok {
		p = planOf(op)
		k.plans.Set(op.Operation, p)
	}
	if p == nil {
		return request{}, false
	}
	variables, err := json.Marshal(op.Variables) // in the order of their names
	if err != nil {
		return request{}, false
	}
	h := sha256.New()
	for _, part := range []string{op.RawQuery, op.OperationName, string(variables)} {
		writePart(h, part)
	}
	return request{p, [32]byte(h.Sum(nil))}, true
}

// writePart writes a text that can't run into the next one.
func writePart(w io.Writer, text string) {
	_, _ = w.Write(binary.BigEndian.AppendUint64(nil, uint64(len(text)))) // a digest takes everything
	_, _ = io.WriteString(w, text)
}

// identify gives the key of the request's answer to the context's actor: what was asked, by which program, in which role and
// reach and for which organisation, by whom where the reach is a portfolio, and the versions of all that the answer is made of.
// ok is false when nobody is signed in, when a permission is missing, and when the versions can't be read.
func (k *kept) identify(ctx context.Context, r request) (key [32]byte, ok bool) {
	actor, ok := auth.ActorOf(ctx)
	if !ok {
		return key, false
	}
	reach := scope.Own
	for _, can := range r.plan.permissions {
		granted, ok := policy.Allow(actor.Role, can.resource, can.action)
		if !ok {
			return key, false
		}
		reach = wider(reach, granted)
	}
	actor.Reach = reach
	sc := actor.Scope()
	stamp, err := k.resolver.Partners.Stamp(ctx, sc, time.Now())
	if err != nil {
		return key, false
	}
	id := make([]byte, 0, 320)
	id = append(append(id, program()...), r.asked[:]...)
	id = append(append(id, sc.Organization[:]...), byte(len(actor.Role)))
	id = append(append(append(id, actor.Role...), sc.Reach...), 0)
	if sc.Reach == scope.Portfolio {
		id = append(id, sc.User[:]...)
	}
	return sha256.Sum256(append(id, stamp...)), true
}

func wider(a, b scope.Reach) scope.Reach {
	if sc := (scope.Scope{Reach: a}); sc.Narrow(b) == sc {
		return b
	}
	return a
}

// program is the digest of this program: another version of it may answer otherwise, and keeps its own answers.
var program = sync.OnceValue(func() []byte {
	h := sha256.New()
	path, err := os.Executable()
	if err == nil {
		var file *os.File
		if file, err = os.Open(path); err == nil {
			defer file.Close()
			_, err = io.Copy(h, file)
		}
	}
	if err != nil { // then no other process has the same
		writePart(h, strconv.FormatInt(time.Now().UnixNano(), 16)+"."+strconv.Itoa(os.Getpid()))
	}
	return h.Sum(nil)
})

// noteKey is the context's place for the digest of a request's body.
type noteKey struct{}

// remember notes what the request's body is, so that the same body need not be read again.
func (k *kept) remember(ctx context.Context, r request) {
	if body, ok := ctx.Value(noteKey{}).([32]byte); ok {
		k.requests.Set(body, r)
	}
}

// plainly reports whether the client takes what most take: the answer is then the kept bytes as they are.
func plainly(h http.Header) bool {
	accept := h.Values("Accept")
	return len(accept) == 0 || len(accept) == 1 && slices.Contains([]string{"", "*/*", "application/json"}, strings.TrimSpace(accept[0]))
}

// serve answers the body of a POST when it was answered before and this process has it, and reports whether it did. Otherwise it
// gives the context in which the request is to be answered.
func (k *kept) serve(w http.ResponseWriter, r *http.Request, body []byte) (context.Context, bool) {
	ctx, digest := r.Context(), sha256.Sum256(body)
	if known, ok := k.requests.GetIfPresent(digest); ok && plainly(r.Header) {
		if key, ok := k.identify(ctx, known); ok {
			if answer, ok := k.keeper.Held(key); ok {
				w.Header()["Content-Type"] = jsonContent
				w.Header().Set("Content-Length", strconv.Itoa(len(answer)))
				_, _ = w.Write(answer) // the client has left
				return ctx, true
			}
		}
	}
	return context.WithValue(ctx, noteKey{}, digest), false
}

var jsonContent = []string{"application/json"}
