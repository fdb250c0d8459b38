import type { graphql } from "~/shared/graphql/gql";

export type ConflictRule = ReturnType<typeof graphql.scalar<"ConflictRule">>;

/** What opens a case or raises a signal; the words are common:conflict.rule.*. */
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
