// Package redis is the way to Redis, for what may be lost: cached answers and counts of attempts.
//
// Redis away is a miss, never an error and never a wrong answer: a Tier has answers made anew, and Allow counts in process.
// A breaker keeps requests from waiting for a server that does not answer; each node of a cluster has one. Start runs a server of our own for whoever has none.
//
// Ground: imports child.
package redis
