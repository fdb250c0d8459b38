package sale

import (
	"slices"
	"time"

	"github.com/google/uuid"
	"github.com/shopspring/decimal"

	"github.com/tonglu/portal/internal/intake"
	"github.com/tonglu/portal/internal/typeid"
)

// Source is how a report came in.
type Source string

// The sources.
const (
	SourceFile Source = "FILE"
	SourceAPI  Source = "API"
	SourceForm Source = "FORM"
)

// State is how far a report is.
type State string

// The states, in the order of the road.
const (
	Received            State = "RECEIVED"
	AwaitingConfirm     State = "AWAITING_CONFIRMATION"
	Validating          State = "VALIDATING"
	Importing           State = "IMPORTING"
	Accepted            State = "ACCEPTED"
	AcceptedWithRejects State = "ACCEPTED_WITH_REJECTS"
	Failed              State = "FAILED"
	Cancelling          State = "CANCELLING"
	Cancelled           State = "CANCELLED"
)

// Finished reports whether nothing more happens to the report by itself.
func (s State) Finished() bool {
	return slices.Contains([]State{Accepted, AcceptedWithRejects, Failed, Cancelled}, s)
}

// Report is one submission of sales.
type Report struct {
	DistributorID uuid.UUID
	ID            uuid.UUID
	Source        Source
	FileID        uuid.UUID
	FileOwnerID   uuid.UUID
	FileName      string
	SHA256        []byte
	State         State
	Options       intake.Options
	Layout        *intake.Layout
	Mapping       intake.Mapping
	SameAs        *uuid.UUID
	RowsTotal     *int
	RowsAccepted  int
	RowsDuplicate int
	RowsRejected  int
	RowsMended    int
	RowsIgnored   int
	RowsWarned    int
	Total         decimal.Decimal // of its live lines, in the base currency
	SalesFrom     *time.Time
	SalesUntil    *time.Time
	Failure       *Failure
	CursorRow     int64
	Fence         int
	Attempts      int
	HeartbeatAt   *time.Time
	CreatedBy     *uuid.UUID
	CreatedAt     time.Time
	ConfirmedBy   *uuid.UUID
	CancelReason  *string
	CancelledBy   *uuid.UUID
	StartedAt     *time.Time
	FinishedAt    *time.Time
}

// Failure says why a report failed: a message to translate.
type Failure struct {
	Key    string         `json:"key"`
	Params map[string]any `json:"params,omitempty"`
}

// NodeID is the report's id outside.
func (r Report) NodeID() string { return typeid.Format(typeid.SalesReport, r.ID) }

// RowsDone is how many rows of the file have ended somehow.
func (r Report) RowsDone() int {
	return r.RowsAccepted + r.RowsDuplicate + r.RowsRejected + r.RowsIgnored
}

// FileIsOf reports whether what the file says is the organisation's to read: whose sales they are, and who uploaded it.
func (r Report) FileIsOf(organization uuid.UUID) bool {
	return organization == r.DistributorID || organization == r.FileOwnerID
}

// CanConfirm reports whether a person may confirm the report's columns now.
func (r Report) CanConfirm() bool { return r.State == AwaitingConfirm }

// CanInspect reports whether the file may be looked at again: before anything of it was read in.
func (r Report) CanInspect() bool {
	return r.State == AwaitingConfirm || r.State == Failed && r.StartedAt == nil
}

// CanCancel reports whether the report may be taken back now.
func (r Report) CanCancel() bool {
	return r.SameAs == nil && !slices.Contains([]State{Failed, Cancelling, Cancelled}, r.State)
}

// Running reports whether a worker is to move the report.
func (r Report) Running() bool {
	return slices.Contains([]State{Received, Validating, Importing, Cancelling}, r.State)
}

// Outcome is how a row ended that is listed with its report.
type Outcome string

// The outcomes that are listed.
const (
	Rejected Outcome = "REJECTED"
	Ignored  Outcome = "IGNORED"
	Warned   Outcome = "WARNED"
)

// Row is a row that is listed with its report. Cells and the problems' values are empty for whom the
// file is not.
type Row struct {
	DistributorID uuid.UUID
	ReportID      uuid.UUID
	ID            uuid.UUID
	RowNo         int
	Outcome       Outcome
	Problems      []intake.Problem
	MendedAt      *time.Time
	Cells         []string
}
