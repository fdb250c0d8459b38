import { graphql, type ResultOf } from "~/shared/graphql/gql";

export type Rule = ReturnType<typeof graphql.scalar<"ConflictRule">>;
export type State = ReturnType<typeof graphql.scalar<"ConflictState">>;
export type Severity = ReturnType<typeof graphql.scalar<"ConflictSeverity">>;
export type Action = ReturnType<typeof graphql.scalar<"ConflictAction">>;

/** The rules that open cases, and MANUAL; their words are common:conflict.rule.*. */
export const rules = ["OUT_OF_TERRITORY", "PRICE_BELOW_FLOOR", "DUPLICATE_CLAIM", "CUSTOMER_OVERLAP", "REGISTRATION_COLLISION", "PROTECTED_CUSTOMER", "CHANNEL_PRICE_GAP", "DIRECT_COMPETITION", "MANUAL"] as const satisfies readonly Rule[];

/** The severities, the worst first. */
export const severities = ["CRITICAL", "HIGH", "MEDIUM", "LOW"] as const satisfies readonly Severity[];

/** The states in the order of a case's life. */
export const states = ["OPEN", "AWAITING_RESPONSE", "IN_MEDIATION", "PROPOSED", "AGREED", "RULED", "RESOLVED", "APPEALED", "DISMISSED", "CLOSED"] as const satisfies readonly State[];

/** Those in which somebody is still to do something, and those in which nobody is. */
export const runningStates = states.slice(0, 8);
export const overStates = states.slice(8);

/** A party of a case, as the caller may know it. */
export const partyFragment = graphql(`
  fragment Party on ConflictParty @_unmask {
    label
    role
    isMine
    distributor { id name { default zhHant zhHans } }
    name { default zhHant zhHans }
  }
`);

export type Party = ResultOf<typeof partyFragment>;

/** What a card or a row of a list shows of a case. */
export const cardFragment = graphql(
  `
    fragment ConflictCard on Conflict @_unmask {
      id
      rule
      state
      severity
      title
      productLine { id name { default zhHant zhHans } }
      territory { id name { default zhHant zhHans } }
      happenedFrom
      happenedUntil
      amount { amount currency }
      facts
      parties { ...Party }
      mediator { id name }
      isMediated
      openedAt
      dueAt
      isOverdue
      escalations
      outcome
      asked
    }
  `,
  [partyFragment],
);

export type Card = ResultOf<typeof cardFragment>;

export const severityColors = { LOW: "gray", MEDIUM: "blue", HIGH: "yellow", CRITICAL: "red" } as const satisfies Record<Severity, string>;
