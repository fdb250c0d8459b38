import { graphql, type ResultOf } from "~/shared/graphql/gql";

/** A line of the inbox. */
export const itemFragment = graphql(`
  fragment InboxRow on InboxItem @_unmask {
    id
    kind
    params
    subjectId
    dueAt
    createdAt
    readAt
  }
`);

export type InboxRow = ResultOf<typeof itemFragment>;

/** What the server tells of; the words are inbox:kind.*. */
export const noticeKinds = [
  "conflict.assigned",
  "conflict.told",
  "conflict.statementsOpened",
  "conflict.message",
  "conflict.proposed",
  "conflict.rejected",
  "conflict.toRule",
  "conflict.settled",
  "conflict.refused",
  "conflict.appealed",
  "conflict.appealDecided",
  "conflict.dismissed",
  "conflict.escalated",
  "conflict.withdrawn",
  "registration.submitted",
  "registration.changesRequested",
  "registration.approved",
  "registration.rejected",
  "registration.extended",
  "registration.reminder",
  "registration.expired",
  "registration.released",
  "registration.escalated",
  "scorecard.reviewed",
  "scorecard.contested",
  "scorecard.contestAnswered",
  "scorecard.restated",
  "period.reopening",
] as const;

export type NoticeKind = (typeof noticeKinds)[number];

/** What an item is about, by the prefix of its subject's id; undefined when there is no page of it. */
export function subjectOf({ subjectId }: Pick<InboxRow, "subjectId">): { page: "conflict" | "registration" | "scorecard"; id: string } | undefined {
  if (subjectId?.startsWith("cfl_")) return { page: "conflict", id: subjectId };
  if (subjectId?.startsWith("reg_")) return { page: "registration", id: subjectId };
  if (subjectId?.startsWith("dst_")) return { page: "scorecard", id: subjectId };
  return undefined;
}
