package notify

import (
	"encoding/json"
	"time"

	"github.com/google/uuid"

	"github.com/tonglu/portal/internal/typeid"
)

// Item is a line of somebody's inbox.
type Item struct {
	ID        uuid.UUID
	Kind      string
	Subject   string // the TypeID of what it is about, "" for nothing
	Params    json.RawMessage
	DueAt     *time.Time
	CreatedAt time.Time
	ReadAt    *time.Time
}

// NodeID is the item's id outside.
func (i Item) NodeID() string { return typeid.Format(typeid.InboxItem, i.ID) }

// MailChoice is how somebody gets mail.
type MailChoice string

// The choices.
const (
	AtOnce MailChoice = "AT_ONCE" // each notice
	Daily  MailChoice = "DAILY"   // one mail each morning
	NoMail MailChoice = "NONE"
)
