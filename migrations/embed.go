// Package migrations holds the schema: forward-only SQL files, each saying why. internal/postgres applies them.
package migrations

import "embed"

// Files are the migrations, in the order of their names.
//
//go:embed *.sql
var Files embed.FS
