import type { graphql } from "~/shared/graphql/gql";

export const reportStates = [
  "RECEIVED",
  "AWAITING_CONFIRMATION",
  "VALIDATING",
  "IMPORTING",
  "ACCEPTED",
  "ACCEPTED_WITH_REJECTS",
  "FAILED",
  "CANCELLING",
  "CANCELLED",
] as const satisfies readonly ReturnType<typeof graphql.scalar<"SalesReportState">>[];

export type ReportState = (typeof reportStates)[number];

/** Whether the report moves by itself: what to watch and to show as progress. */
export const isMoving = (state: ReportState): boolean => state === "RECEIVED" || state === "VALIDATING" || state === "IMPORTING" || state === "CANCELLING";

/** Whether the report has lines that count. */
export const isAccepted = (state: ReportState): boolean => state === "ACCEPTED" || state === "ACCEPTED_WITH_REJECTS";
