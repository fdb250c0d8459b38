// Package postgres is the way to the database.
//
// A Pool works as one role: portal_app, which row-level security holds, or portal_engine, which only jobs
// hold. InTx runs a transaction whose scope the policies see; the scope ends with the transaction.
// Migrate brings a database to the schema of this program. Start runs a server of our own for whoever
// has none. pgtest gives each test a database.
//
// Ground: imports child, scope and the migrations.
package postgres
