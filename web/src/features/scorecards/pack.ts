import type { ScorecardListSearch } from "./search";

/** Where the workbook of some distributors' cards of a period is. */
export function packUrl(period: string, distributors: readonly string[] = []): string {
  const params = new URLSearchParams({ period });
  for (const id of distributors) params.append("distributor", id);
  return `/exports/scorecards?${params.toString()}`;
}

/** Where the workbook of all that the list shows is, in the list's order. */
export function listPackUrl(period: string, metric: string, list: Pick<ScorecardListSearch, "search" | "tier" | "grade" | "sort">): string {
  const params = new URLSearchParams({ period });
  if (list.search) params.set("search", list.search);
  for (const tier of list.tier ?? []) params.append("tier", tier);
  for (const grade of list.grade ?? []) params.append("grade", grade);
  if (list.sort) params.set("sort", list.sort);
  if (list.sort?.startsWith("METRIC")) params.set("metric", metric);
  return `/exports/scorecards?${params.toString()}`;
}
