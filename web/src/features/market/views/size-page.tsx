import { Button, Group, NativeSelect } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { MoneyText, NameText, NoData } from "~/shared/format/text";
import { graphql } from "~/shared/graphql/gql";
import { TerritorySelect } from "~/shared/pickers/territory-select";
import { pageVariables } from "~/shared/routing/search";
import { useListNavigation } from "~/shared/routing/use-list-navigation";
import { useMay, useViewer } from "~/shared/session/viewer";
import { DataTable, type Column } from "~/shared/ui/data-table";
import { Filters } from "~/shared/ui/filters";
import { Icon } from "~/shared/ui/icon";
import { ListDownload } from "~/shared/ui/list-download";
import { MarketHeader } from "../components/market-header";
import { RemoveDialog } from "../components/remove-dialog";
import { SizeDialog } from "../components/size-dialog";
import { sizeFragment, type MarketSize } from "../market";

const listQuery = graphql(
  `
    query MarketSizes($filter: MarketSizeFilter, $first: Int, $after: String, $last: Int, $before: String) {
      marketSizes(filter: $filter, first: $first, after: $after, last: $last, before: $before) {
        edges { node { ...MarketSizeRow } }
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
        totalCount
      }
    }
  `,
  [sizeFragment],
);

const route = getRouteApi("/shell/market");

/** How large the markets are, as the brand reckons them: a distributor's share is of this. */
export function SizePage() {
  const { t } = useTranslation(["market", "common"]);
  const search = route.useSearch();
  const go = useListNavigation();
  const { today } = useViewer();
  const may = useMay();
  const thisYear = today.slice(0, 4);
  const [{ data, fetching, error }, again] = useQuery({
    query: listQuery,
    variables: { filter: { year: search.year ? Number(search.year) : null, territoryId: search.territory ?? null }, ...pageVariables(search) },
    requestPolicy: "cache-and-network",
  });
  const rows = data?.marketSizes.edges.map((edge) => edge.node);
  const change = may("marketSize", "update");
  const chosen = rows?.find((row) => row.id === search.id);
  const filtered = Boolean(search.year || search.territory);
  const years = Array.from({ length: 8 }, (_, index) => String(Number(thisYear) + 1 - index));
  const make = change && (
    <Button leftSection={<Icon name="plus" size={16} />} onClick={() => go.dialog("create")}>
      {t("market:size.new")}
    </Button>
  );
  const columns: (Column<MarketSize> | false)[] = [
    { id: "territory", header: t("market:territory"), primary: true, cell: (row) => <NameText value={row.territory.name} /> },
    { id: "line", header: t("market:line"), cell: (row) => (row.productLine ? <NameText value={row.productLine.name} /> : t("market:allLines")) },
    { id: "year", header: t("market:year"), numeric: true, cell: (row) => row.year },
    { id: "amount", header: t("market:amount"), numeric: true, cell: (row) => <MoneyText value={row.amount} /> },
    { id: "source", header: t("market:source"), cell: (row) => row.source || <NoData /> },
    change && {
      id: "act",
      header: t("market:act"),
      headerHidden: true,
      cell: (row) => (
        <Group gap={4} wrap="nowrap">
          <Button size="xs" variant="subtle" color="gray" onClick={() => go.dialog("edit", row.id)}>
            {t("market:change")}
          </Button>
          <Button size="xs" variant="subtle" color="gray" onClick={() => go.dialog("remove", row.id)}>
            {t("market:remove")}
          </Button>
        </Group>
      ),
    },
  ];
  return (
    <>
      <MarketHeader
        title={t("market:sizes")}
        lead={t("market:lead")}
        actions={
          <>
            <ListDownload list="market-sizes" filter={{ year: search.year, territory: search.territory }} />
            {make}
          </>
        }
      />
      <Filters label={t("market:filters")}>
        <NativeSelect aria-label={t("market:year")} value={search.year ?? ""} data={[{ value: "", label: t("market:anyYear") }, ...(search.year && !years.includes(search.year) ? [search.year, ...years] : years)]} onChange={(event) => go.filter({ year: event.currentTarget.value || undefined })} />
        <TerritorySelect compact label={t("market:anyTerritory")} value={search.territory} onChange={(id) => go.filter({ territory: id })} />
      </Filters>
      <DataTable
        label={t("market:sizes")}
        columns={columns.filter((column) => column !== false)}
        rows={rows}
        rowId={(row) => row.id}
        fetching={fetching}
        error={error}
        onRetry={() => again({ requestPolicy: "network-only" })}
        empty={filtered ? { icon: "search", title: t("market:noneFound"), hint: t("market:noneFoundHint") } : { icon: "globe", title: t("market:none"), hint: t("market:noneHint"), action: make || undefined }}
        pageInfo={data?.marketSizes.pageInfo}
        totalCount={data?.marketSizes.totalCount}
        onPage={go.page}
      />
      {search.dialog === "create" && change && <SizeDialog year={search.year ?? thisYear} territory={search.territory} onClose={() => go.dialog(undefined)} />}
      {search.dialog === "edit" && change && chosen && <SizeDialog key={chosen.id} size={chosen} year={thisYear} territory={undefined} onClose={() => go.dialog(undefined)} />}
      {search.dialog === "remove" && change && chosen && <RemoveDialog size={chosen} onClose={() => go.dialog(undefined)} />}
    </>
  );
}
