import type { graphql } from "~/shared/graphql/gql";

export type ChannelType = ReturnType<typeof graphql.scalar<"ChannelType">>;

/** The channel types in the order in which they are offered; their words are common:channel.*. */
export const channelTypes = ["ECOMMERCE", "STORE", "SOCIAL", "DISTRIBUTION", "DIRECT"] as const satisfies readonly ChannelType[];
