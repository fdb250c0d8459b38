import { graphql, type ResultOf } from "~/shared/graphql/gql";

export const registrationStates = ["DRAFT", "SUBMITTED", "IN_REVIEW", "ACTION_REQUIRED", "APPROVED", "EXTENDED", "CONVERTED", "EXPIRED", "RELEASED", "REJECTED"] as const satisfies readonly ReturnType<
  typeof graphql.scalar<"RegistrationState">
>[];
export type RegistrationState = (typeof registrationStates)[number];

/** Those in which the brand is to decide, and those in which the customer is protected. */
export const waitingStates = ["SUBMITTED", "IN_REVIEW"] as const satisfies readonly RegistrationState[];
export const isProtecting = (state: RegistrationState): boolean => state === "APPROVED" || state === "EXTENDED";
export const isWaiting = (state: RegistrationState): boolean => state === "SUBMITTED" || state === "IN_REVIEW";

export const reasons = ["INCOMPLETE", "EXISTING_BUSINESS", "OUT_OF_TERRITORY", "NOT_ELIGIBLE", "INSUFFICIENT_PROOF", "NOT_AVAILABLE", "REPEATED", "OTHER"] as const satisfies readonly ReturnType<
  typeof graphql.scalar<"RegistrationReason">
>[];

export const fields = ["ACCOUNT", "PRODUCT_LINE", "SITE", "EXPECTED_AMOUNT", "EXPECTED_ON", "NOTE", "ACTIVITIES"] as const satisfies readonly ReturnType<typeof graphql.scalar<"RegistrationField">>[];
export type Field = (typeof fields)[number];

export const activityKinds = ["CALL", "VISIT", "MEETING", "DEMO", "SAMPLE", "QUOTE", "MESSAGE"] as const satisfies readonly ReturnType<typeof graphql.scalar<"ActivityKind">>[];
export type ActivityKind = (typeof activityKinds)[number];

/** What a row of a list shows. */
export const rowFragment = graphql(`
  fragment RegistrationRow on Registration @_unmask {
    id
    distributor { id name { default zhHant zhHans } }
    account { id code name isOrganization }
    customerName
    productLine { id name { default zhHant zhHans } }
    site
    expected { amount currency }
    expectedOn
    state
    submittedAt
    dueAt
    isOverdue
    protectedUntil
    createdAt
  }
`);

export type RegistrationRow = ResultOf<typeof rowFragment>;

/** One registration with all that the viewer may know and do. */
export const registrationFragment = graphql(
  `
    fragment Registration on Registration @_unmask {
      ...RegistrationRow
      note
      decidedAt
      decidedBy { id name }
      reason
      reasonText
      requestedFields
      requestText
      protectedFrom
      extensions
      convertedAt
      activities { id kind happenedOn text recordedAt }
      history { kind params by { id name } at }
      conflict { id }
      canUpdate: viewerCan(action: UPDATE)
      canSubmit: viewerCan(action: SUBMIT)
      canAddActivity: viewerCan(action: ADD_ACTIVITY)
      canReview: viewerCan(action: REVIEW)
      canRequestChanges: viewerCan(action: REQUEST_CHANGES)
      canApprove: viewerCan(action: APPROVE)
      canReject: viewerCan(action: REJECT)
      canExtend: viewerCan(action: EXTEND)
      canRelease: viewerCan(action: RELEASE)
      canConvert: viewerCan(action: CONVERT)
    }
  `,
  [rowFragment],
);

export type Registration = ResultOf<typeof registrationFragment>;

/** A registration beside others of the same customer and product line. */
export const rivalFragment = graphql(
  `
    fragment Rival on RegistrationRival @_unmask {
      place
      grounds { key params }
      registration {
        ...RegistrationRow
        activities { id kind happenedOn text }
      }
    }
  `,
  [rowFragment],
);

export type Rival = ResultOf<typeof rivalFragment>;
