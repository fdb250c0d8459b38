import type { graphql } from "~/shared/graphql/gql";
import { channelTypes, type ChannelType } from "~/shared/lines/channel-types";
import { date, defined, flag, listSearch, oneOf, period, text, type ListSearch } from "~/shared/routing/search";

export type Dimension = ReturnType<typeof graphql.scalar<"SaleDimension">>;

/** What sums can be split by, in the order in which it is offered; the words are sales:dimension.*. */
export const dimensions = ["PRODUCT_LINE", "PRODUCT", "DISTRIBUTOR", "TERRITORY", "CHANNEL_TYPE", "MONTH", "QUARTER", "YEAR"] as const satisfies readonly Dimension[];

export const breaches = ["PRICE", "TERRITORY"] as const satisfies readonly ReturnType<typeof graphql.scalar<"BreachKind">>[];
export type Breach = (typeof breaches)[number];

/** What the explorer keeps in the URL. */
export interface SalesSearch extends ListSearch {
  period?: string | undefined;
  /** Days instead of a period; either may be left out. */
  from?: string | undefined;
  until?: string | undefined;
  distributor?: string | undefined;
  line?: string | undefined;
  product?: string | undefined;
  territory?: string | undefined;
  channel?: ChannelType | undefined;
  /** "true": returns alone; "false": all but returns. */
  returns?: "true" | "false" | undefined;
  voided?: true | undefined;
  /** Lines alone that cases hold as such a breach: what a scorecard's compliance is made of. */
  breach?: Breach | undefined;
  /** One or two dimensions of the table of sums. */
  by?: Dimension | undefined;
  and?: Dimension | undefined;
  /** The export that is being written or ready. */
  export?: string | undefined;
}

export const salesSearch = (search: Record<string, unknown>): SalesSearch =>
  defined({
    ...listSearch(search, ["SALE_DATE", "BASE_AMOUNT"]),
    period: period(search["period"]),
    from: date(search["from"]),
    until: date(search["until"]),
    distributor: text(search["distributor"]),
    line: text(search["line"]),
    product: text(search["product"]),
    territory: text(search["territory"]),
    channel: oneOf(channelTypes)(search["channel"]),
    returns: oneOf(["true", "false"] as const)(String(search["returns"])),
    voided: flag(search["voided"]),
    breach: oneOf(breaches)(search["breach"]),
    by: oneOf(dimensions)(search["by"]),
    and: oneOf(dimensions)(search["and"]),
    export: text(search["export"]),
  });
