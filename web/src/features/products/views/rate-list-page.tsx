import { Button} from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { DateText, DecimalText } from "~/shared/format/text";
import { graphql, type ResultOf } from "~/shared/graphql/gql";
import { pageVariables, sortVariable } from "~/shared/routing/search";
import { useListNavigation } from "~/shared/routing/use-list-navigation";
import { useMay, useViewer } from "~/shared/session/viewer";
import { DataTable, type Column } from "~/shared/ui/data-table";
import { Filters } from "~/shared/ui/filters";
import { Icon } from "~/shared/ui/icon";
import { SearchField } from "~/shared/ui/search-field";
import { CatalogHeader } from "../components/catalog-header";
import { RateDialog } from "../components/rate-dialog";

const listQuery = graphql(`
  query ExchangeRates($filter: ExchangeRateFilter, $sort: ExchangeRateSort, $first: Int, $after: String, $last: Int, $before: String) {
    exchangeRates(filter: $filter, sort: $sort, first: $first, after: $after, last: $last, before: $before) {
      edges { node { currency from rate } }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
      totalCount
    }
  }
`);

type Rate = ResultOf<typeof listQuery>["exchangeRates"]["edges"][number]["node"];

const route = getRouteApi("/shell/products/rates");

/** What each currency is worth in the base currency, from which day on. */
export function RateListPage() {
  const { t } = useTranslation(["products", "common"]);
  const search = route.useSearch();
  const go = useListNavigation();
  const may = useMay();
  const { baseCurrency } = useViewer();
  const currency = search.search?.trim().toUpperCase();
  const known = currency && /^[A-Z]{3}$/.test(currency) ? currency : null;
  const [{ data, fetching, error }, again] = useQuery({ query: listQuery, variables: { filter: { currency: known }, sort: sortVariable<"CURRENCY">(search) ?? null, ...pageVariables(search) } });
  const set = may("exchangeRate", "update");
  const button = set && (
    <Button leftSection={<Icon name="plus" size={16} />} onClick={() => go.dialog("rate")}>
      {t("products:rates.set")}
    </Button>
  );
  const columns: Column<Rate>[] = [
    { id: "currency", header: t("products:currency"), primary: true, sortField: "CURRENCY", cell: (row) => row.currency },
    { id: "from", header: t("products:from"), cell: (row) => <DateText value={row.from} /> },
    { id: "rate", header: t("products:rates.in", { base: baseCurrency }), numeric: true, cell: (row) => <DecimalText value={row.rate} digits={4} /> },
  ];
  return (
    <>
      <CatalogHeader title={t("products:rates.title")} lead={t("products:rates.lead", { base: baseCurrency })} actions={button} />
      <Filters label={t("products:filters")}>
        <SearchField label={t("products:rates.search")} value={search.search} onChange={(value) => go.filter({ search: value })} />
      </Filters>
      <DataTable
        label={t("products:rates.title")}
        columns={columns}
        rows={data?.exchangeRates.edges.map((edge) => edge.node)}
        rowId={(row) => `${row.currency} ${row.from}`}
        fetching={fetching}
        error={error}
        onRetry={() => again({ requestPolicy: "network-only" })}
        empty={known ? { icon: "search", title: t("products:rates.noneFound", { currency: known }), hint: set ? t("products:rates.noneHint", { base: baseCurrency }) : t("products:rates.noneHintReader"), action: button || undefined } : { icon: "scale", title: t("products:rates.none"), hint: set ? t("products:rates.noneHint", { base: baseCurrency }) : t("products:rates.noneHintReader"), action: button || undefined }}
        sort={search.sort ?? "CURRENCY.ASC"}
        onSort={go.sort}
        pageInfo={data?.exchangeRates.pageInfo}
        totalCount={data?.exchangeRates.totalCount}
        onPage={go.page}
      />
      {set && search.dialog === "rate" && <RateDialog currency={known ?? undefined} onClose={() => go.dialog(undefined)} />}
    </>
  );
}
