import { graphql } from "~/shared/graphql/gql";
import { useEveryPage } from "~/shared/graphql/use-every-page";
import { evidenceFragment } from "./case";

const evidenceQuery = graphql(
  `
    query CaseEvidence($id: ID!, $first: Int!, $after: String) {
      conflict(id: $id) {
        id
        evidence(first: $first, after: $after) {
          edges { node { ...Evidence } }
          pageInfo { hasNextPage endCursor }
        }
      }
    }
  `,
  [evidenceFragment],
);

const none = { edges: [], pageInfo: { hasNextPage: false, endCursor: null } };

/** The evidence of a case, page by page up to a thousand pieces; round counts up when the case has changed. */
export const useEvidence = (id: string, round: number) =>
  useEveryPage({ query: evidenceQuery, variables: { id } as { id: string; first: number; after?: string | null }, pick: (data) => data.conflict?.evidence ?? none, pages: 10, round });
