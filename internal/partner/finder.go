package partner

import (
	"context"
	"fmt"

	"github.com/google/uuid"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
)

// Finder finds distributors by what people's files call them: their code, or one of their names in any spelling that Fold makes the same.
type Finder struct {
	codes map[string]uuid.UUID
	names map[string]uuid.UUID // uuid.Nil for a name of several
}

// called is a distributor with what it may be called.
type called struct {
	ID                             uuid.UUID
	Code, Name, NameHant, NameHans string
}

// LoadFinder reads the distributors that the scope reaches.
func LoadFinder(ctx context.Context, q postgres.Querier, sc scope.Scope) (Finder, error) {
	args := map[string]any{}
	rows, err := postgres.Rows[called](q.Query(ctx, `SELECT d.id, d.code, d.name, coalesce(d.name_hant, '') AS name_hant, coalesce(d.name_hans, '') AS name_hans
		FROM distributors d WHERE `+sc.Where("d.id", args)+` ORDER BY d.id`, postgres.Args(args)))
	if err != nil {
		return Finder{}, fmt.Errorf("reading distributors: %w", err)
	}
	return newFinder(rows), nil
}

func newFinder(all []called) Finder {
	f := Finder{map[string]uuid.UUID{}, map[string]uuid.UUID{}}
	for _, c := range all {
		f.codes[Fold(c.Code)] = c.ID
		for _, name := range []string{c.Name, c.NameHant, c.NameHans} {
			if name = Fold(name); name == "" {
				continue
			}
			if other, taken := f.names[name]; taken && other != c.ID {
				f.names[name] = uuid.Nil
			} else {
				f.names[name] = c.ID
			}
		}
	}
	return f
}

// Find gives the distributor that the text names; false when there is none within reach, or several.
func (f Finder) Find(text string) (uuid.UUID, bool) {
	if id, ok := f.codes[Fold(text)]; ok {
		return id, true
	}
	id := f.names[Fold(text)]
	return id, id != uuid.Nil
}
