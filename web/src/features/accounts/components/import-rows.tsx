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
  query AccountImportRows($id: ID!, $outcomes: [RowOutcome!], $first: Int, $after: String, $last: Int, $before: String) {
    accountImport(id: $id) {
      id
      rows(outcomes: $outcomes, first: $first, after: $after, last: $last, before: $before) {
        edges { node { rowNumber outcome problems { field column value warning message { key params } } cells } }
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
        totalCount
      }
    }
  }
`);

type Row = NonNullable<ResultOf<typeof rowsQuery>["accountImport"]>["rows"]["edges"][number]["node"];

interface Props {
  importId: string;
  headers: readonly string[];
  outcome: "REJECTED" | "WARNED" | "IGNORED";
  search: ListSearch;
}

/** The rows of one outcome, each with its reasons and its cells as the file has them. */
export function ImportRows({ importId, headers, outcome, search }: Props) {
  const { t } = useTranslation(["accounts", "intake"]);
  const language = useLanguage();
  const go = useListNavigation();
  const [{ data, fetching, error }, again] = useQuery({ query: rowsQuery, variables: { id: importId, outcomes: [outcome], ...pageVariables(search) }, requestPolicy: "cache-and-network" });
  const connection = data?.accountImport?.rows;
  const columns: Column<Row>[] = [
    { id: "row", header: t("intake:rows.number"), primary: true, cell: (row) => t("intake:rows.row", { number: formatInteger(row.rowNumber, language) }) },
    {
      id: "why",
      header: t("intake:rows.why"),
      cell: (row) => <RowReasons problems={row.problems.map((problem) => ({ ...problem, name: problem.column || (problem.field ? t(`accounts:field.${problem.field}`) : "") }))} />,
    },
    { id: "cells", header: t("intake:rows.cells"), cell: (row) => <RowCells headers={headers} cells={row.cells} /> },
  ];
  return (
    <DataTable
      label={t(`intake:rows.label.${outcome}`)}
      columns={columns}
      rows={connection?.edges.map((edge) => edge.node)}
      rowId={(row) => String(row.rowNumber)}
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
