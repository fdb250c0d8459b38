import type { Language } from "~/shared/i18n/languages";

const formats = new Map<Language, Intl.RelativeTimeFormat>();

function relativeFormat(language: Language): Intl.RelativeTimeFormat {
  let format = formats.get(language);
  if (!format) {
    format = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
    formats.set(language, format);
  }
  return format;
}

const [minute, hour, day] = [60_000, 3_600_000, 86_400_000];

/** How far off a moment is, in the unit that says most: "in 40 minutes", "2 hours ago", "in 5 days". */
export function formatRelative(moment: string, now: number, language: Language): string {
  const left = Date.parse(moment) - now;
  const far = Math.abs(left);
  const [size, unit] = far < 90 * minute ? ([minute, "minute"] as const) : far < 36 * hour ? ([hour, "hour"] as const) : ([day, "day"] as const);
  return relativeFormat(language).format(Math.trunc(left / size), unit);
}

/** Whole days from one calendar day to another; negative when it is past. */
export const daysBetween = (from: string, until: string): number => Math.round((Date.parse(until) - Date.parse(from)) / day);

/** How far off a calendar day is: "today", "in 12 days". */
export function formatRelativeDay(date: string, today: string, language: Language): string {
  return relativeFormat(language).format(daysBetween(today, date), "day");
}
