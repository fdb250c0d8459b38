import { readDecimal } from "~/shared/format/decimal";
import type { ActivityKind, Registration } from "./registration";

export interface ActivityValues {
  key: string;
  kind: ActivityKind;
  happenedOn: string | null;
  text: string;
}

/** A registration as its form holds it. */
export interface RegistrationValues {
  accountId: string;
  productLineId: string;
  /** Whether it is for one site alone. */
  oneSite: boolean;
  site: string;
  expectedAmount: string;
  expectedOn: string | null;
  note: string;
  activities: ActivityValues[];
}

export const emptyActivity = (today: string): ActivityValues => ({ key: crypto.randomUUID(), kind: "VISIT", happenedOn: today, text: "" });

/** A decimal without the noughts that the server writes after its point. */
const plainDecimal = (value: string) => (value.includes(".") ? value.replace(/\.?0+$/, "") : value);

/** The form's beginning: empty, or what the registration says. Proof of work that is recorded stays as it is, so the form has none of it. */
export function registrationValues(registration?: Registration, accountId = ""): RegistrationValues {
  const amount = plainDecimal(registration?.expected.amount ?? "");
  return {
    accountId: registration?.account?.id ?? accountId,
    productLineId: registration?.productLine.id ?? "",
    oneSite: Boolean(registration?.site),
    site: registration?.site ?? "",
    expectedAmount: registration?.expectedOn || Number(amount) > 0 ? amount : "",
    expectedOn: registration?.expectedOn ?? null,
    note: registration?.note ?? "",
    activities: [],
  };
}

/** The form as the schema's input; a proof of work without a word is left out. */
export function registrationInput(values: RegistrationValues) {
  return {
    accountId: values.accountId,
    productLineId: values.productLineId,
    site: values.oneSite ? values.site.trim() : "",
    expectedAmount: values.expectedAmount.trim() === "" ? null : (readDecimal(values.expectedAmount) ?? null),
    expectedOn: values.expectedOn,
    note: values.note.trim(),
  };
}

/** Proof of work as the schema's input. */
export const activityInput = ({ kind, happenedOn, text }: ActivityValues) => ({ kind, happenedOn: happenedOn ?? "", text: text.trim() });
