package fault

import (
	"errors"
	"fmt"
	"strings"
)

// Kind says what went wrong in terms of what the caller can do about it.
type Kind string

// The kinds. They are the values of extensions.code in GraphQL, too.
const (
	Invalid         Kind = "INVALID"         // the input is wrong; Fields says where
	Unauthenticated Kind = "UNAUTHENTICATED" // log in first
	Forbidden       Kind = "FORBIDDEN"       // the role may not do this
	NotFound        Kind = "NOT_FOUND"       // no such row, or not yours
	Conflict        Kind = "CONFLICT"        // the state does not allow it
	TooComplex      Kind = "TOO_COMPLEX"     // the query asks for too much
	Limited         Kind = "RATE_LIMITED"    // too often; try later
	Unavailable     Kind = "UNAVAILABLE"     // a dependency is down; try again
	Internal        Kind = "INTERNAL"        // our fault; the cause is in the log
)

// Params are the values that a translated message needs.
type Params map[string]any

// Field is one input field at fault.
type Field struct {
	Path   string `json:"path"`   // from the domain's input down: "lines.3.quantity"
	Key    string `json:"key"`    // message key: "quantity.zero"
	Params Params `json:"params"` // values of the message, may be nil
}

// Error is a fault. Make one with New or At; read one with As.
type Error struct {
	Kind   Kind
	Key    string // message key: "report.notConfirmable"
	Params Params
	Fields []Field
	cause  error
}

// New returns a fault of the kind with the message key; params may be nil.
func New(kind Kind, key string, params Params) *Error {
	return &Error{Kind: kind, Key: key, Params: params}
}

// Wrap is New with the cause, which is logged and never shown.
func Wrap(cause error, kind Kind, key string, params Params) *Error {
	return &Error{Kind: kind, Key: key, Params: params, cause: cause}
}

// Missing is the NotFound fault for a noun: "distributor".
// Someone else's row gives the same fault as no row at all.
func Missing(noun string) *Error {
	return New(NotFound, noun+".notFound", nil)
}

// Error gives the kind, key and fields for the log. It is never shown to a user.
func (e *Error) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s", e.Kind, e.Key)
	for _, f := range e.Fields {
		fmt.Fprintf(&b, " [%s: %s]", f.Path, f.Key)
	}
	if e.cause != nil {
		fmt.Fprintf(&b, ": %v", e.cause)
	}
	return b.String()
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.cause }

// As gives the fault in err's chain; any other error becomes an Internal fault that wraps it.
func As(err error) *Error {
	if f, ok := errors.AsType[*Error](err); ok {
		return f
	}
	return Wrap(err, Internal, "internal", nil)
}

// Is reports whether err holds a fault of the kind.
func Is(err error, kind Kind) bool {
	f, ok := errors.AsType[*Error](err)
	return ok && f.Kind == kind
}

// Fields collects the faults of an input, so that all are told at once.
type Fields []Field

// Add notes that the field at path is at fault.
func (f *Fields) Add(path, key string, params Params) {
	*f = append(*f, Field{Path: path, Key: key, Params: params})
}

// Err gives an Invalid fault with all collected fields, or nil when there are none.
func (f Fields) Err() error {
	if len(f) == 0 {
		return nil
	}
	return &Error{Kind: Invalid, Key: "invalid", Fields: f}
}
