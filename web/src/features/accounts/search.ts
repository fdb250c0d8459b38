import { defined, flag, listSearch, oneOf, text, type ListSearch } from "~/shared/routing/search";
import { accountSources, type AccountSource } from "./account";

export const kinds = ["organization", "person"] as const;

/** What the list of accounts keeps in the URL. */
export interface AccountListSearch extends ListSearch {
  kind?: (typeof kinds)[number] | undefined;
  tag?: string | undefined;
  source?: AccountSource | undefined;
  /** Also those merged into others. */
  merged?: true | undefined;
}

export const accountListSearch = (search: Record<string, unknown>): AccountListSearch =>
  defined({
    ...listSearch(search, ["NAME", "CREATED"]),
    kind: oneOf(kinds)(search["kind"]),
    tag: text(search["tag"]),
    source: oneOf(accountSources)(search["source"]),
    merged: flag(search["merged"]),
  });

export const shareViews = ["given", "received", "looks"] as const;

/** What the page of shares keeps in the URL. */
export interface ShareListSearch extends ListSearch {
  view?: (typeof shareViews)[number] | undefined;
  /** Also those that are over. */
  past?: true | undefined;
}

export const shareListSearch = (search: Record<string, unknown>): ShareListSearch =>
  defined({ ...listSearch(search), view: oneOf(shareViews)(search["view"]), past: flag(search["past"]) });

/** What the page of leads keeps in the URL. */
export interface LeadListSearch extends ListSearch {
  /** Also those that can't be accepted any more. */
  past?: true | undefined;
}

export const leadListSearch = (search: Record<string, unknown>): LeadListSearch => defined({ ...listSearch(search), past: flag(search["past"]) });

export const importTabs = ["rejected", "warned", "ignored", "columns"] as const;

/** What the page of one import keeps in the URL. */
export interface ImportSearch extends ListSearch {
  tab?: (typeof importTabs)[number] | undefined;
}

export const importSearch = (search: Record<string, unknown>): ImportSearch => defined({ ...listSearch(search), tab: oneOf(importTabs)(search["tab"]) });
