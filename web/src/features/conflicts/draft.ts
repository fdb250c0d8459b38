import { readDecimal } from "~/shared/format/decimal";
import type { graphql, VariablesOf } from "~/shared/graphql/gql";
import type { previewQuery } from "./preview";

export type RemedyKind = ReturnType<typeof graphql.scalar<"RemedyKind">>;
export type ShareLevel = ReturnType<typeof graphql.scalar<"ShareLevel">>;
export type RemedyInput = VariablesOf<typeof previewQuery>["remedies"][number];

/** The kinds in the order in which they are offered; their words are conflicts:remedyKind.*. */
export const remedyKinds = ["SPLIT_CREDIT", "SHARE_CUSTOMER", "ASSIGN_OWNER", "VOID_LINES", "CONFIRM_REGISTRATION", "SHORTEN_REGISTRATION", "REVOKE_REGISTRATION", "WARNING", "COMPENSATION_NOTE", "NONE"] as const satisfies readonly RemedyKind[];

/** The kinds that name a party, and those that name another beside it. */
export type PartyKind = Exclude<RemedyKind, "SPLIT_CREDIT" | "NONE">;
export type OtherKind = "SHARE_CUSTOMER" | "COMPENSATION_NOTE";

export const shareLevels = ["PROFILE", "SALES", "CONTACTS"] as const satisfies readonly ShareLevel[];

/** A party's part of the credit, in whole per cent. */
export interface Part {
  party: string;
  percent: number;
}

/** A remedy while it is being written. */
export interface Draft {
  key: number;
  kind: RemedyKind;
  party: string;
  other: string;
  parts: readonly Part[];
  /** None: all that hold. */
  evidence: readonly string[];
  level: ShareLevel;
  until: string | null;
  amount: string;
  note: string;
}

/** Which fields a kind of remedy has. */
export const fieldsOf: Record<RemedyKind, readonly ("party" | "other" | "parts" | "evidence" | "level" | "until" | "amount" | "note")[]> = {
  SPLIT_CREDIT: ["parts", "evidence", "note"],
  SHARE_CUSTOMER: ["party", "other", "level", "until", "evidence", "note"],
  ASSIGN_OWNER: ["party", "note"],
  VOID_LINES: ["party", "evidence", "note"],
  CONFIRM_REGISTRATION: ["party", "note"],
  SHORTEN_REGISTRATION: ["party", "until", "note"],
  REVOKE_REGISTRATION: ["party", "note"],
  WARNING: ["party", "note"],
  COMPENSATION_NOTE: ["party", "other", "amount", "note"],
  NONE: ["note"],
};

/** The kinds whose note must say something: of what one is warned, why the losing side is spared. */
export const needsNote = (kind: RemedyKind) => kind === "WARNING" || kind === "NONE";

/** Equal parts in whole per cent; what is over goes to the first ones. */
export function equalParts(parties: readonly string[]): Part[] {
  const each = Math.floor(100 / Math.max(1, parties.length));
  const over = 100 - each * parties.length;
  return parties.map((party, index) => ({ party, percent: each + (index < over ? 1 : 0) }));
}

/** Gives a party so many per cent, and the others the rest in the proportion they had: the parts add up to 100 always. */
export function rebalance(parts: readonly Part[], party: string, percent: number): Part[] {
  const wanted = parts.length === 1 ? 100 : Math.min(100, Math.max(0, Math.round(percent)));
  const others = parts.filter((one) => one.party !== party);
  const had = others.reduce((sum, one) => sum + one.percent, 0);
  const rest = 100 - wanted;
  const exact = others.map((one) => ({ party: one.party, share: had > 0 ? (one.percent / had) * rest : rest / others.length }));
  const over = rest - exact.reduce((sum, { share }) => sum + Math.floor(share), 0);
  // What rounding left goes to those who lost most by it.
  const order = [...exact].sort((a, b) => (b.share % 1) - (a.share % 1));
  const extra = new Set(order.slice(0, over).map((one) => one.party));
  const given = new Map(exact.map((one) => [one.party, Math.floor(one.share) + (extra.has(one.party) ? 1 : 0)]));
  return parts.map((one) => ({ party: one.party, percent: one.party === party ? wanted : (given.get(one.party) ?? 0) }));
}

/** A new draft: the first party against the second, until a year from today. */
export function newDraft(key: number, kind: RemedyKind, parties: readonly string[], today: string): Draft {
  const [first = "", second = ""] = parties;
  const until = `${Number(today.slice(0, 4)) + 1}${today.slice(4)}`;
  return { key, kind, party: first, other: second, parts: equalParts(parties), evidence: [], level: "PROFILE", until: until.endsWith("-02-29") ? until.replace("-29", "-28") : until, amount: "", note: "" };
}

/** Whether all is there that the kind needs. */
export function isComplete(draft: Draft): boolean {
  const fields = fieldsOf[draft.kind];
  if (needsNote(draft.kind) && draft.note.trim() === "") return false;
  if (fields.includes("party") && draft.party === "") return false;
  if (fields.includes("other") && (draft.other === "" || draft.other === draft.party)) return false;
  if (fields.includes("until") && !draft.until) return false;
  if (!fields.includes("amount")) return true;
  const amount = readDecimal(draft.amount);
  return amount !== undefined && Number(amount) > 0;
}

/** The draft as the API takes it: of each kind its own fields alone. */
export function remedyInput(draft: Draft): RemedyInput {
  const has = (field: (typeof fieldsOf)[RemedyKind][number]) => fieldsOf[draft.kind].includes(field);
  return {
    kind: draft.kind,
    party: has("party") ? draft.party : null,
    other: has("other") ? draft.other : null,
    shares: has("parts") ? draft.parts.map(({ party, percent }) => ({ party, percent: String(percent) })) : null,
    evidenceIds: has("evidence") && draft.evidence.length > 0 ? [...draft.evidence] : null,
    level: has("level") ? draft.level : null,
    until: has("until") ? draft.until : null,
    amount: has("amount") ? (readDecimal(draft.amount) ?? null) : null,
    note: draft.note.trim() || null,
  };
}
