import { graphql, type ResultOf } from "~/shared/graphql/gql";

export const territoryFragment = graphql(`
  fragment Region on Territory @_unmask {
    id
    code
    kind
    parentId
    depth
    aliases
    name { default zhHant zhHans }
  }
`);

export type Region = ResultOf<typeof territoryFragment>;

export const assignmentFragment = graphql(`
  fragment RegionAssignment on Assignment @_unmask {
    id
    from
    until
    exclusive
    distributor { id code name { default zhHant zhHans } }
    territory { id code name { default zhHant zhHans } }
    productLine { id code name { default zhHant zhHans } }
  }
`);

export type Assignment = ResultOf<typeof assignmentFragment>;

export const assignmentsQuery = graphql(
  `
    query RegionAssignments($filter: AssignmentFilter, $first: Int, $after: String) {
      assignments(filter: $filter, first: $first, after: $after) {
        edges { node { ...RegionAssignment } }
        pageInfo { hasNextPage endCursor }
      }
    }
  `,
  [assignmentFragment],
);

/** From the largest kind of region to the smallest; each lies within a larger one. */
export const territoryKinds = ["COUNTRY", "PROVINCE", "CITY", "DISTRICT"] as const;
export type TerritoryKind = (typeof territoryKinds)[number];

/** The kinds that may lie within the kind, or that may stand alone. */
export const kindsWithin = (parent: TerritoryKind | undefined): readonly TerritoryKind[] => territoryKinds.slice(parent ? territoryKinds.indexOf(parent) + 1 : 0);
