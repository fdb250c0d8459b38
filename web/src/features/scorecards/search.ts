import { metricKeys } from "~/shared/format/metric";
import { defined, flag, listSearch, manyOf, oneOf, period, text, type ListSearch } from "~/shared/routing/search";
import { tiers, type Tier } from "~/shared/words/tiers";
import { mostCompared, sortsOfAll } from "./compare";

export const grades = ["A", "B", "C", "D"] as const;
export type Grade = (typeof grades)[number];

/** Which metric a list is about unless told. */
export const firstMetric = "revenue_attainment";

/** What the list keeps in the URL. */
export interface ScorecardListSearch extends ListSearch {
  period?: string | undefined;
  tier?: Tier[] | undefined;
  grade?: Grade[] | undefined;
  /** The metric that is shown, and sorted by. */
  metric?: string | undefined;
  /** Which distributors are chosen to be compared. */
  pick?: string[] | undefined;
}

/** What a comparison keeps in the URL. */
export interface CompareSearch {
  period?: string | undefined;
  pick?: string[] | undefined;
  /** What the rows are sorted by: name, composite, change or a metric's key. */
  by?: string | undefined;
  how?: "score" | "change" | undefined;
  direction?: "ASC" | "DESC" | undefined;
  /** Without the small lines of what went before. */
  plain?: true | undefined;
}

export interface CardSearch {
  period?: string | undefined;
  version?: number | undefined;
  /** The dialog that is open, on what, and the line that it is about. */
  dialog?: string | undefined;
  id?: string | undefined;
  line?: string | undefined;
}

/** Ids that are joined by commas, each once. */
export function picked(value: unknown): string[] | undefined {
  const given = Array.isArray(value) ? value.map(String) : (text(value)?.split(",") ?? []);
  const ids = [...new Set(given.filter(Boolean))].slice(0, mostCompared);
  return ids.length > 0 ? ids : undefined;
}

export const sortFields = ["NAME", "REVENUE", "COMPOSITE", "METRIC", "METRIC_CHANGE"] as const;

export const scorecardListSearch = (search: Record<string, unknown>): ScorecardListSearch =>
  defined({
    ...listSearch(search, sortFields),
    period: period(search["period"]),
    tier: manyOf(tiers)(search["tier"]),
    grade: manyOf(grades)(search["grade"]),
    metric: oneOf(metricKeys)(search["metric"]),
    pick: picked(search["pick"]),
  });

export const compareSearch = (search: Record<string, unknown>): CompareSearch =>
  defined({
    period: period(search["period"]),
    pick: picked(search["pick"]),
    by: oneOf([...sortsOfAll, ...metricKeys])(search["by"]),
    how: oneOf(["score", "change"] as const)(search["how"]),
    direction: oneOf(["ASC", "DESC"] as const)(search["direction"]),
    plain: flag(search["plain"]),
  });

export const cardSearch = (search: Record<string, unknown>): CardSearch => {
  const version = Number(search["version"]);
  return defined({
    period: period(search["period"]),
    version: Number.isSafeInteger(version) && version > 0 ? version : undefined,
    dialog: text(search["dialog"]),
    id: text(search["id"]),
    line: text(search["line"]),
  });
};
