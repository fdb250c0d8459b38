// Package jobs runs work behind requests: River, whose jobs are rows.
//
// A job is inserted in the business transaction that needs it, so there is neither a job without its reason nor a
// reason without its job. Workers run as portal_engine. A job may run more than once, so each is idempotent.
//
// A process that dies leaves its jobs marked as running. River alone would wait for an hour before it takes them for
// lost, and with a shorter wait it would start long jobs twice. So each client holds an advisory lock as long as it
// lives, which the database frees when the process is gone, and the others hand back the jobs of a client
// without a lock (see pulse.go). They start again within ten seconds.
//
// Ground: imports postgres.
package jobs
