import { graphql, type ResultOf } from "~/shared/graphql/gql";

export const changeFragment = graphql(`
  fragment Change on ScorecardChange @_unmask {
    key
    before
    after
    scoreBefore
    scoreAfter
  }
`);

export type Change = ResultOf<typeof changeFragment>;
