// Package audit keeps the log of every change: who, what, before, after, why, and by which request.
//
// Record writes an entry in the transaction of the change itself, so that neither is without the other. The log
// is append-only: no role may change or delete an entry. Entries hold ids and hashes of contact values,
// never the values.
//
// A Sealer binds entries, decisions of cases and their evidence into one chain of hashes, minutes after they were written and without any
// writer waiting for it. Whoever rewrites a row later, with whatever rights, breaks the chain: CheckChain finds it in the database, CheckFile in an
// export, without one. See docs/operating.md.
//
// Below the domains: imports ground and auth; it reads the tables of cases by name.
package audit
