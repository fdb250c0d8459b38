import type { graphql } from "~/shared/graphql/gql";

export const consentPurposes = ["MARKETING", "SERVICE", "SHARING", "PROFILING"] as const satisfies readonly ReturnType<typeof graphql.scalar<"ConsentPurpose">>[];

export type ConsentPurpose = (typeof consentPurposes)[number];
