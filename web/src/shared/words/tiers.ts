import type { graphql } from "~/shared/graphql/gql";

export type Tier = ReturnType<typeof graphql.scalar<"DistributorTier">>;

/** The tiers of the channel; their words are common:tier.*. */
export const tiers = ["TIER_1", "TIER_2", "TIER_3"] as const satisfies readonly Tier[];
