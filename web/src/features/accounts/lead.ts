import { graphql } from "~/shared/graphql/gql";

/** An offered lead as a row of a list. */
export const offerFragment = graphql(`
  fragment Offer on LeadOffer @_unmask {
    id
    account { id name code isOrganization }
    message
    acceptUntil
    shareDays
    state
    reason
    offeredAt
    decidedAt
  }
`);

export const answerMutation = graphql(
  `
    mutation AnswerLead($input: AnswerLeadInput!) {
      answerLead(input: $input) {
        offer { ...Offer }
      }
    }
  `,
  [offerFragment],
);
