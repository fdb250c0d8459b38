import type { graphql } from "~/shared/graphql/gql";

export type ConflictRule = ReturnType<typeof graphql.scalar<"ConflictRule">>;

/** What opens a case or raises a signal; the words are common:rule.*. */
export const conflictRules = [
  "OUT_OF_TERRITORY",
  "PRICE_BELOW_FLOOR",
  "DUPLICATE_CLAIM",
  "CUSTOMER_OVERLAP",
  "REGISTRATION_COLLISION",
  "PROTECTED_CUSTOMER",
  "CHANNEL_PRICE_GAP",
  "DIRECT_COMPETITION",
  "VOLUME_ANOMALY",
  "MANUAL",
] as const satisfies readonly ConflictRule[];

export type Severity = ReturnType<typeof graphql.scalar<"ConflictSeverity">>;

/** How grave a case is, from least; the words are common:severity.*. */
export const severities = ["LOW", "MEDIUM", "HIGH", "CRITICAL"] as const satisfies readonly Severity[];
