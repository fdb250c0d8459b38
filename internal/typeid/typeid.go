// Package typeid writes UUIDs as TypeIDs: a prefix that names the type, "_", and the 128 bits in
// 26 characters of Crockford's base32 (the TypeID specification 0.3). Inside, ids are UUIDs; outside,
// TypeIDs, so that an id of the wrong type is refused at the door. Ground: imports only fault.
package typeid

import (
	"strings"

	"github.com/google/uuid"

	"github.com/tonglu/portal/internal/fault"
)

// Prefixes of the types that have ids outside.
const (
	Organization = "org"
	Distributor  = "dst"
	User         = "usr"
	Territory    = "ter"
	Assignment   = "asg"
	Product      = "prd"
	ProductLine  = "pln"
	PricePolicy  = "ppl"
	Target       = "tgt"
	Account      = "acc"
	File         = "fil"
	SalesReport  = "rpt"
	SaleLine     = "sal"
	RejectedRow  = "rej"
	Invitation   = "inv"
	APIKey       = "key"
	AuditEntry   = "aud"
	Export       = "exp"
	Customer     = "cus"
	MatchPair    = "mat"
	Duplicate    = "dup"
	Share        = "shr"
	ContactView  = "vew"
	Lead         = "led"
	LeadOffer    = "off"
	Erasure      = "era"
	Conflict     = "cfl"
	Evidence     = "evi"
	CaseFile     = "cff"
	Decision     = "dec"
	Remedy       = "rem"
	CaseMessage  = "msg"
	CaseEvent    = "evt"
	Signal       = "sig"
	Registration = "reg"
	Activity     = "act"
	InboxItem    = "inb"
	Credit       = "crd"
	Feedback     = "fbk"
	SurveyLink   = "srv"
	Course       = "crs"
	Training     = "trn"
	Review       = "rvw"
	Contest      = "ctt"
	MarketSize   = "mkt"
	Restatement  = "rst"
	Reopening    = "rop"
	// AccountImport is a list of accounts that came as a file.
	AccountImport = "imp"
)

const alphabet = "0123456789abcdefghjkmnpqrstvwxyz"

var decode = func() (d [256]byte) {
	for i := range d {
		d[i] = 0xff
	}
	for i := range len(alphabet) {
		d[alphabet[i]] = byte(i)
	}
	return d
}()

// New makes a UUIDv7: sortable by time of making.
func New() uuid.UUID { return uuid.Must(uuid.NewV7()) }

// Format writes the id with its prefix: "dst_01h455vb4pex5vsknk084sn02q".
func Format(prefix string, id uuid.UUID) string {
	var out [26]byte
	// 130 bits, the top two zero, five at a time from the right.
	var carry uint
	bits, pos := 0, 25
	for i := 15; i >= 0; i-- {
		carry |= uint(id[i]) << bits
		bits += 8
		for bits >= 5 && pos >= 0 {
			out[pos] = alphabet[carry&31]
			carry >>= 5
			bits -= 5
			pos--
		}
	}
	if pos == 0 {
		out[0] = alphabet[carry&31]
	}
	return prefix + "_" + string(out[:])
}

// Parse reads an id of the type named by prefix.
// Returns Invalid when the text is no such id; field names the input field at fault.
func Parse(prefix, field, text string) (uuid.UUID, error) {
	got, id, ok := Split(text)
	if !ok || got != prefix {
		var fields fault.Fields
		fields.Add(field, "id.wrong", fault.Params{"expected": prefix + "_…"})
		return uuid.Nil, fields.Err()
	}
	return id, nil
}

// Split reads any TypeID into its prefix and UUID; ok is false when it is none.
func Split(text string) (prefix string, id uuid.UUID, ok bool) {
	at := strings.LastIndexByte(text, '_')
	if at < 1 || len(text)-at-1 != 26 || text[at+1] > '7' {
		return "", uuid.Nil, false
	}
	body := text[at+1:]
	var carry uint
	bits, pos := 0, 15
	for i := 25; i >= 0; i-- {
		v := decode[body[i]]
		if v == 0xff {
			return "", uuid.Nil, false
		}
		carry |= uint(v) << bits
		bits += 5
		if bits >= 8 && pos >= 0 {
			id[pos] = byte(carry)
			carry >>= 8
			bits -= 8
			pos--
		}
	}
	return text[:at], id, true
}
