import type { Language } from "~/shared/i18n/languages";

type Exact = Intl.StringNumericLiteral;
const exact = (text: string) => text as Exact;

const numberFormats = new Map<string, Intl.NumberFormat>();

/** A number format, made once for each language and setting. */
function numberFormat(language: Language, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = language + JSON.stringify(options);
  let format = numberFormats.get(key);
  if (!format) {
    format = new Intl.NumberFormat(language, options);
    numberFormats.set(key, format);
  }
  return format;
}

const dateFormats = new Map<string, Intl.DateTimeFormat>();

/** A date format, made once for each language and setting: making one takes longer than a hundred uses. */
export function dateFormat(language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = language + JSON.stringify(options);
  let format = dateFormats.get(key);
  if (!format) {
    format = new Intl.DateTimeFormat(language, options);
    dateFormats.set(key, format);
  }
  return format;
}

export interface MoneyValue {
  amount: string;
  currency: string;
}

/** The hyphen that number formats write for a minus is shorter than the digits beside it. */
const minus = (text: string) => text.replaceAll("-", "\u2212");

/** Three digits for every amount in short, all of those before the point, and no more for nothing; beside an axis only those that tell. */
const shortMoney = (amount: string, onAxis: boolean) => ({
  notation: "compact",
  useGrouping: true,
  maximumFractionDigits: 0,
  minimumSignificantDigits: onAxis || Number(amount) === 0 ? 1 : 3,
  maximumSignificantDigits: 3,
  roundingPriority: "morePrecision",
});

/** An amount in the currency's own minor unit, half-even; compact: "NT$1.20M" in tables and tiles, "NT$1.2M" beside an axis. */
export function formatMoney(money: MoneyValue, language: Language, how: { compact?: boolean | "axis"; signed?: boolean } = {}): string {
  const format = numberFormat(language, {
    style: "currency",
    currency: money.currency,
    roundingMode: "halfEven",
    ...(how.compact ? shortMoney(money.amount, how.compact === "axis") : {}),
    ...(how.signed ? { signDisplay: "exceptZero" } : {}),
  } as Intl.NumberFormatOptions);
  return minus(format.format(exact(money.amount)));
}

/** A decimal with the digits it needs, or with a fixed number of them. */
export function formatDecimal(value: string | number, language: Language, how: { digits?: number; signed?: boolean } = {}): string {
  const format = numberFormat(language, {
    ...(how.digits === undefined ? { maximumFractionDigits: 4 } : { minimumFractionDigits: how.digits, maximumFractionDigits: how.digits }),
    ...(how.signed ? { signDisplay: "exceptZero" } : {}),
  });
  return minus(format.format(exact(String(value))));
}

/** Per cent of a value that is already in per cent: "96.4" gives 96.4 %. With a fixed number of digits for columns, else with one where needed. */
export function formatPercent(value: string | number, language: Language, how: { digits?: number; signed?: boolean } = {}): string {
  const digits = how.digits ?? 1;
  const format = numberFormat(language, {
    style: "unit",
    unit: "percent",
    minimumFractionDigits: how.digits ?? 0,
    maximumFractionDigits: digits,
    ...(how.signed ? { signDisplay: "exceptZero" } : {}),
  });
  return minus(format.format(exact(String(value))));
}

/** Hours with one digit where needed: "12.5 hr". */
export function formatHours(value: string | number, language: Language, how: { signed?: boolean } = {}): string {
  const format = numberFormat(language, { style: "unit", unit: "hour", unitDisplay: "short", maximumFractionDigits: 1, ...(how.signed ? { signDisplay: "exceptZero" } : {}) });
  return minus(format.format(exact(String(value))));
}

export function formatInteger(value: number, language: Language): string {
  return numberFormat(language, { maximumFractionDigits: 0 }).format(value);
}

/** A calendar day, "2013-07-31", as the language writes it. It has no time zone. */
export function formatDate(date: string, language: Language): string {
  const [year = 1970, month = 1, day = 1] = date.split("-").map(Number);
  return dateFormat(language, { dateStyle: "medium", timeZone: "UTC" }).format(Date.UTC(year, month - 1, day));
}

/** Two calendar days as the language writes the days between: "Nov 1 – 19, 2026", "2026年11月1日至11月19日". */
export function formatDateRange(from: string, until: string, language: Language): string {
  // The browser's own Chinese ranges are in slashes, unlike every single day.
  if (language !== "en" && from !== until) {
    const end = formatDate(until, language);
    return `${formatDate(from, language)}至${from.slice(0, 4) === until.slice(0, 4) ? end.replace(/^\d+年/, "") : end}`;
  }
  return dateFormat(language, { dateStyle: "medium", timeZone: "UTC" }).formatRange(new Date(from), new Date(until));
}

/** A moment, in the browser's time zone. */
export function formatDateTime(moment: string, language: Language): string {
  return dateFormat(language, { dateStyle: "medium", timeStyle: "short" }).format(new Date(moment));
}

/** The day of a moment, in the browser's time zone. */
export function formatDay(moment: string, language: Language): string {
  return dateFormat(language, { dateStyle: "medium" }).format(new Date(moment));
}

/** The time of day of a moment, in the browser's time zone. */
export function formatTime(moment: string, language: Language): string {
  return dateFormat(language, { timeStyle: "short" }).format(new Date(moment));
}

/** A stretch of time in whole seconds or minutes: "40 sec", "3 min". */
export function formatDuration(seconds: number, language: Language): string {
  const whole = Math.max(1, Math.round(seconds));
  const [value, unit] = whole < 90 ? [whole, "second"] : whole < 5400 ? [Math.round(whole / 60), "minute"] : [Math.round(whole / 360) / 10, "hour"];
  return numberFormat(language, { style: "unit", unit, unitDisplay: "short", maximumFractionDigits: 1 }).format(value);
}

/** A size in kB or MB; never in bytes, for which Chinese short forms say "byte". */
export function formatBytes(bytes: number, language: Language): string {
  const [value, unit] = bytes < 1e6 ? [Math.max(0.1, bytes / 1e3), "kilobyte"] : [bytes / 1e6, "megabyte"];
  return numberFormat(language, { style: "unit", unit, unitDisplay: "short", maximumFractionDigits: 1 }).format(value);
}
