// Package partner owns the distributors, the region tree, who may sell where, and targets.
//
// Its rules:
//   - A distributor is an organisation; the parents of distributors form no cycle.
//   - Territories form a tree. Each node's span is a range of numbers that holds the spans of all below it, so two
//     regions overlap exactly when their spans do. The tree is numbered anew when a node is added, with
//     the assignments in it, in one transaction.
//   - Exclusive assignments of two distributors never overlap in region, product line and days at once,
//     across ancestors. "All lines" means each line.
//   - The target of a period is the one set for it; else the sum over its product lines; else the sum of its parts.
//
// TerritoryIndex tells which territory a sales line's own words mean. Every change raises the data version of each
// distributor that it touches (Touch) and is audited in the same transaction.
//
// It imports audit, idempotency and ground.
package partner
