import { useTranslation } from "react-i18next";
import { formatDate, formatDecimal } from "~/shared/format/format";
import { useLanguage } from "~/shared/i18n/use-language";
import type { Evidence } from "./case";

export interface Measure {
  key: string;
  name: string;
  value: string;
}

/** Gives what a rule measured by name, in words; a name that this app does not know stays as the server has it. */
export function useMeasures(): (measures: Evidence["measures"]) => Measure[] {
  const { t } = useTranslation("conflicts");
  const language = useLanguage();
  const loose = t as unknown as (key: string, options: { defaultValue: string }) => string;
  const write = (value: unknown): string => {
    if (typeof value === "boolean") return t(value ? "yes" : "no");
    if (typeof value === "number") return formatDecimal(value, language);
    const text = String(value);
    if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return formatDate(text, language);
    return /^-?\d+(\.\d+)?$/.test(text) ? formatDecimal(text, language) : text;
  };
  return (measures) =>
    Object.entries(measures)
      .filter(([, value]) => value !== null && typeof value !== "object")
      .map(([key, value]) => ({ key, name: loose(`measure.${key}`, { defaultValue: key }), value: write(value) }));
}
