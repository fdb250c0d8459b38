package customer

import (
	"encoding/json"
	"time"

	"github.com/google/uuid"

	"github.com/tonglu/portal/internal/typeid"
)

// ImportState is how far an import of accounts is.
type ImportState string

// The states.
const (
	ImportReceived  ImportState = "RECEIVED"
	ImportAwaiting  ImportState = "AWAITING_CONFIRMATION"
	ImportRunning   ImportState = "IMPORTING"
	ImportAccepted  ImportState = "ACCEPTED"
	ImportPartly    ImportState = "ACCEPTED_WITH_REJECTS"
	ImportFailed    ImportState = "FAILED"
	ImportCancelled ImportState = "CANCELLED"
)

// Import is a list of accounts that came as a file.
type Import struct {
	DistributorID uuid.UUID
	ID            uuid.UUID
	FileID        uuid.UUID
	FileName      string
	SHA256        []byte
	State         ImportState
	SameAs        *uuid.UUID
	RowsTotal     *int
	RowsCreated   int
	RowsUpdated   int
	RowsUnchanged int
	RowsRejected  int
	RowsIgnored   int
	RowsWarned    int
	Failure       json.RawMessage
	CreatedBy     *uuid.UUID
	CreatedAt     time.Time
	StartedAt     *time.Time
	FinishedAt    *time.Time
}

// NodeID is the import's id outside.
func (i Import) NodeID() string { return typeid.Format(typeid.AccountImport, i.ID) }
