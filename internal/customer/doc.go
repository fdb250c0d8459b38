// Package customer owns accounts, which are each organisation's own records of its customers, and the brand's golden
// records over them.
//
// The road of an account: sales lines, an imported list or a person make it; whoever makes or changes one calls
// touched in the same transaction, which puts it into match_pending and enqueues the job that matches it. The Matcher
// looks for others that share a candidate key, weighs the pairs (package match), and links, asks, or leaves it alone.
//
// Rules:
//   - An account belongs to one organisation: a distributor, or the brand itself. Contact details, notes and persons'
//     names are in tables of their own that only the owner's scope reaches.
//   - Nothing that tells an organisation of another's accounts is where its scope reaches: customers, links and pairs
//     are the brand's, candidate keys the engine's. Answers to a distributor are the same whoever else has the customer.
//   - Each account that was matched stands for exactly one customer. Linking moves accounts, never values; unlinking
//     and undoing move them back, so nothing is lost.
//   - A customer's values come from its accounts by rules of survivorship (golden.go), or from a person who pinned them.
//   - Two accounts of one organisation are merged by it alone: the one stands for the other from then on, and
//     counts as one in the rollups.
//
// Service works as portal_app for requests, Matcher as portal_engine for jobs. Imports ground, audit, idempotency,
// partner and catalog.
package customer
