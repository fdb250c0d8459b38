import { graphql, type ResultOf } from "~/shared/graphql/gql";
import { cardFragment } from "./conflict";

export const fileFragment = graphql(`
  fragment CaseFile on ConflictFile @_unmask {
    id
    name
    ordinal
    mediaType
    size
    sha256
  }
`);

export type CaseFile = ResultOf<typeof fileFragment>;

// Parties are told by their labels; who they are is told once, in the case's own parties.

/** What a remedy changes for a party. */
export const effectFragment = graphql(`
  fragment Effect on RemedyEffect @_unmask {
    party { label }
    revenue { amount currency }
    months { period revenue { amount currency } before { amount currency } after { amount currency } }
    lines
    changes { key params }
  }
`);

export type Effect = ResultOf<typeof effectFragment>;

/** What a decision does, without its id: a preview's remedies are nobody's yet. */
export const remedyFragment = graphql(
  `
    fragment Remedy on ConflictRemedy @_unmask {
      kind
      state
      party { label }
      other { label }
      shares { party { label } percent }
      evidenceIds
      level
      until
      amount { amount currency }
      note
      effects { ...Effect }
    }
  `,
  [effectFragment],
);

export type Remedy = ResultOf<typeof remedyFragment>;

export const decisionFragment = graphql(
  `
    fragment Decision on ConflictDecision @_unmask {
      id
      kind
      state
      text
      against { label }
      remedies { id appliedAt undoneAt ...Remedy }
      answers { party { label } accepted text givenAt }
      madeBy { id name }
      madeAt
    }
  `,
  [remedyFragment],
);

export type Decision = ResultOf<typeof decisionFragment>;

/** All of a case but its long lists. */
export const caseFragment = graphql(
  `
    fragment Case on Conflict @_unmask {
      ...ConflictCard
      forms
      mode
      legalBasis
      jurisdiction
      stateSince
      namesTold
      settledAt
      mergedInto { id }
      sides: parties { label answeredAt wasSilent appealedAt decidedAgainst }
      statements { party { label } isSealed text files { ...CaseFile } givenAt }
      decisions { ...Decision }
      appeals { party { label } text files { ...CaseFile } madeAt }
      canAssign: viewerCan(action: ASSIGN)
      canDismiss: viewerCan(action: DISMISS)
      canRespond: viewerCan(action: RESPOND)
      canMessage: viewerCan(action: MESSAGE)
      canPropose: viewerCan(action: PROPOSE)
      canAnswer: viewerCan(action: ANSWER)
      canRule: viewerCan(action: RULE)
      canAppeal: viewerCan(action: APPEAL)
      canDecideAppeal: viewerCan(action: DECIDE_APPEAL)
      canMerge: viewerCan(action: MERGE)
      canTellNames: viewerCan(action: TELL_NAMES)
    }
  `,
  [cardFragment, fileFragment, decisionFragment],
);

export type Case = ResultOf<typeof caseFragment>;

/** A piece of evidence as a table shows it. */
export const evidenceFragment = graphql(`
  fragment Evidence on ConflictEvidence @_unmask {
    id
    party { label }
    happenedOn
    product { id code name { default zhHant zhHans } }
    productLine { id name { default zhHant zhHans } }
    territory { id name { default zhHant zhHans } }
    channelType
    quantity
    amount { amount currency }
    form
    measures
    sale { lineId invoiceNumber lineNumber unitPrice net { amount currency } serial account { id code name } }
    registration { id state protectedFrom protectedUntil }
    hash
    foundAt
    withdrawnAt
  }
`);

export type Evidence = ResultOf<typeof evidenceFragment>;
