import { graphql, type ResultOf } from "~/shared/graphql/gql";
import { remedyFragment } from "./case";

/** What remedies would change; the rows have no ids, for nothing of it is there yet. */
export const previewQuery = graphql(
  `
    query ResolutionPreview($conflictId: ID!, $remedies: [RemedyInput!]!) {
      resolutionPreview(conflictId: $conflictId, remedies: $remedies) {
        remedies { ...Remedy }
        problems { key params }
      }
    }
  `,
  [remedyFragment],
);

export type Preview = ResultOf<typeof previewQuery>["resolutionPreview"];
