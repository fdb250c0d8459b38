import { graphql, type ResultOf } from "~/shared/graphql/gql";

export const accountSources = ["SALES", "IMPORT", "FORM", "API"] as const satisfies readonly ReturnType<typeof graphql.scalar<"AccountSource">>[];
export type AccountSource = (typeof accountSources)[number];

export const shareLevels = ["PROFILE", "SALES", "CONTACTS"] as const satisfies readonly ReturnType<typeof graphql.scalar<"ShareLevel">>[];
export type ShareLevel = (typeof shareLevels)[number];

/** What a row of the list shows. */
export const accountRowFragment = graphql(`
  fragment AccountRow on Account @_unmask {
    id
    code
    name
    otherNames
    isOrganization
    taxId { value check }
    channelType
    territory { id name { default zhHant zhHans } }
    tags
    inCharge { id name }
    source
    createdAt
    mergedInto { id }
    purchases(months: 12) { month revenue { amount currency } }
  }
`);

export type AccountRow = ResultOf<typeof accountRowFragment>;

/** What a form or a page says of an account, contact details and all that its owner sees. */
// The field beside ...ContactFacts is needed: without one the cache takes any type for ContactDetails, and masked accounts for missing.
export const accountFragment = graphql(`
  fragment Account on Account @_unmask {
    id
    code
    name
    otherNames
    isOrganization
    isOwn
    distributor { id name { default zhHant zhHans } }
    taxId { value check }
    legalTaxId { value check }
    channelType
    territory { id name { default zhHant zhHans } }
    tags
    inCharge { id name }
    source
    createdAt
    updatedAt
    firstSaleOn
    erasedAt
    mergedInto { id name code isOrganization }
    consents { purpose granted source givenOn }
    contact {
      __typename
      ... on ContactDetails { name ...ContactFacts }
      ... on MaskedContact { reason }
    }
    canUpdate: viewerCan(action: UPDATE)
    canUnmerge: viewerCan(action: UNMERGE)
    canShare: viewerCan(action: SHARE)
    canReveal: viewerCan(action: REVEAL)
    canErase: viewerCan(action: ERASE)
  }

  fragment ContactFacts on ContactDetails @_unmask {
    name
    otherNames
    personalId
    phone
    phoneE164
    email
    street
    district
    city
    region
    postalCode
    country
    birthDate
    people { name role phone email }
  }
`);

export type Account = ResultOf<typeof accountFragment>;
export type ContactFacts = Extract<Account["contact"], { __typename: "ContactDetails" }>;
