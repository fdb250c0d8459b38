import { graphql, type ResultOf } from "~/shared/graphql/gql";

export const compareRowFragment = graphql(`
  fragment CompareRow on Scorecard @_unmask {
    distributor { id code name { default zhHant zhHans } }
    composite
    grade
    band
    standing { rank }
    movement { from to parts { key points } }
    metrics { key value unit higherIsBetter score band contested trend { period value } }
  }
`);

export type CompareRow = ResultOf<typeof compareRowFragment>;
