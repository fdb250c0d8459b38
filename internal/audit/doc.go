// Package audit keeps the log of every change: who, what, before, after, why, and by which request.
//
// Record writes an entry in the transaction of the change itself, so that neither is without the other. The log
// is append-only: no role may change or delete an entry. Entries hold ids and hashes of contact values,
// never the values. Below the domains: imports ground and auth.
package audit
