package partner

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"strings"
	"unicode"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/partner/sheet"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
)

// Imports are the kinds of files that Import takes; docs/formats.md describes them.
var Imports = []string{"distributors", "territories", "assignments", "targets"}

// Summary says what an import did. Rows that changed nothing are neither added nor changed.
type Summary struct {
	Kind    string `json:"kind"`
	Rows    int    `json:"rows"`
	Added   int    `json:"added"`
	Changed int    `json:"changed"`
}

// Import reads a file of the kind and takes over all of its rows, or none: then the fault names every row and column
// that is wrong. What a row names already exists is changed to what the row says.
func (s *Service) Import(ctx context.Context, sc scope.Scope, kind string, r io.Reader) (Summary, error) {
	var faults sheet.Faults
	switch kind {
	case "distributors":
		rows, err := readDistributors(r, &faults)
		if err != nil {
			return Summary{}, err
		}
		return s.importDistributors(ctx, sc, rows, &faults)
	case "territories":
		rows, err := readTerritories(r, &faults)
		if err != nil {
			return Summary{}, err
		}
		return s.importTerritories(ctx, sc, rows, &faults)
	case "assignments":
		rows, err := readAssignments(r, &faults)
		if err != nil {
			return Summary{}, err
		}
		return s.importAssignments(ctx, sc, rows, &faults)
	case "targets":
		rows, err := readTargets(r, &faults)
		if err != nil {
			return Summary{}, err
		}
		return s.importTargets(ctx, sc, rows, &faults)
	}
	return Summary{}, fault.New(fault.Invalid, "import.kind", fault.Params{"kind": kind, "known": strings.Join(Imports, ", ")})
}

// RowReport makes a Report of a row's fields, which stand in columns of the same name in snake case.
func RowReport(faults *sheet.Faults, line int) Report {
	return func(field, key string, params fault.Params) { faults.Add(line, columnOf(field), key, params) }
}

// columnOf turns name.zhHant into name_zh_hant and name.default into name.
func columnOf(field string) string {
	field = strings.TrimSuffix(field, ".default")
	var b strings.Builder
	for _, c := range field {
		switch {
		case c == '.':
			b.WriteByte('_')
		case unicode.IsUpper(c):
			b.WriteByte('_')
			b.WriteRune(unicode.ToLower(c))
		default:
			b.WriteRune(c)
		}
	}
	return b.String()
}

// LineOf is where a row stands in its file; rows that came from no file are counted as if they had.
func LineOf(line, index int) int {
	if line > 0 {
		return line
	}
	return index + 2
}

// Unknown notes a code that names nothing.
func Unknown(report Report, field, code string) {
	report(field, "code.unknown", fault.Params{"value": sheet.Short(code)})
}

// Repeated notes a row that says again what an earlier one says.
func Repeated(report Report, field string, earlier int) {
	report(field, "import.repeatedRow", fault.Params{"earlier": earlier})
}

// LoadCodes gives the ids of distributors, territories, product lines or products by code.
func LoadCodes(ctx context.Context, q postgres.Querier, table string) (map[string]uuid.UUID, error) {
	type named struct {
		Code string
		ID   uuid.UUID
	}
	rows, err := postgres.Rows[named](q.Query(ctx, "SELECT code, id FROM "+pgx.Identifier{table}.Sanitize()+" ORDER BY code"))
	if err != nil {
		return nil, err
	}
	codes := make(map[string]uuid.UUID, len(rows))
	for _, r := range rows {
		codes[r.Code] = r.ID
	}
	return codes, nil
}

// RecordImport audits an import in the brand's name: how much it did, and a hash of all that it said.
func RecordImport(ctx context.Context, tx pgx.Tx, done Summary, rows any) error {
	hash := sha256.New()
	if err := json.NewEncoder(hash).Encode(rows); err != nil {
		return err
	}
	after := struct {
		Summary
		SHA256 string `json:"sha256"`
	}{done, hex.EncodeToString(hash.Sum(nil))}
	return record(ctx, tx, done.Kind+".import", done.Kind, uuid.Nil, nil, after)
}
