package sale

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/auth"
	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/files"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
)

// Largest files taken, in bytes.
const (
	MaxFile     = 300 << 20
	MaxWorkbook = 100 << 20
)

// Upload keeps a file of the scope's organisation, whose alone it is. It streams.
// Returns Invalid when the file is empty or too large.
func (s *Service) Upload(ctx context.Context, sc scope.Scope, name string, r io.Reader) (files.Blob, error) {
	limit := int64(MaxFile)
	if strings.HasSuffix(strings.ToLower(name), ".xlsx") {
		limit = MaxWorkbook
	}
	blob, err := s.files.Create(ctx, name, r, limit)
	if err != nil {
		return blob, err
	}
	if blob.Size == 0 {
		_ = s.files.Remove(blob.ID)
		return blob, fault.New(fault.Invalid, "file.empty", nil)
	}
	_, err = inTx(ctx, s.pool, sc, func(tx pgx.Tx) (any, error) { return nil, keepFile(ctx, tx, sc, blob) })
	if err != nil {
		_ = s.files.Remove(blob.ID) // best effort: without its row nobody can reach it
	}
	return blob, err
}

func keepFile(ctx context.Context, tx pgx.Tx, sc scope.Scope, b files.Blob) error {
	var by *uuid.UUID
	if a, ok := auth.ActorOf(ctx); ok {
		by = &a.User
	}
	_, err := tx.Exec(ctx, `INSERT INTO files (organization_id, id, name, size, sha256, created_by) VALUES (@organization, @id, @name, @size, @sha256, @by)`,
		postgres.Args{"organization": sc.Organization, "id": b.ID, "name": b.Name, "size": b.Size, "sha256": b.SHA256, "by": by})
	if err != nil {
		return fmt.Errorf("keeping the file: %w", err)
	}
	return nil
}

// Download opens a file of the scope's organisation. Returns NotFound for anybody else's and for a deleted one.
func (s *Service) Download(ctx context.Context, sc scope.Scope, id uuid.UUID) (name string, f *files.File, err error) {
	found, err := postgres.Read(ctx, s.pool, sc, func(q postgres.Querier) (storedFile, error) { return loadFile(ctx, q, sc.Organization, id) })
	if err != nil {
		return "", nil, err
	}
	f, err = s.files.Open(found.ID)
	return found.Name, f, err
}
