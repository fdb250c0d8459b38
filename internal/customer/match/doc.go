// Package match decides whether two records speak of the same customer: record linkage after Fellegi and Sunter.
//
// The road of a record: Normalise reads it into a Profile; Profile.Keys are what it is filed and looked up by; Model.Compare
// gives a level of agreement for each field of two profiles; Model.Score adds up what the levels weigh and says
// how probable it is that both are one; Model.Decide turns that into link, ask or new.
// Model.Learn estimates the weights from the records themselves, without labels.
//
// The rules, which hold whatever the weights are: a person and an organisation never link; branches that differ never link;
// organisations whose valid tax ids differ never link; a value that many hold links nobody by itself.
//
// The package is pure: no database, no clock, no network. It imports nothing else of the portal. docs/matching.md tells the method.
package match
