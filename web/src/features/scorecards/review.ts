import { graphql, type ResultOf } from "~/shared/graphql/gql";

export const reviewFragment = graphql(`
  fragment Review on Review @_unmask {
    id
    period
    communication
    service
    commitment
    comment
    reviewer
    writtenAt
    replacedAt
  }
`);

export type Review = ResultOf<typeof reviewFragment>;

/** What the rubric asks, each marked 1 to 5; the words are scorecards:rubric.*. */
export const rubric = ["communication", "service", "commitment"] as const;
export const marks = [1, 2, 3, 4, 5] as const;
