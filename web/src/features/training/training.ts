import { graphql, type ResultOf } from "~/shared/graphql/gql";
import type { Localized } from "~/shared/i18n/use-language";

export const courseFragment = graphql(`
  fragment CourseFacts on Course @_unmask {
    id
    code
    name
    nameHant
    nameHans
    requiredTiers
    requiredChannelTypes
    people
    validMonths
    retiredOn
  }
`);

export const recordFragment = graphql(
  `
    fragment TrainingRow on TrainingRecord @_unmask {
      id
      trainee
      passedOn
      expiresOn
      withdrawnAt
      distributor { id code name { default zhHant zhHans } }
      course { ...CourseFacts }
    }
  `,
  [courseFragment],
);

export const coursesQuery = graphql(
  `
    query Courses($first: Int, $after: String, $last: Int, $before: String) {
      courses(first: $first, after: $after, last: $last, before: $before) {
        edges { node { ...CourseFacts } }
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
        totalCount
      }
    }
  `,
  [courseFragment],
);

export type Course = ResultOf<typeof courseFragment>;
export type TrainingRecord = ResultOf<typeof recordFragment>;

/** A course's names as the names of everything else are. */
export const namesOf = ({ name, nameHant, nameHans }: Pick<Course, "name" | "nameHant" | "nameHans">): Localized => ({ default: name, zhHant: nameHant, zhHans: nameHans });

export type RecordState = "valid" | "soon" | "over" | "withdrawn";

/** How a pass stands on a day; soon: it ends within 60 days. */
export function recordStateOf({ expiresOn, withdrawnAt }: Pick<TrainingRecord, "expiresOn" | "withdrawnAt">, today: string): RecordState {
  if (withdrawnAt) return "withdrawn";
  if (expiresOn === null) return "valid";
  if (expiresOn < today) return "over";
  return Date.parse(expiresOn) - Date.parse(today) <= 60 * 86_400_000 ? "soon" : "valid";
}
