// Package fault holds the one error type that domains return to their callers.
//
// A fault has a kind (what the caller can do about it), a message key with
// parameters (what a person reads, translated by the web app) and the fields
// at fault. It may wrap a cause, which is logged and never shown.
//
// It imports nothing of ours.
package fault
