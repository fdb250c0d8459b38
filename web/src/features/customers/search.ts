import { defined, flag, listSearch, oneOf, text, type ListSearch } from "~/shared/routing/search";

export const kinds = ["organization", "person"] as const;
export type Kind = (typeof kinds)[number];

/** A kind as the schema's filters take it. */
export const isOrganization = (kind: Kind | undefined): boolean | null => (kind ? kind === "organization" : null);

/** What the list of customers keeps in the URL. */
export interface CustomerListSearch extends ListSearch {
  kind?: Kind | undefined;
  territory?: string | undefined;
  distributor?: string | undefined;
  /** Only those that two or more organisations have accounts of. */
  common?: true | undefined;
}

export const customerListSearch = (search: Record<string, unknown>): CustomerListSearch =>
  defined({
    ...listSearch(search, ["NAME", "CREATED", "ORGANIZATIONS"]),
    kind: oneOf(kinds)(search["kind"]),
    territory: text(search["territory"]),
    distributor: text(search["distributor"]),
    common: flag(search["common"]),
  });

export const queues = ["open", "skipped", "decided", "automatic"] as const;
export type Queue = (typeof queues)[number];

/** How sure a pair may be asked to be at least, in per cent. */
export const bounds = ["50", "60", "70", "80", "90", "95", "99"] as const;
export type Bound = (typeof bounds)[number];

/** What the match queue keeps in the URL; dialog is "help" or "bulk". */
export interface MatchSearch extends ListSearch {
  queue?: Queue | undefined;
  kind?: Kind | undefined;
  sure?: Bound | undefined;
}

export const matchSearch = (search: Record<string, unknown>): MatchSearch =>
  defined({ ...listSearch(search), queue: oneOf(queues)(search["queue"]), kind: oneOf(kinds)(search["kind"]), sure: oneOf(bounds)(search["sure"]) });

export const shareViews = ["shares", "looks", "availability"] as const;

/** What the overview of shares keeps in the URL. */
export interface ShareSearch extends ListSearch {
  view?: (typeof shareViews)[number] | undefined;
  distributor?: string | undefined;
  /** Also those that are over. */
  past?: true | undefined;
}

export const shareSearch = (search: Record<string, unknown>): ShareSearch =>
  defined({ ...listSearch(search), view: oneOf(shareViews)(search["view"]), distributor: text(search["distributor"]), past: flag(search["past"]) });
