package conflict

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/files"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/typeid"
)

// File is a file of a case.
type File struct {
	CaseID    uuid.UUID
	ID        uuid.UUID
	Label     *string // whose; nil: the brand's
	Part      string  // STATEMENT, MESSAGE or APPEAL
	MessageID *uuid.UUID
	Ordinal   int
	MediaType string
	Size      int64
	SHA256    []byte
	FileID    uuid.UUID // in the store
	AddedAt   time.Time
	Name      *string // nil for who may not see it
}

// NodeID is the file's id outside.
func (f File) NodeID() string { return typeid.Format(typeid.CaseFile, f.ID) }

// DownloadName is what the file is offered as: its own name where the caller may see it, else one that tells nothing but what it is.
func (f File) DownloadName() string {
	if f.Name != nil {
		return *f.Name
	}
	return fmt.Sprintf("attachment-%d%s", f.Ordinal, extensions[f.MediaType])
}

// The parts of a case that files are given with.
const (
	partStatement = "STATEMENT"
	partMessage   = "MESSAGE"
	partAppeal    = "APPEAL"
)

// Bounds of the files that are given at once.
const (
	maxFiles    = 10
	maxFileSize = 20 << 20
)

const fileColumns = `f.case_id, f.id, f.label, f.part, f.message_id, f.ordinal, f.media_type, f.size, f.sha256, f.file_id, f.added_at, n.name`

const fileFrom = ` FROM conflict_files f LEFT JOIN conflict_file_names n ON n.case_id = f.case_id AND n.file_id = f.id `

// FilesOf reads the files of cases that the caller may open.
func (s *Service) FilesOf(ctx context.Context, sc scope.Scope, cases []uuid.UUID) (map[uuid.UUID][]File, error) {
	return grouped(ctx, s, sc, func(tx pgx.Tx) ([]File, error) {
		return postgres.Rows[File](tx.Query(ctx, "SELECT "+fileColumns+fileFrom+"WHERE f.case_id = ANY(@cases) ORDER BY f.case_id, f.added_at, f.ordinal, f.id", postgres.Args{"cases": cases}))
	}, func(f File) uuid.UUID { return f.CaseID })
}

// OpenFile opens a file of a case. Returns NotFound for one that the caller may not read, as for one that isn't there.
func (s *Service) OpenFile(ctx context.Context, sc scope.Scope, id uuid.UUID) (File, *files.File, error) {
	f, err := inTx(ctx, s.pool, sc, func(tx pgx.Tx) (File, error) {
		args := map[string]any{"id": id}
		return postgres.Row[File](tx.Query(ctx, "SELECT "+fileColumns+fileFrom+"JOIN conflicts c ON c.id = f.case_id WHERE f.id = @id AND "+within(sc, args), postgres.Args(args)))
	})
	if errors.Is(err, pgx.ErrNoRows) {
		return f, nil, fault.Missing("file")
	}
	if err != nil {
		return f, nil, err
	}
	open, err := s.files.Open(f.FileID)
	return f, open, err
}

// giving is what files are given with.
type giving struct {
	part      string
	label     *string // whose; nil: the brand's
	to        *string // for one party alone
	messageID *uuid.UUID
	fresh     bool // only what that side has not given yet
}

// attach copies files that the caller's organisation uploaded, so that they are kept for as long as the case: uploads are deleted after 90 days.
// The copies stay when the transaction fails: the caller removes those that it is given.
// Returns Invalid naming each file that is not there, too large, or not what its name says.
func (s *Service) attach(ctx context.Context, tx pgx.Tx, sc scope.Scope, c *Case, g giving, ids []uuid.UUID) (copies []uuid.UUID, err error) {
	var fields fault.Fields
	if len(ids) > maxFiles {
		fields.Add("fileIds", "list.length", fault.Params{"min": 0, "max": maxFiles})
		return nil, fields.Err()
	}
	var before int
	if err := tx.QueryRow(ctx, `SELECT count(*) FROM conflict_files WHERE case_id = @case AND label IS NOT DISTINCT FROM @label`, postgres.Args{"case": c.ID, "label": g.label}).Scan(&before); err != nil {
		return nil, err
	}
	for i, id := range ids {
		path := fmt.Sprintf("fileIds.%d", i)
		f, key, err := s.copied(ctx, tx, sc, id)
		if err != nil {
			return copies, err
		}
		if key != "" {
			fields.Add(path, key, fault.Params{"maxBytes": maxFileSize})
			continue
		}
		copies = append(copies, f.FileID)
		f.CaseID, f.Ordinal, f.AddedAt = c.ID, before+i+1, s.now()
		if old, err := given(ctx, tx, c.ID, g.label, f.SHA256); err != nil {
			return copies, err
		} else if old && g.fresh {
			fields.Add(path, "conflict.fileNotNew", nil)
			continue
		}
		if err := insertFile(ctx, tx, sc, g, f); err != nil {
			return copies, err
		}
	}
	return copies, fields.Err()
}

// copied copies an upload of the caller's organisation; key says what is wrong with it.
func (s *Service) copied(ctx context.Context, tx pgx.Tx, sc scope.Scope, id uuid.UUID) (f File, key string, err error) {
	type upload struct {
		Name string
		Size int64
	}
	up, err := postgres.Row[upload](tx.Query(ctx, `SELECT name, size FROM files WHERE organization_id = @organization AND id = @id AND purged_at IS NULL`,
		postgres.Args{"organization": sc.Organization, "id": id}))
	switch {
	case errors.Is(err, pgx.ErrNoRows):
		return f, "file.notFound", nil
	case err != nil:
		return f, "", err
	case up.Size > maxFileSize:
		return f, "file.tooLarge", nil
	}
	from, err := s.files.Open(id)
	if err != nil {
		return f, "", err
	}
	defer from.Close()
	kind := sniff(up.Name, from, from.Size)
	if kind == "" {
		return f, "conflict.fileKind", nil
	}
	if _, err := from.Seek(0, io.SeekStart); err != nil {
		return f, "", err
	}
	blob, err := s.files.Create(ctx, up.Name, from, maxFileSize)
	return File{ID: typeid.New(), MediaType: kind, Size: blob.Size, SHA256: blob.SHA256, FileID: blob.ID, Name: &blob.Name}, "", err
}

// given reports whether a side has given the same bytes to the case before.
func given(ctx context.Context, tx pgx.Tx, caseID uuid.UUID, label *string, sum []byte) (known bool, err error) {
	err = tx.QueryRow(ctx, `SELECT EXISTS (SELECT 1 FROM conflict_files WHERE case_id = @case AND label IS NOT DISTINCT FROM @label AND sha256 = @sum)`,
		postgres.Args{"case": caseID, "label": label, "sum": sum}).Scan(&known)
	return known, err
}

func insertFile(ctx context.Context, tx pgx.Tx, sc scope.Scope, g giving, f File) error {
	b := &pgx.Batch{}
	b.Queue(`INSERT INTO conflict_files (case_id, id, label, to_label, part, message_id, ordinal, media_type, size, sha256, file_id, added_at)
		VALUES (@case, @id, @label, @to, @part, @message, @ordinal, @type, @size, @sum, @file, @at)`, postgres.Args{"case": f.CaseID, "id": f.ID, "label": g.label, "to": g.to,
		"part": g.part, "message": g.messageID, "ordinal": f.Ordinal, "type": f.MediaType, "size": f.Size, "sum": f.SHA256, "file": f.FileID, "at": f.AddedAt})
	b.Queue(`INSERT INTO conflict_file_names (distributor_id, case_id, file_id, name) VALUES (@organization, @case, @id, @name)`,
		postgres.Args{"organization": sc.Organization, "case": f.CaseID, "id": f.ID, "name": *f.Name})
	if err := tx.SendBatch(ctx, b).Close(); err != nil || g.part == partStatement { // which is sealed, and so is what was given with it
		return err
	}
	return addEvent(ctx, tx, f.CaseID, event{Kind: "fileAdded", Label: g.label, ToLabel: g.to, Params: map[string]any{"ordinal": f.Ordinal}, At: f.AddedAt})
}

// withFiles runs fn in a transaction; the copies of files that fn made are removed again when it fails.
func (s *Service) withFiles(ctx context.Context, sc scope.Scope, fn func(tx pgx.Tx, copied func([]uuid.UUID)) error) error {
	var copies []uuid.UUID
	err := s.pool.InTx(ctx, sc, func(tx pgx.Tx) error {
		return fn(tx, func(more []uuid.UUID) { copies = append(copies, more...) })
	})
	if err != nil {
		for _, id := range copies {
			_ = s.files.Remove(id) // best effort: without its row nobody can reach it
		}
	}
	return err
}

// extension of a name, in small letters.
func extension(name string) string {
	return strings.ToLower(name[strings.LastIndexByte(name, '.')+1:])
}
