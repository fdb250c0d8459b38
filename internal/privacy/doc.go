// Package privacy owns what the law asks of whoever keeps data on people: the register of what is kept and why, the answer to a
// person who asks what is held, forgetting a person, and how long things are kept.
//
// Rules:
//   - The register is made from the marks on the database's own columns and from the shares that hold today, never from a list kept
//     by hand. Its public part names categories and nobody.
//   - Forgetting erases every value of the person and keeps the sums: accounts stay as ids without names, their lines as they are.
//     It runs as portal_engine, because the values are their owners' alone; who asked for it learns how many accounts it was.
//   - What a person is told of itself comes in one document. An organisation's people see in it what they may see elsewhere: another's
//     contact details only while they are shared.
//
// Service works as portal_app for requests, Keeper as portal_engine for jobs. Imports ground, audit, customer, share and sale.
package privacy
