// Package policies holds the policy: the Casbin model, the grants, and the table that a reviewer reads.
package policies

import _ "embed"

// Model is the Casbin model.
//
//go:embed model.conf
var Model string

// Grants are the rules: role, resource, action, scope.
//
//go:embed policy.csv
var Grants string
