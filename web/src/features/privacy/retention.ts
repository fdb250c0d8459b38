import { graphql, type ResultOf } from "~/shared/graphql/gql";

export const retentionQuery = graphql(`
  query RetentionPeriods {
    retentionPeriods { category days fixed updatedAt }
  }
`);

export type RetentionPeriod = ResultOf<typeof retentionQuery>["retentionPeriods"][number];

/** What has a period of its own, in the order of the page. */
export const periodCategories = ["DORMANT_PERSONS", "RAW_FILES", "CONTACT_VIEWS", "AVAILABILITY_CHECKS", "OPINIONS", "TRAINING"] as const;
