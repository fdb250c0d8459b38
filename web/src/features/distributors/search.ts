import type { graphql } from "~/shared/graphql/gql";
import { channelTypes, type ChannelType } from "~/shared/lines/channel-types";
import { defined, listSearch, manyOf, oneOf, period, text, type ListSearch } from "~/shared/routing/search";
import { tiers, type Tier } from "~/shared/words/tiers";

export type Status = ReturnType<typeof graphql.scalar<"DistributorStatus">>;

/** The statuses in the order of a distributor's life; their words are distributors:status.*. */
export const statuses = ["ONBOARDING", "ACTIVE", "SUSPENDED", "ENDED"] as const satisfies readonly Status[];

/** What the list keeps in the URL. */
export interface DistributorListSearch extends ListSearch {
  tier?: Tier[] | undefined;
  status?: Status[] | undefined;
  country?: string | undefined;
  channel?: ChannelType | undefined;
  /** Of the revenue column. */
  period?: string | undefined;
}

export const distributorListSearch = (search: Record<string, unknown>): DistributorListSearch =>
  defined({
    ...listSearch(search, ["NAME", "CODE", "JOINED_ON"]),
    tier: manyOf(tiers)(search["tier"]),
    status: manyOf(statuses)(search["status"]),
    country: text(search["country"]),
    channel: oneOf(channelTypes)(search["channel"]),
    period: period(search["period"]),
  });

export const distributorTabs = ["overview", "sales", "reports", "territory", "targets"] as const;
export type DistributorTab = (typeof distributorTabs)[number];

/** What a distributor's page keeps in the URL. */
export interface DistributorSearch extends ListSearch {
  tab?: DistributorTab | undefined;
  year?: string | undefined;
}

export const distributorSearch = (search: Record<string, unknown>): DistributorSearch =>
  defined({
    ...listSearch(search, ["SALE_DATE", "BASE_AMOUNT"]),
    tab: oneOf(distributorTabs)(search["tab"]),
    year: /^\d{4}$/.test(String(search["year"])) ? String(search["year"]) : undefined,
  });
