import { Group } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { formatInteger } from "~/shared/format/format";
import { useReportName } from "~/shared/format/report-name";
import { DateTimeText, MoneyText } from "~/shared/format/text";
import { graphql, type ResultOf } from "~/shared/graphql/gql";
import { useLanguage } from "~/shared/i18n/use-language";
import { DataTable, type Column } from "~/shared/ui/data-table";
import { ButtonLink, TextLink } from "~/shared/ui/link";
import { ReportStateBadge } from "~/shared/ui/report-state";

const reportsQuery = graphql(`
  query DistributorReports($id: ID!) {
    salesReports(first: 10, filter: { distributorId: $id }) {
      edges { node { id fileName source state createdAt rowsAccepted rowsRejected total { amount currency } } }
      totalCount
    }
  }
`);

type Row = ResultOf<typeof reportsQuery>["salesReports"]["edges"][number]["node"];

/** The distributor's last reports. */
export function RecentReports({ distributorId }: { distributorId: string }) {
  const { t } = useTranslation(["distributors", "common"]);
  const language = useLanguage();
  const reportName = useReportName();
  const [{ data, fetching, error }, again] = useQuery({ query: reportsQuery, variables: { id: distributorId }, requestPolicy: "cache-and-network" });
  const columns: Column<Row>[] = [
    {
      id: "file",
      header: t("distributors:reports.file"),
      primary: true,
      cell: (row) => (
        <TextLink to="/reports/$reportId" params={{ reportId: row.id }} style={{ overflowWrap: "anywhere" }}>
          {reportName(row)}
        </TextLink>
      ),
    },
    { id: "state", header: t("distributors:reports.state"), cell: (row) => <ReportStateBadge state={row.state} /> },
    { id: "createdAt", header: t("distributors:reports.createdAt"), cell: (row) => <DateTimeText value={row.createdAt} /> },
    { id: "accepted", header: t("distributors:reports.accepted"), numeric: true, cell: (row) => formatInteger(row.rowsAccepted, language) },
    { id: "rejected", header: t("distributors:reports.rejected"), numeric: true, cell: (row) => formatInteger(row.rowsRejected, language) },
    { id: "total", header: t("distributors:reports.total"), numeric: true, cell: (row) => <MoneyText value={row.total} /> },
  ];
  return (
    <>
      <Group mb="sm" justify="flex-end">
        <ButtonLink to="/reports" search={{ distributor: distributorId }} variant="default" size="xs">
          {t("distributors:reports.all")}
        </ButtonLink>
      </Group>
      <DataTable
        label={t("common:nav.reports")}
        columns={columns}
        rows={data?.salesReports.edges.map((edge) => edge.node)}
        rowId={(row) => row.id}
        fetching={fetching}
        error={error}
        onRetry={() => again({ requestPolicy: "network-only" })}
        empty={{ icon: "file", title: t("distributors:reports.none"), hint: t("distributors:reports.noneHint") }}
      />
    </>
  );
}
