import { graphql, type ResultOf } from "~/shared/graphql/gql";

export type AccountField = ReturnType<typeof graphql.scalar<"AccountField">>;

/** The facts that a column may hold, those that tell who it is first. */
export const accountFields = {
  needed: ["NAME", "GIVEN_NAME", "FAMILY_NAME", "LEGAL_NAME"],
  more: ["CODE", "OTHER_NAME", "KIND", "TAX_ID", "LEGAL_TAX_ID", "PHONE", "EMAIL", "CONTACT_PERSON", "COUNTRY", "REGION", "CITY", "DISTRICT", "POSTAL_CODE", "STREET", "CHANNEL_TYPE", "TAGS", "BIRTH_DATE", "NOTE", "MARKETING_CONSENT"],
} as const satisfies Record<string, readonly AccountField[]>;

/** Each row needs a name, whole or in parts. */
export const accountRequirements = [accountFields.needed] as const;

/** All that an import's page shows besides its rows. */
export const importFragment = graphql(`
  fragment AccountImport on AccountImport @_unmask {
    id
    state
    fileName
    layout { format encoding delimiter sheet headerRow }
    mapping { index header field confidence }
    preview
    rowsTotal
    rowsDone
    rowsCreated
    rowsUpdated
    rowsUnchanged
    rowsRejected
    rowsIgnored
    rowsWarned
    rejectsUrl
    sameAs { id fileName }
    failure { key params }
    createdAt
    createdBy { id name }
    finishedAt
  }
`);

export type AccountImport = ResultOf<typeof importFragment>;

/** Whether the import moves by itself: what to watch and to show as progress. */
export const isMoving = (state: AccountImport["state"]): boolean => state === "RECEIVED" || state === "IMPORTING";
