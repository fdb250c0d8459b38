// Package notify tells people what they should know of: an inbox for each user, mail as they chose it, and live events for the
// streams that are open.
//
// Rules:
//   - A notice and a change are part of the transaction that makes them: Post fills an outbox, Changed a notification of Postgres. Both
//     count once it is committed, on every node.
//   - Who is meant is worked out after the commit on the engine's side, which sees everybody; whoever posts needn't see whom it tells.
//   - Kind, params and mails name nobody: neither a distributor, a customer nor a person.
//   - Delivering twice tells once. A mail is tried again until the server takes it, and never sent again once it has.
//   - A stream hears of nothing that its actor may not read: a case that a party was not told of makes not even a tick.
//
// Imports ground, auth and policy. Who the parties of a case are it asks through the interface Parties, which conflict fills.
package notify
