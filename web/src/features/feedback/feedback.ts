import { graphql, type ResultOf } from "~/shared/graphql/gql";

export const feedbackFragment = graphql(`
  fragment FeedbackRow on Feedback @_unmask {
    id
    respondedOn
    csat
    nps
    comment
    source
    withdrawnAt
    distributor { id code name { default zhHant zhHans } }
    account { id code name }
  }
`);

export const linkFragment = graphql(`
  fragment SurveyLinkRow on SurveyLink @_unmask {
    id
    expiresOn
    createdAt
    answeredAt
    revokedAt
    distributor { id code name { default zhHant zhHans } }
    account { id code name }
  }
`);

export type Feedback = ResultOf<typeof feedbackFragment>;
export type SurveyLink = ResultOf<typeof linkFragment>;

/** What somebody is who would recommend, by the rule of the net promoter score. */
export const bandOf = (nps: number): "promoter" | "passive" | "detractor" => (nps >= 9 ? "promoter" : nps >= 7 ? "passive" : "detractor");

export type LinkState = "waiting" | "answered" | "revoked" | "over";

/** How a link stands on a day. */
export function linkStateOf({ answeredAt, revokedAt, expiresOn }: Pick<SurveyLink, "answeredAt" | "revokedAt" | "expiresOn">, today: string): LinkState {
  if (answeredAt) return "answered";
  if (revokedAt) return "revoked";
  return expiresOn < today ? "over" : "waiting";
}

/** A cell as a spreadsheet takes it: quoted where needed, and never as a formula. */
function cell(value: string): string {
  const plain = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}

/** Rows as a CSV file that spreadsheets open in UTF-8. */
export const csvOf = (rows: readonly (readonly string[])[]): string => `\ufeff${rows.map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
