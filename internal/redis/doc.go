// Package redis is the way to Redis, for what may be lost: cached answers, counts of attempts, news.
//
// Redis away is a miss, never an error and never a wrong answer: a Tier has answers made anew, Allow counts in process, and
// news reach the subscribers of the same process. A breaker keeps requests from waiting for a server
// that does not answer. Start runs a server of our own for whoever has none.
//
// Ground: imports child.
package redis
