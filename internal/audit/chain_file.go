package audit

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
)

// end is the last line of an export: without it, it was cut off.
type end struct {
	Seq  int64     `json:"seq"`
	Hash digest    `json:"hash"`
	At   time.Time `json:"at"`
}

type lastLine struct {
	End *end `json:"end"`
}

// pageSize is how many seals are read at a time.
const pageSize = 2000

// Export writes the log with its seals: a line of JSON for each seal in order, and one for the end. It reads in steps, so that a log of any
// length needs little memory and no long transaction. That it was taken is in the log. The scope must reach all, and the context have its actor.
func (s *Service) Export(ctx context.Context, sc scope.Scope, to io.Writer) error {
	err := s.pool.InTx(ctx, sc, func(tx pgx.Tx) error {
		return Record(ctx, tx, Entry{Organization: sc.Organization, Action: "audit.export", SubjectType: "audit"})
	})
	if err != nil {
		return err
	}
	out := bufio.NewWriter(to)
	write := func(v any) error {
		text, err := asRow(v)
		if err != nil {
			return err
		}
		_, err = out.Write(append(text, '\n'))
		return err
	}
	last := Seal{}
	for {
		var page []Seal
		err := s.pool.InTx(ctx, sc, func(tx pgx.Tx) (err error) {
			page, err = sealsBehind(ctx, tx, last.Seq)
			return err
		})
		if err != nil {
			return fmt.Errorf("reading the chain: %w", err)
		}
		for _, last = range page {
			if err := write(last); err != nil {
				return err
			}
		}
		if len(page) < pageSize {
			break
		}
	}
	if err := write(lastLine{&end{last.Seq, last.Hash, time.Now().UTC()}}); err != nil {
		return err
	}
	return out.Flush()
}

// CheckFile checks an export without a database. It gives the end of its chain and what is wrong, in words.
// The error is that the file can't be read.
func CheckFile(from io.Reader) (last Seal, problems []string, more int, err error) {
	in := bufio.NewReaderSize(from, 1<<20)
	var c Checker
	var told *end
	for n := 1; ; n++ {
		text, err := in.ReadBytes('\n')
		if err != nil && !errors.Is(err, io.EOF) {
			return last, nil, 0, fmt.Errorf("reading line %d: %w", n, err)
		}
		text = bytes.TrimSpace(text)
		var one Seal
		var ending lastLine
		switch {
		case len(text) == 0 && err != nil:
		case told != nil:
			c.wrong("line %d stands behind the end", n)
		case asWritten(text, &one):
			c.Add(one)
		case asWritten(text, &ending) && ending.End != nil:
			told = ending.End
		default:
			c.wrong("line %d is not as it was written: %s", n, cut(text))
		}
		if err != nil {
			break
		}
	}
	switch {
	case told == nil:
		c.wrong("the end is missing: the file was cut off")
	case told.Seq != c.last.Seq || told.Hash != c.last.Hash:
		c.wrong("the file ends with seal %d and says that it ended with seal %d: rows were taken out or added at the end", c.last.Seq, told.Seq)
	}
	last, problems, more = c.End()
	return last, problems, more, nil
}

// asWritten reads a line, and reports whether writing it would give the same text: JSON has ways to say two things at once.
func asWritten(text []byte, into any) bool {
	if json.Unmarshal(text, into) != nil {
		return false
	}
	again, err := asRow(into)
	return err == nil && bytes.Equal(again, text)
}

func cut(text []byte) string {
	if len(text) > 100 {
		return string(text[:100]) + "…"
	}
	return string(text)
}

// unsealedAfter is how long a row may go without a seal while the portal works.
const unsealedAfter = lateness + 24*time.Hour

// CheckChain checks the chain in the database: each seal against its row, and that nothing has long been without one. q must see all rows.
func CheckChain(ctx context.Context, q postgres.Querier) (last Seal, problems []string, more int, err error) {
	var c Checker
	for {
		page, err := sealsBehind(ctx, q, c.last.Seq)
		if err != nil {
			return last, nil, 0, err
		}
		for _, s := range page {
			c.Add(s)
		}
		if len(page) < pageSize {
			break
		}
	}
	var until *time.Time
	if err := q.QueryRow(ctx, `SELECT max(sealed_until) FROM chain_state`).Scan(&until); err != nil {
		return last, nil, 0, err
	}
	for _, s := range sources {
		if until == nil {
			break
		}
		left, err := s.unsealed(ctx, q, time.Time{}, record{}, maxProblems)
		if err != nil {
			return last, nil, 0, err
		}
		for _, r := range left {
			if until.Sub(r.At) > unsealedAfter {
				c.wrong("%s was written at %s and has no seal", Seal{Kind: s.kind, ID: r.ID, Row: r.Row}.name(), r.At.Format(time.RFC3339))
			}
		}
	}
	last, problems, more = c.End()
	return last, problems, more, nil
}

// sealsBehind reads the seals behind the one with the number, with their rows as they stand now.
func sealsBehind(ctx context.Context, q postgres.Querier, seq int64) ([]Seal, error) {
	type row struct {
		Seq            int64
		Kind           string
		OwnerID, RowID uuid.UUID
		Digest, Hash   []byte
		SealedAt       time.Time
	}
	found, err := postgres.Rows[row](q.Query(ctx, `SELECT s.seq, s.kind, s.owner_id, s.row_id, s.digest, s.hash, s.sealed_at FROM chain_seals s
		WHERE s.seq > @seq ORDER BY s.seq LIMIT @limit`, postgres.Args{"seq": seq, "limit": pageSize}))
	if err != nil {
		return nil, err
	}
	keys := map[string][]key{}
	for _, r := range found {
		keys[r.Kind] = append(keys[r.Kind], key{r.OwnerID, r.RowID})
	}
	rows := map[string]map[uuid.UUID]json.RawMessage{}
	for _, s := range sources {
		if rows[s.kind], err = s.rows(ctx, q, keys[s.kind]); err != nil {
			return nil, err
		}
	}
	out := make([]Seal, len(found))
	for i, r := range found {
		out[i] = Seal{Seq: r.Seq, Kind: r.Kind, ID: r.RowID, Row: rows[r.Kind][r.RowID], SealedAt: r.SealedAt.UTC()}
		copy(out[i].Digest[:], r.Digest)
		copy(out[i].Hash[:], r.Hash)
	}
	return out, nil
}
