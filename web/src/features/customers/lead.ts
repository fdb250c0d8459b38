import { graphql, type ResultOf } from "~/shared/graphql/gql";

/** What the list shows of a lead. */
export const leadFragment = graphql(`
  fragment LeadRow on Lead @_unmask {
    id
    account { id code name isOrganization }
    message
    acceptUntil
    shareDays
    offers { id state reason decidedAt distributor { id name { default zhHant zhHans } } }
    createdBy { id name }
    createdAt
    withdrawnAt
  }
`);

export type Lead = ResultOf<typeof leadFragment>;

/** Whether the lead can be taken back: what it opened is open, or may still be. */
export const canWithdraw = (lead: Lead): boolean => !lead.withdrawnAt && lead.offers.some(({ state }) => state === "OFFERED" || state === "ACCEPTED");

/** The end of a day as the last moment in which a lead can be accepted, in the browser's time zone. */
export const endOfDay = (date: string): string => new Date(`${date}T23:59:59`).toISOString();

/** The day so many days later. */
export function daysLater(date: string, days: number): string {
  const later = new Date(`${date}T00:00:00Z`);
  later.setUTCDate(later.getUTCDate() + days);
  return later.toISOString().slice(0, 10);
}
