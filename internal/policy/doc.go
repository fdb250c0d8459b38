// Package policy answers what a role may do, and on which rows.
//
// The rules are policies/policy.csv, read by Casbin once and compiled into a table: an Enforce takes most of a
// millisecond, a look-up some nanoseconds, so it may be asked per field. What no rule grants is denied. Users
// stay out of it: their roles are in Postgres. Nobody else imports casbin. Ground: imports scope and policies.
package policy
