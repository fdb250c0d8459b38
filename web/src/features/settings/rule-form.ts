import { readDecimal } from "~/shared/format/decimal";
import type { Rule, Setting, Value } from "./rule";

/** A rule's setting as its form holds it; the names are those of the schema's input, so that its faults find their fields. */
export interface RuleValues {
  setting: {
    validFrom: string | null;
    enabled: boolean;
    values: { key: string; value: string }[];
    bands: { medium: string; high: string; critical: string };
    tellsParties: boolean;
    quietDays: number | string;
    mode: Setting["mode"];
    legalBasis: string;
    jurisdictions: string[];
  };
  reason: string;
}

export function ruleValues({ current }: Pick<Rule, "current">, today: string): RuleValues {
  const { enabled, values, bands, tellsParties, quietDays, mode, legalBasis, jurisdictions } = current;
  return {
    setting: {
      validFrom: today,
      enabled,
      values: values.map(({ key, value }) => ({ key, value })),
      bands: { medium: plain(bands.medium), high: plain(bands.high), critical: plain(bands.critical) },
      tellsParties,
      quietDays,
      mode,
      legalBasis,
      jurisdictions,
    },
    reason: "",
  };
}

/** A decimal without the noughts that the server writes after its point. */
const plain = (value: string) => (value.includes(".") ? value.replace(/\.?0+$/, "") : value);

/** The form as the schema's input. */
export function settingInput(rule: Rule["rule"], { setting }: RuleValues) {
  const amount = (typed: string) => readDecimal(typed) ?? typed;
  return {
    ...setting,
    rule,
    values: setting.values.map(({ key, value }) => ({ key, value: readDecimal(value) ?? value.trim() })),
    bands: { medium: amount(setting.bands.medium), high: amount(setting.bands.high), critical: amount(setting.bands.critical) },
    quietDays: Number(setting.quietDays),
    legalBasis: setting.legalBasis.trim(),
  };
}

/** Whether a typed value lies within the threshold's bounds; the server decides again. */
export function holds(value: Pick<Value, "unit" | "least" | "most">, typed: string): boolean {
  if (value.unit === "CHOICE") return true;
  const read = readDecimal(typed);
  if (read === undefined) return false;
  if (value.unit === "DAYS" && !Number.isInteger(Number(read))) return false;
  return (value.least === null || Number(read) >= Number(value.least)) && (value.most === null || Number(read) <= Number(value.most));
}

/** Whether the bands are amounts that rise. */
export function bandsRise({ medium, high, critical }: RuleValues["setting"]["bands"]): boolean {
  const [low, mid, top] = [medium, high, critical].map((one) => readDecimal(one)) as [string | undefined, string | undefined, string | undefined];
  return low !== undefined && mid !== undefined && top !== undefined && Number(low) > 0 && Number(low) <= Number(mid) && Number(mid) <= Number(top);
}
