package audit

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"time"

	"github.com/google/uuid"

	"github.com/tonglu/portal/internal/typeid"
)

// Seal is a link of the chain: it binds a row to all that was sealed before it.
type Seal struct {
	Seq      int64           `json:"seq"`
	Kind     string          `json:"kind"` // of the row: audit, decision or evidence
	ID       uuid.UUID       `json:"id"`
	Row      json.RawMessage `json:"row"` // as it stands now; null when there is none
	Digest   digest          `json:"digest"`
	Hash     digest          `json:"hash"`
	SealedAt time.Time       `json:"sealedAt"`
}

// digest is a SHA-256, in JSON as hexadecimal text.
type digest [sha256.Size]byte

// MarshalText writes it.
func (d digest) MarshalText() ([]byte, error) { return []byte(hex.EncodeToString(d[:])), nil }

// UnmarshalText reads it.
func (d *digest) UnmarshalText(text []byte) error {
	if hex.DecodedLen(len(text)) != len(d) {
		return fmt.Errorf("%q is no SHA-256", text)
	}
	_, err := hex.Decode(d[:], text)
	return err
}

// digestOf is SHA-256 of the kind, a line feed and the row's JSON without spaces between its parts.
func digestOf(kind string, row json.RawMessage) digest {
	var b bytes.Buffer
	b.WriteString(kind + "\n")
	if json.Compact(&b, row) != nil {
		b.Write(row) // what is no JSON is the digest of nothing that was sealed
	}
	return sha256.Sum256(b.Bytes())
}

// next is the hash of a link: SHA-256 of the hash before it and its digest.
func next(before, of digest) digest { return sha256.Sum256(append(before[:], of[:]...)) }

// asRow writes a row as it is sealed and exported: its fields in the order of its type.
func asRow(v any) (json.RawMessage, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimRight(b.Bytes(), "\n"), nil
}

// name says which row a seal is of.
func (s Seal) name() string {
	var row struct {
		Action string
	}
	_ = json.Unmarshal(s.Row, &row) // the action is a help to the reader, no more
	switch {
	case s.Kind == kindAudit && row.Action != "":
		return fmt.Sprintf("audit entry %s (%s)", typeid.Format(typeid.AuditEntry, s.ID), row.Action)
	case s.Kind == kindAudit:
		return "audit entry " + typeid.Format(typeid.AuditEntry, s.ID)
	case s.Kind == kindDecision:
		return "decision " + typeid.Format(typeid.Decision, s.ID)
	case s.Kind == kindEvidence:
		return "evidence " + typeid.Format(typeid.Evidence, s.ID)
	}
	return fmt.Sprintf("%q %s", s.Kind, s.ID)
}

// The kinds of sealed rows.
const (
	kindAudit    = "audit"
	kindDecision = "decision"
	kindEvidence = "evidence"
)

// isOf reports whether the row is the one that the seal names.
func (s Seal) isOf() bool {
	var row struct{ ID uuid.UUID }
	return json.Unmarshal(s.Row, &row) == nil && row.ID == s.ID
}
