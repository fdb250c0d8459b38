package postgres

import (
	"errors"

	"github.com/jackc/pgx/v5/pgconn"
)

// Violates reports whether err is the violation of the named constraint or unique index.
func Violates(err error, constraint string) bool {
	e, ok := errors.AsType[*pgconn.PgError](err)
	return ok && e.ConstraintName == constraint
}

// Code gives the SQLSTATE in err's chain, "" when it holds none.
func Code(err error) string {
	if e, ok := errors.AsType[*pgconn.PgError](err); ok {
		return e.Code
	}
	return ""
}

// TimedOut reports whether the server ended the statement because it took too long (or was cancelled).
func TimedOut(err error) bool { return Code(err) == "57014" }

// Away reports whether err says that the database can't be reached or is going down, so that trying again makes sense.
func Away(err error) bool {
	if _, ok := errors.AsType[*pgconn.ConnectError](err); ok {
		return true
	}
	switch Code(err) {
	case "57P01", "57P02", "57P03", "53300": // admin shutdown, crash shutdown, starting up, too many connections
		return true
	case "":
		return pgconn.SafeToRetry(err)
	}
	return false
}
