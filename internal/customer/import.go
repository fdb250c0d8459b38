package customer

import (
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/intake"
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

// Finished reports whether an import stays in the state.
func (s ImportState) Finished() bool {
	return slices.Contains([]ImportState{ImportAccepted, ImportPartly, ImportFailed, ImportCancelled}, s)
}

// ImportFailure is why an import failed.
type ImportFailure struct {
	Key    string       `json:"key"`
	Params fault.Params `json:"params,omitempty"`
}

// Import is a list of accounts that came as a file: its owner's alone.
type Import struct {
	DistributorID uuid.UUID // the organisation's: a distributor, or the brand
	ID            uuid.UUID
	FileID        uuid.UUID
	FileName      string
	SHA256        []byte
	State         ImportState
	Options       intake.Options
	Layout        *intake.Layout
	Mapping       intake.Mapping
	Preview       [][]string
	SameAs        *uuid.UUID // the accepted import of the same bytes
	RowsTotal     *int       // nil until they were counted
	RowsCreated   int
	RowsUpdated   int
	RowsUnchanged int
	RowsRejected  int
	RowsIgnored   int
	RowsWarned    int
	CursorRow     int64 // rows of the file to this number are done
	Fence         int   // raised by each worker that takes the import over
	Attempts      int   // since the last progress
	Failure       *ImportFailure
	CreatedBy     *uuid.UUID
	CreatedAt     time.Time
	StartedAt     *time.Time
	FinishedAt    *time.Time
}

// NodeID is the import's id outside.
func (i Import) NodeID() string { return typeid.Format(typeid.AccountImport, i.ID) }

// RowsDone is how many rows of the file have ended somehow.
func (i Import) RowsDone() int {
	return i.RowsCreated + i.RowsUpdated + i.RowsUnchanged + i.RowsRejected + i.RowsIgnored
}

// Running reports whether a worker is to move the import.
func (i Import) Running() bool { return i.State == ImportReceived || i.State == ImportRunning }

// CanCancel reports whether the import may be given up: before anything was taken in.
func (i Import) CanCancel() bool { return i.State == ImportReceived || i.State == ImportAwaiting }

// RejectsName names the file of the import's rejected rows after the file that they came in.
func (i Import) RejectsName() string {
	ending := filepath.Ext(i.FileName)
	name := strings.TrimSuffix(i.FileName, ending)
	if i.Layout != nil && i.Layout.Format == intake.FormatXLSX {
		ending = ".xlsx"
	} else if ending == "" {
		ending = ".csv"
	}
	return name + "-rejected" + ending
}

// recognise makes the import one that says nothing new: all of it was taken in before.
func (i *Import) recognise(same Import) {
	total := same.RowsDone()
	i.State, i.SameAs, i.Layout, i.Mapping, i.Preview = ImportAccepted, &same.ID, same.Layout, same.Mapping, same.Preview
	i.RowsTotal, i.RowsUnchanged, i.RowsIgnored = &total, total-same.RowsIgnored, same.RowsIgnored
	i.StartedAt, i.FinishedAt = &i.CreatedAt, &i.CreatedAt
}

// ImportOutcome is how a row ended that is listed with its import.
type ImportOutcome string

// The outcomes that are listed.
const (
	RowRejected ImportOutcome = "REJECTED"
	RowIgnored  ImportOutcome = "IGNORED"
	RowWarned   ImportOutcome = "WARNED"
)

// ImportRow is a row that is listed with its import. Cells and the problems' values are empty when they were kept long enough.
type ImportRow struct {
	RowNo    int              `json:"row_no"`
	ID       uuid.UUID        `json:"id"`
	Outcome  ImportOutcome    `json:"outcome"`
	Problems []intake.Problem `json:"problems"`
	Cells    []string         `json:"cells"`
}
