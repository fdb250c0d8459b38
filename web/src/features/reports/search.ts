import { defined, listSearch, oneOf, type ListSearch } from "~/shared/routing/search";

export const reportTabs = ["rejected", "lines", "warned", "ignored", "columns"] as const;
export type ReportTab = (typeof reportTabs)[number];

/** What a report's page keeps in the URL. */
export interface ReportSearch extends ListSearch {
  tab?: ReportTab | undefined;
}

export const reportSearch = (search: Record<string, unknown>): ReportSearch =>
  defined({ ...listSearch(search, ["SALE_DATE", "BASE_AMOUNT"]), tab: oneOf(reportTabs)(search["tab"]) });
