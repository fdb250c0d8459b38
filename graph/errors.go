package graph

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/errcode"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/tonglu/portal/internal/auth"
	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/postgres"
)

func init() {
	errcode.RegisterErrorType(string(fault.TooComplex), errcode.KindProtocol) // a refused query, as far as HTTP sees it
}

// messages are what a person without the web app reads. The web app translates the key.
var messages = map[fault.Kind]string{
	fault.Invalid:         "The input is wrong; extensions.fields says where.",
	fault.Unauthenticated: "Sign in first.",
	fault.Forbidden:       "Your role does not allow this.",
	fault.NotFound:        "There is no such thing, or it is not yours to see.",
	fault.Conflict:        "The present state does not allow this.",
	fault.TooComplex:      "The query asks for too much.",
	fault.Limited:         "Too often; try again later.",
	fault.Unavailable:     "Not available right now; try again.",
	fault.Internal:        "Something went wrong on our side; the request id helps us find it.",
}

// present turns any error into what may be shown: extensions {code, key, params, fields, requestId}. An internal
// one shows its request id and nothing else; its cause is logged here, once.
func present(ctx context.Context, err error) *gqlerror.Error {
	var shown gqlerror.Error
	if g, ok := errors.AsType[*gqlerror.Error](err); ok {
		shown.Path, shown.Locations = g.Path, g.Locations
	}
	f := faultOf(ctx, err)
	shown.Message = messages[f.Kind]
	shown.Extensions = map[string]any{"code": f.Kind, "requestId": auth.RequestID(ctx)}
	if f.Kind == fault.Internal {
		slog.ErrorContext(ctx, "request failed", "requestId", auth.RequestID(ctx), "path", shown.Path.String(), "error", err)
		return &shown
	}
	if g, ok := errors.AsType[*gqlerror.Error](err); ok && f.Key == keyInvalid {
		shown.Message = short(g.Message) // it speaks of the caller's own query
	}
	shown.Extensions["key"] = f.Key
	if f.Params != nil {
		shown.Extensions["params"] = f.Params
	}
	if f.Fields != nil {
		shown.Extensions["fields"] = fromArgument(ctx, f.Fields)
	}
	return &shown
}

// keyInvalid is the key of what GraphQL itself refuses.
const keyInvalid = "graphql.invalid"

// faultOf gives the fault that err is.
func faultOf(ctx context.Context, err error) *fault.Error {
	if f, ok := errors.AsType[*fault.Error](err); ok {
		if strings.HasPrefix(f.Key, "scalar.") {
			return misread(ctx, err, f)
		}
		return f
	}
	switch g, ok := errors.AsType[*gqlerror.Error](err); {
	case ok && g.Extensions["code"] != nil:
		return refused(ctx, g)
	case readingArguments(ctx):
		return misread(ctx, err, fault.Wrap(err, fault.Invalid, keyInvalid, nil))
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded), postgres.TimedOut(err), postgres.Away(err):
		return fault.Wrap(err, fault.Unavailable, "unavailable", nil)
	}
	return fault.Wrap(err, fault.Internal, "internal", nil)
}

// refused is the fault of what the parser or the validator found wrong. A variable's path names the field.
func refused(ctx context.Context, g *gqlerror.Error) *fault.Error {
	f := fault.New(fault.Invalid, keyInvalid, fault.Params{"message": short(g.Message)})
	if len(g.Path) > 1 && g.Path[0] == ast.PathName("variable") {
		path := append(argumentOf(ctx, fmt.Sprint(g.Path[1])), g.Path[2:]...)
		f.Fields = []fault.Field{{Path: dotted(path), Key: keyInvalid, Params: fault.Params{"message": short(g.Message)}}}
	}
	return f
}

// misread is the fault of an argument that its scalar could not read.
func misread(ctx context.Context, err error, f *fault.Error) *fault.Error {
	path, field := graphql.GetPath(ctx), graphql.GetFieldContext(ctx)
	if g, ok := errors.AsType[*gqlerror.Error](err); ok && g.Path != nil {
		path = g.Path
	}
	if field == nil || len(path) <= len(field.Path()) {
		return f
	}
	told := fault.Wrap(err, fault.Invalid, "invalid", nil)
	told.Fields = []fault.Field{{Path: dotted(path[len(field.Path()):]), Key: f.Key, Params: f.Params}}
	return told
}

// readingArguments reports whether the field's arguments are still being read: a resolver's own errors come later.
func readingArguments(ctx context.Context) bool {
	fc := graphql.GetFieldContext(ctx)
	return fc != nil && fc.Field.Field != nil && len(fc.Field.Arguments) > 0 && fc.Args == nil
}

func dotted(path ast.Path) string {
	parts := make([]string, len(path))
	for i, part := range path {
		parts[i] = fmt.Sprint(part)
	}
	return strings.Join(parts, ".")
}

func short(message string) string {
	const most = 300
	if len(message) > most {
		return strings.ToValidUTF8(message[:most], "") + "…"
	}
	return message
}

// recovered is what a panic gives: a fixed text outside, the stack in the log.
func recovered(_ context.Context, value any) error {
	return fmt.Errorf("panic: %v\n%s", value, debug.Stack())
}

// limitErrors keeps an answer from being mostly errors.
func limitErrors(ctx context.Context, next graphql.ResponseHandler) *graphql.Response {
	response := next(ctx)
	if response != nil && len(response.Errors) > maxErrors {
		response.Errors = response.Errors[:maxErrors]
	}
	return response
}
