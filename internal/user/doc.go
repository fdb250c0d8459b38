// Package user owns organisations, their people, invitations, and which distributors a channel manager looks after.
//
// Rules: an address belongs to one person of one organisation. A role fits the kind of the organisation. Nobody
// changes their own role or shuts themselves out, and the last administrator of an organisation stays one, so
// that there is always somebody who can. Shutting somebody out, or another password, raises the session epoch,
// which ends the sessions of before. An invitation is a secret that is mailed, kept as a hash, and good for
// seven days. Every change is audited in its transaction. Below the domains: imports ground, auth, audit and
// idempotency.
package user
