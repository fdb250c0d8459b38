import { Badge, Group } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { formatInteger } from "~/shared/format/format";
import { graphql, type ResultOf } from "~/shared/graphql/gql";
import { useLanguage } from "~/shared/i18n/use-language";
import { RowCells, RowReasons } from "~/shared/intake/row-reasons";
import { pageVariables, type ListSearch } from "~/shared/routing/search";
import { useListNavigation } from "~/shared/routing/use-list-navigation";
import { DataTable, type Column } from "~/shared/ui/data-table";

const rowsQuery = graphql(`
  query ListedRows($id: ID!, $outcome: RowOutcome!, $first: Int, $after: String, $last: Int, $before: String) {
    salesReport(id: $id) {
      id
      rejectedRows(outcome: $outcome, first: $first, after: $after, last: $last, before: $before) {
        edges {
          node {
            id
            rowNumber
            problems { field column value message { key params } }
            cells
            mendedAt
          }
        }
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
        totalCount
      }
    }
  }
`);

type Row = NonNullable<ResultOf<typeof rowsQuery>["salesReport"]>["rejectedRows"]["edges"][number]["node"];

interface Props {
  reportId: string;
  headers: readonly string[];
  outcome: "REJECTED" | "WARNED" | "IGNORED";
  search: ListSearch;
}

/** The rows of one outcome, each with its reasons and its cells as the file has them. */
export function ListedRows({ reportId, headers, outcome, search }: Props) {
  const { t } = useTranslation(["reports", "intake"]);
  const language = useLanguage();
  const go = useListNavigation();
  const [{ data, fetching, error }, again] = useQuery({ query: rowsQuery, variables: { id: reportId, outcome, ...pageVariables(search) }, requestPolicy: "cache-and-network" });
  const connection = data?.salesReport?.rejectedRows;
  const columns: Column<Row>[] = [
    {
      id: "row",
      header: t("intake:rows.number"),
      primary: true,
      cell: (row) => (
        <Group gap={6} wrap="nowrap" component="span">
          {t("intake:rows.row", { number: formatInteger(row.rowNumber, language) })}
          {row.mendedAt && <Badge color="jade">{t("intake:rows.mended")}</Badge>}
        </Group>
      ),
    },
    { id: "why", header: t("intake:rows.why"), cell: (row) => <RowReasons problems={row.problems.map((problem) => ({ ...problem, name: problem.column || (problem.field ? t(`reports:field.${problem.field}`) : "") }))} /> },
    { id: "cells", header: t("intake:rows.cells"), cell: (row) => <RowCells headers={headers} cells={row.cells} /> },
  ];
  return (
    <DataTable
      label={t(`intake:rows.label.${outcome}`)}
      columns={columns}
      rows={connection?.edges.map((edge) => edge.node)}
      rowId={(row) => row.id}
      fetching={fetching}
      error={error}
      onRetry={() => again({ requestPolicy: "network-only" })}
      empty={{ icon: "check", title: t("intake:rows.none"), hint: t("intake:rows.noneHint") }}
      pageInfo={connection?.pageInfo}
      totalCount={connection?.totalCount}
      onPage={go.page}
    />
  );
}
