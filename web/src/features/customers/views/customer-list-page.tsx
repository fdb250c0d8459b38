import { NativeSelect, Switch, Text } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { MoneyText, NameText, NoData } from "~/shared/format/text";
import { graphql, type ResultOf } from "~/shared/graphql/gql";
import { DistributorSelect } from "~/shared/pickers/distributor-select";
import { TerritorySelect } from "~/shared/pickers/territory-select";
import { pageVariables, sortVariable } from "~/shared/routing/search";
import { useListNavigation } from "~/shared/routing/use-list-navigation";
import { DataTable, type Column } from "~/shared/ui/data-table";
import { Filters } from "~/shared/ui/filters";
import { ButtonLink, TextLink } from "~/shared/ui/link";
import { SearchField } from "~/shared/ui/search-field";
import { CustomersHeader } from "../components/customers-header";
import { namedFragment } from "../customer";
import { isOrganization, kinds } from "../search";
import { useCustomerName } from "../use-names";

const listQuery = graphql(
  `
    query Customers($filter: CustomerFilter, $sort: CustomerSort, $first: Int, $after: String, $last: Int, $before: String) {
      customers(filter: $filter, sort: $sort, first: $first, after: $after, last: $last, before: $before) {
        edges {
          node {
            ...NamedCustomer
            taxId { value }
            territory { id name { default zhHant zhHans } }
            channelType
            accountCount
            organizationCount
            revenue { amount currency }
          }
        }
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
        totalCount
      }
    }
  `,
  [namedFragment],
);

type Row = ResultOf<typeof listQuery>["customers"]["edges"][number]["node"];

const route = getRouteApi("/shell/customers");

/** The brand's customers, each once whoever serves it. */
export function CustomerListPage() {
  const { t } = useTranslation(["customers", "common"]);
  const customerName = useCustomerName();
  const search = route.useSearch();
  const go = useListNavigation();
  const [{ data, fetching, error }, again] = useQuery({
    query: listQuery,
    variables: {
      filter: {
        search: search.search ?? null,
        isOrganization: isOrganization(search.kind),
        territoryId: search.territory ?? null,
        distributorId: search.distributor ?? null,
        minOrganizations: search.common ? 2 : null,
      },
      sort: sortVariable<"NAME" | "CREATED" | "ORGANIZATIONS">(search) ?? { field: "ORGANIZATIONS", direction: "DESC" },
      ...pageVariables(search),
    },
    requestPolicy: "cache-and-network",
  });
  const filtered = Boolean(search.search || search.kind || search.territory || search.distributor || search.common);
  const columns: Column<Row>[] = [
    {
      id: "name",
      header: t("customers:name"),
      primary: true,
      sortField: "NAME",
      cell: (row) => (
        <div>
          <TextLink to="/customers/$customerId" params={{ customerId: row.id }} inherit>
            {customerName(row)}
          </TextLink>
          <Text size="xs" c="dimmed">
            {[t(row.isOrganization ? "customers:kind.organization" : "customers:kind.person"), row.taxId?.value].filter(Boolean).join(" · ")}
          </Text>
        </div>
      ),
    },
    { id: "territory", header: t("customers:field.TERRITORY"), cell: (row) => (row.territory ? <NameText value={row.territory.name} /> : <NoData />) },
    { id: "channel", header: t("customers:field.CHANNEL_TYPE"), wideOnly: true, cell: (row) => (row.channelType ? t(`common:channel.${row.channelType}`) : <NoData />) },
    { id: "accounts", header: t("customers:accounts"), numeric: true, wideOnly: true, cell: (row) => row.accountCount },
    { id: "organizations", header: t("customers:organizations"), numeric: true, sortField: "ORGANIZATIONS", cell: (row) => row.organizationCount },
    { id: "revenue", header: t("customers:revenue12"), numeric: true, cell: (row) => <MoneyText value={row.revenue} compact /> },
  ];
  return (
    <>
      <CustomersHeader title={t("common:nav.customers")} lead={t("customers:list.lead")} />
      <Filters label={t("customers:list.filters")}>
        <SearchField label={t("customers:list.search")} value={search.search} onChange={(value) => go.filter({ search: value })} />
        <NativeSelect
          aria-label={t("customers:kind")}
          value={search.kind ?? ""}
          data={[{ value: "", label: t("customers:kind.any") }, ...kinds.map((kind) => ({ value: kind, label: t(`customers:kind.${kind}s`) }))]}
          onChange={(event) => go.filter({ kind: event.currentTarget.value || undefined })}
        />
        <TerritorySelect compact label={t("customers:list.anyTerritory")} value={search.territory} onChange={(territory) => go.filter({ territory })} />
        <DistributorSelect compact label={t("customers:list.anyDistributor")} value={search.distributor} onChange={(distributor) => go.filter({ distributor })} />
        <Switch label={t("customers:list.common")} checked={search.common ?? false} onChange={(event) => go.filter({ common: event.currentTarget.checked || undefined })} />
      </Filters>
      <DataTable
        label={t("common:nav.customers")}
        columns={columns}
        rows={data?.customers.edges.map((edge) => edge.node)}
        rowId={(row) => row.id}
        fetching={fetching}
        error={error}
        onRetry={() => again({ requestPolicy: "network-only" })}
        empty={
          filtered
            ? { icon: "search", title: t("customers:list.noneFound"), hint: t("customers:list.noneFoundHint") }
            : { icon: "people", title: t("customers:list.none"), hint: t("customers:list.noneHint"), action: <ButtonLink to="/reports">{t("common:nav.reports")}</ButtonLink> }
        }
        sort={search.sort ?? "ORGANIZATIONS.DESC"}
        onSort={go.sort}
        pageInfo={data?.customers.pageInfo}
        totalCount={data?.customers.totalCount}
        onPage={go.page}
      />
    </>
  );
}
