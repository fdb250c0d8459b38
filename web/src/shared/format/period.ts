import type { Language } from "~/shared/i18n/languages";
import { dateFormat } from "./format";

export type PeriodKind = "year" | "quarter" | "month";

export interface Period {
  kind: PeriodKind;
  year: number;
  /** 1 for a year, else the quarter or month from 1. */
  part: number;
}

/** Reads "2013", "2013-Q3" or "2013-07"; undefined when it is none of them. */
export function parsePeriod(text: string): Period | undefined {
  const match = /^(\d{4})(?:-(?:Q([1-4])|(0[1-9]|1[0-2])))?$/.exec(text);
  if (!match) return undefined;
  const year = Number(match[1]);
  if (match[2]) return { kind: "quarter", year, part: Number(match[2]) };
  if (match[3]) return { kind: "month", year, part: Number(match[3]) };
  return { kind: "year", year, part: 1 };
}

export function periodText({ kind, year, part }: Period): string {
  const y = String(year).padStart(4, "0");
  if (kind === "quarter") return `${y}-Q${part}`;
  return kind === "month" ? `${y}-${String(part).padStart(2, "0")}` : y;
}

const parts: Record<PeriodKind, number> = { year: 1, quarter: 4, month: 12 };

/** The period so many steps later, or earlier when negative. */
export function stepPeriod(period: Period, steps: number): Period {
  const count = parts[period.kind];
  const index = period.year * count + (period.part - 1) + steps;
  return { kind: period.kind, year: Math.floor(index / count), part: (((index % count) + count) % count) + 1 };
}

/** The period of the kind that holds the day. */
export function periodOf(date: string, kind: PeriodKind): Period {
  const year = Number(date.slice(0, 4));
  const month = Number(date.slice(5, 7));
  return { kind, year, part: kind === "year" ? 1 : kind === "quarter" ? Math.ceil(month / 3) : month };
}

/** First and last day of the period. */
export function periodRange({ kind, year, part }: Period): { from: string; until: string } {
  const months = 12 / parts[kind];
  const first = new Date(Date.UTC(year, (part - 1) * months, 1));
  const last = new Date(Date.UTC(year, part * months, 0));
  return { from: first.toISOString().slice(0, 10), until: last.toISOString().slice(0, 10) };
}

/** The period as the language writes it: "July 2013", "2013年7月", "Q3 2013", "2013年第3季". */
export function formatPeriod(text: string, language: Language, how: { short?: boolean } = {}): string {
  const period = parsePeriod(text);
  if (!period) return text;
  const { kind, year, part } = period;
  const first = Date.UTC(year, kind === "month" ? part - 1 : 0, 1);
  if (kind === "quarter") {
    if (language === "en") return `Q${part} ${year}`;
    return language === "zh-Hant" ? `${year}年第${part}季` : `${year}年第${part}季度`;
  }
  const options: Intl.DateTimeFormatOptions = kind === "year" ? { year: "numeric" } : { year: "numeric", month: how.short ? "short" : "long" };
  return dateFormat(language, { ...options, timeZone: "UTC" }).format(first);
}
