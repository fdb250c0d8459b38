// Package graph is GraphQL in, GraphQL out: resolvers take the scope, map the input, make one domain
// call and map the payload. It imports the domains; only cmd imports it.
package graph

//go:generate sh -c "cd .. && go tool gqlgen generate && go run ./graph/inturn/cmd graph/generated"
