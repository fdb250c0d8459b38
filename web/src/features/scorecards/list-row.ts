import { graphql, type ResultOf } from "~/shared/graphql/gql";

export const listRowFragment = graphql(`
  fragment ScorecardRow on Scorecard @_unmask {
    distributor { id code tier name { default zhHant zhHans } }
    composite
    grade
    version
    standing { rank of }
    movement { from to }
    revenue { amount currency }
    metrics { key value unit higherIsBetter score contested trend { period value } }
  }
`);

export type ScorecardRow = ResultOf<typeof listRowFragment>;
