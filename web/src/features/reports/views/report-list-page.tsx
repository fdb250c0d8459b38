import { NativeSelect, Text } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { formatInteger } from "~/shared/format/format";
import { useReportName } from "~/shared/format/report-name";
import { DateRangeText, DateTimeText, MoneyText } from "~/shared/format/text";
import { graphql, type ResultOf } from "~/shared/graphql/gql";
import { useLanguage } from "~/shared/i18n/use-language";
import { DistributorSelect } from "~/shared/pickers/distributor-select";
import { pageVariables, sortVariable } from "~/shared/routing/search";
import { useListNavigation } from "~/shared/routing/use-list-navigation";
import { useMay, useViewer } from "~/shared/session/viewer";
import { DataTable, type Column } from "~/shared/ui/data-table";
import { Filters } from "~/shared/ui/filters";
import { Icon } from "~/shared/ui/icon";
import { ButtonLink, TextLink } from "~/shared/ui/link";
import { PageHeader } from "~/shared/ui/page-header";
import { ReportStateBadge } from "~/shared/ui/report-state";
import { SearchField } from "~/shared/ui/search-field";
import { reportStates } from "../states";
import { SellerName } from "~/shared/lines/seller-name";

const listQuery = graphql(`
  query SalesReports($filter: SalesReportFilter, $sort: SalesReportSort, $first: Int, $after: String, $last: Int, $before: String) {
    salesReports(filter: $filter, sort: $sort, first: $first, after: $after, last: $last, before: $before) {
      edges {
        node {
          id
          fileName
          source
          state
          createdAt
          salesFrom
          salesUntil
          rowsAccepted
          rowsRejected
          total { amount currency }
          distributor { id name { default zhHant zhHans } }
          createdBy { id name }
        }
      }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
      totalCount
    }
  }
`);

type Row = ResultOf<typeof listQuery>["salesReports"]["edges"][number]["node"];

const route = getRouteApi("/shell/reports");

/** The history of reports. */
export function ReportListPage() {
  const { t } = useTranslation(["reports", "common"]);
  const language = useLanguage();
  const search = route.useSearch();
  const go = useListNavigation();
  const name = useReportName();
  const viewer = useViewer();
  const may = useMay();
  const [{ data, fetching, error }, again] = useQuery({
    query: listQuery,
    variables: {
      filter: { search: search.search ?? null, states: search.state ?? null, distributorId: search.distributor ?? null, from: search.from ?? null, until: search.until ?? null },
      sort: sortVariable<"CREATED_AT">(search) ?? null,
      ...pageVariables(search),
    },
    requestPolicy: "cache-and-network",
  });
  const filtered = Boolean(search.search || search.state || search.distributor || search.from || search.until);
  const reportButton = may("salesReport", "create") && (
    <ButtonLink to="/reports/new" leftSection={<Icon name="upload" />}>
      {t("reports:new.title")}
    </ButtonLink>
  );
  const columns: Column<Row>[] = [
    {
      id: "file",
      header: t("reports:list.file"),
      primary: true,
      cell: (row) => (
        <>
          <TextLink to="/reports/$reportId" params={{ reportId: row.id }} inherit style={{ overflowWrap: "anywhere" }}>
            {name(row)}
          </TextLink>
          {!viewer.distributor && (
            <Text size="xs" c="dimmed">
              <SellerName seller={row.distributor} />
            </Text>
          )}
        </>
      ),
    },
    { id: "state", header: t("reports:list.state"), cell: (row) => <ReportStateBadge state={row.state} /> },
    { id: "createdAt", header: t("reports:list.createdAt"), sortField: "CREATED_AT", cell: (row) => <DateTimeText value={row.createdAt} stacked /> },
    {
      id: "sales",
      header: t("reports:list.sales"),
      wideOnly: true,
      cell: (row) => <DateRangeText from={row.salesFrom} until={row.salesUntil} />,
    },
    { id: "accepted", header: t("reports:list.accepted"), numeric: true, cell: (row) => formatInteger(row.rowsAccepted, language) },
    { id: "rejected", header: t("reports:list.rejected"), numeric: true, cell: (row) => formatInteger(row.rowsRejected, language) },
    { id: "total", header: t("reports:list.total"), numeric: true, cell: (row) => <MoneyText value={row.total} /> },
  ];
  return (
    <>
      <PageHeader title={t("common:nav.reports")} subtitle={t("reports:list.lead")} actions={reportButton} />
      <Filters label={t("reports:list.filters")}>
        <SearchField label={t("reports:list.search")} value={search.search} onChange={(value) => go.filter({ search: value })} />
        <NativeSelect
          aria-label={t("reports:list.state")}
          value={search.state?.[0] ?? ""}
          data={[{ value: "", label: t("reports:list.anyState") }, ...reportStates.map((state) => ({ value: state, label: t(`common:report.state.${state}`) }))]}
          onChange={(event) => go.filter({ state: event.currentTarget.value || undefined })}
        />
        {!viewer.distributor && <DistributorSelect compact withBrand label={t("reports:list.anyDistributor")} value={search.distributor} onChange={(id) => go.filter({ distributor: id })} />}
      </Filters>
      <DataTable
        label={t("common:nav.reports")}
        columns={columns}
        rows={data?.salesReports.edges.map((edge) => edge.node)}
        rowId={(row) => row.id}
        fetching={fetching}
        error={error}
        onRetry={() => again({ requestPolicy: "network-only" })}
        empty={filtered ? { icon: "search", title: t("reports:list.noneFound"), hint: t("reports:list.noneFoundHint") } : { icon: "file", title: t("reports:list.none"), hint: t("reports:list.noneHint"), action: reportButton }}
        sort={search.sort ?? "CREATED_AT.DESC"}
        onSort={go.sort}
        pageInfo={data?.salesReports.pageInfo}
        totalCount={data?.salesReports.totalCount}
        onPage={go.page}
      />
    </>
  );
}
