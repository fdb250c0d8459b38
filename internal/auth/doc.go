// Package auth knows who is asking.
//
// A person logs in with a password and gets a session; a program sends an API key. The middleware turns either
// into an Actor and puts it into the request's context, where it is the only thing of ours. A role, a status
// and a session epoch are held in process for a second at most, so that a change of them is in force within
// a second on every node. Imports ground only: scope, fault, policy, typeid, postgres.
package auth
