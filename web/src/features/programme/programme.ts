import { graphql, type ResultOf } from "~/shared/graphql/gql";

export const programmeFragment = graphql(`
  fragment ProgrammeFacts on ScorecardProgramme @_unmask {
    version
    name
    from
    gradeA
    gradeB
    gradeC
    publishedAt
    publishedBy { id name }
    withdrawnAt
    rules {
      key
      weight
      month { floor target stretch }
      quarter { floor target stretch }
      year { floor target stretch }
    }
    deductions { key points most }
    eligibility { tiers channelTypes territories { id code name { default zhHant zhHans } } }
  }
`);

export const programmesQuery = graphql(
  `
    query Programmes($first: Int, $after: String, $last: Int, $before: String) {
      scorecardProgrammes(first: $first, after: $after, last: $last, before: $before) {
        edges { node { ...ProgrammeFacts } }
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
        totalCount
      }
    }
  `,
  [programmeFragment],
);

export const definitionsQuery = graphql(`
  query MetricDefinitions {
    metricDefinitions {
      key
      unit
      higherIsBetter
      month { floor target stretch }
      quarter { floor target stretch }
      year { floor target stretch }
    }
  }
`);

export type Programme = ResultOf<typeof programmeFragment>;
export type Definition = ResultOf<typeof definitionsQuery>["metricDefinitions"][number];

/** How a version stands: withdrawn, to come, in force, or followed by one that is for all. */
export type ProgrammeState = "withdrawn" | "toCome" | "inForce" | "over";

type Dated = Pick<Programme, "version" | "from" | "withdrawnAt" | "eligibility">;

const isForAll = ({ eligibility }: Pick<Programme, "eligibility">) => eligibility.tiers.length + eligibility.channelTypes.length + eligibility.territories.length === 0;

const isLater = (one: Dated, other: Dated) => one.from > other.from || (one.from === other.from && one.version > other.version);

/** The state of a version on a day, among all versions. */
export function stateOf(programme: Dated, all: readonly Dated[], today: string): ProgrammeState {
  if (programme.withdrawnAt) return "withdrawn";
  if (programme.from > today) return "toCome";
  return all.some((one) => !one.withdrawnAt && one.from <= today && isLater(one, programme) && isForAll(one)) ? "over" : "inForce";
}

/** The version to begin a new one from: the latest in force, those for all first; undefined when there is none. */
export function currentOf<P extends Dated>(all: readonly P[], today: string): P | undefined {
  const inForce = all.filter((one) => stateOf(one, all, today) === "inForce").sort((a, b) => (isLater(a, b) ? -1 : 1));
  return inForce.find(isForAll) ?? inForce[0];
}
