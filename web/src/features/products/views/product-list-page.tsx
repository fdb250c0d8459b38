import { Button, NativeSelect, Text } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { NameText, NoData } from "~/shared/format/text";
import { graphql } from "~/shared/graphql/gql";
import { ProductLineSelect } from "~/shared/pickers/product-line-select";
import { pageVariables, sortVariable } from "~/shared/routing/search";
import { useListNavigation } from "~/shared/routing/use-list-navigation";
import { useMay, useViewer } from "~/shared/session/viewer";
import { DataTable, type Column } from "~/shared/ui/data-table";
import { Filters } from "~/shared/ui/filters";
import { Icon } from "~/shared/ui/icon";
import { TextLink } from "~/shared/ui/link";
import { SearchField } from "~/shared/ui/search-field";
import { CatalogHeader } from "../components/catalog-header";
import { ProductDialog } from "../components/product-dialog";
import { ProductStatusBadge } from "../components/product-status";
import { productFragment, productStatuses, type Product } from "../product";

const listQuery = graphql(
  `
    query Products($filter: ProductFilter, $sort: ProductSort, $first: Int, $after: String, $last: Int, $before: String) {
      products(filter: $filter, sort: $sort, first: $first, after: $after, last: $last, before: $before) {
        edges { node { ...ProductFacts } }
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
        totalCount
      }
    }
  `,
  [productFragment],
);

const route = getRouteApi("/shell/products");

/** The catalogue. */
export function ProductListPage() {
  const { t } = useTranslation(["products", "common"]);
  const search = route.useSearch();
  const go = useListNavigation();
  const viewer = useViewer();
  const may = useMay();
  const [{ data, fetching, error }, again] = useQuery({
    query: listQuery,
    variables: {
      filter: { search: search.search ?? null, productLineId: search.line ?? null, status: search.status ?? null },
      sort: sortVariable<"CODE" | "NAME">(search) ?? null,
      ...pageVariables(search),
    },
  });
  const filtered = Boolean(search.search || search.line || search.status);
  const create = may("product", "create") && (
    <Button leftSection={<Icon name="plus" size={16} />} onClick={() => go.dialog("create")}>
      {t("products:create.title")}
    </Button>
  );
  const columns: (Column<Product> | false)[] = [
    {
      id: "name",
      header: t("products:name"),
      sortField: "NAME",
      primary: true,
      cell: (row) => (
        <TextLink to="/products/$productId" params={{ productId: row.id }}>
          <NameText value={row.name} />
        </TextLink>
      ),
    },
    { id: "code", header: t("products:code"), sortField: "CODE", cell: (row) => <Text span size="sm" ff="monospace">{row.code}</Text> },
    viewer.distributor !== null && {
      id: "own",
      header: t("products:alias.own"),
      cell: (row) => (row.aliases.length > 0 ? row.aliases.map((one) => one.alias).join(t("common:list.separator")) : <NoData />),
    },
    { id: "line", header: t("products:line"), cell: (row) => <NameText value={row.productLine.name} /> },
    { id: "gtin", header: t("products:gtin"), wideOnly: true, cell: (row) => row.gtin ?? <NoData /> },
    { id: "unit", header: t("products:unit"), wideOnly: true, cell: (row) => row.unit },
    { id: "status", header: t("products:status"), cell: (row) => <ProductStatusBadge status={row.status} /> },
  ];
  return (
    <>
      <CatalogHeader title={t("common:nav.products")} lead={viewer.distributor ? t("products:leadDistributor") : t("products:lead")} actions={create} />
      <Filters label={t("products:filters")}>
        <SearchField label={t("products:search")} value={search.search} onChange={(value) => go.filter({ search: value })} />
        <ProductLineSelect compact label={t("products:anyLine")} value={search.line} onChange={(id) => go.filter({ line: id })} />
        <NativeSelect
          aria-label={t("products:status")}
          value={search.status ?? ""}
          data={[{ value: "", label: t("products:anyStatus") }, ...productStatuses.map((status) => ({ value: status, label: t(`products:status.${status}`) }))]}
          onChange={(event) => go.filter({ status: event.currentTarget.value || undefined })}
        />
      </Filters>
      <DataTable
        label={t("common:nav.products")}
        columns={columns.filter((column) => column !== false)}
        rows={data?.products.edges.map((edge) => edge.node)}
        rowId={(row) => row.id}
        fetching={fetching}
        error={error}
        onRetry={() => again({ requestPolicy: "network-only" })}
        empty={
          filtered
            ? { icon: "search", title: t("products:noneFound"), hint: t("products:noneFoundHint") }
            : { icon: "product", title: t("products:none"), hint: may("product", "create") ? t("products:noneHint") : t("products:noneHintReader"), action: create || undefined }
        }
        sort={search.sort ?? "CODE.ASC"}
        onSort={go.sort}
        pageInfo={data?.products.pageInfo}
        totalCount={data?.products.totalCount}
        onPage={go.page}
      />
      {search.dialog === "create" && may("product", "create") && <ProductDialog onClose={() => go.dialog(undefined)} />}
    </>
  );
}
