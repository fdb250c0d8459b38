import { graphql, type ResultOf } from "~/shared/graphql/gql";

/** What a customer is called by: a person by the codes that its accounts have. */
export const namedFragment = graphql(`
  fragment NamedCustomer on Customer @_unmask {
    id
    name
    isOrganization
    accounts { id code }
  }
`);

export type NamedCustomer = ResultOf<typeof namedFragment>;

/** What one account says, as far as the brand sees it. */
export const accountFragment = graphql(`
  fragment CustomerAccount on Account @_unmask {
    id
    code
    name
    otherNames
    isOrganization
    isOwn
    distributor { id code name { default zhHant zhHans } }
    taxId { value check }
    legalTaxId { value check }
    channelType
    territory { id name { default zhHant zhHans } }
    source
    firstSaleOn
    erasedAt
    contact {
      __typename
      ... on MaskedContact { reason }
    }
  }
`);

export type CustomerAccount = ResultOf<typeof accountFragment>;

export const customerFields = ["NAME", "TAX_ID", "LEGAL_TAX_ID", "TERRITORY", "CHANNEL_TYPE"] as const satisfies readonly ReturnType<typeof graphql.scalar<"CustomerField">>[];
export type CustomerField = (typeof customerFields)[number];

/** The fields that a customer of the kind has: a person's name and ids stay with the accounts. */
export const fieldsOf = (organization: boolean): readonly CustomerField[] => (organization ? customerFields : ["TERRITORY", "CHANNEL_TYPE"]);

/** The whole record, but for lists that are read on their own. */
export const customerFragment = graphql(
  `
    fragment CustomerRecord on Customer @_unmask {
      id
      name
      isOrganization
      otherNames
      taxId { value check }
      legalTaxId { value check }
      territory { id name { default zhHant zhHans } }
      channelType
      provenance {
        field
        rule
        reason
        account { id code name isOrganization distributor { id name { default zhHant zhHans } } }
        pinnedBy { id name }
      }
      accounts {
        ...CustomerAccount
        consents { purpose granted source givenOn }
        canReveal: viewerCan(action: REVEAL)
      }
      accountCount
      organizationCount
      related { ...NamedCustomer territory { id name { default zhHant zhHans } } }
      revenue { amount currency }
      firstSaleOn
      openMatches {
        id
        probability
        first { ...CustomerAccount }
        second { ...CustomerAccount }
      }
      createdAt
    }
  `,
  [namedFragment, accountFragment],
);

export type CustomerRecord = ResultOf<typeof customerFragment>;
export type OwnedAccount = CustomerRecord["accounts"][number];
export type Provenance = CustomerRecord["provenance"][number];
