import type { Language } from "~/shared/i18n/languages";

/** A stretch of days as one says it: whole years as years, else days. */
export function formatDays(days: number, language: Language): string {
  const years = days % 365 === 0;
  return new Intl.NumberFormat(language, { style: "unit", unit: years ? "year" : "day", unitDisplay: "long" }).format(years ? days / 365 : days);
}
