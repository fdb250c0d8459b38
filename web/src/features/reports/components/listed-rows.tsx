import { Badge, Group, List, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { useMessageText } from "~/shared/fault/use-fault-text";
import { formatInteger } from "~/shared/format/format";
import { graphql, type ResultOf } from "~/shared/graphql/gql";
import { useLanguage } from "~/shared/i18n/use-language";
import { pageVariables, type ListSearch } from "~/shared/routing/search";
import { useListNavigation } from "~/shared/routing/use-list-navigation";
import { DataTable, type Column } from "~/shared/ui/data-table";
import classes from "./listed-rows.module.css";

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
  const { t } = useTranslation("reports");
  const language = useLanguage();
  const go = useListNavigation();
  const [{ data, fetching, error }, again] = useQuery({ query: rowsQuery, variables: { id: reportId, outcome, ...pageVariables(search) }, requestPolicy: "cache-and-network" });
  const connection = data?.salesReport?.rejectedRows;
  const columns: Column<Row>[] = [
    {
      id: "row",
      header: t("rows.number"),
      primary: true,
      cell: (row) => (
        <Group gap={6} wrap="nowrap" component="span">
          {t("rows.row", { number: formatInteger(row.rowNumber, language) })}
          {row.mendedAt && <Badge color="jade">{t("rows.mended")}</Badge>}
        </Group>
      ),
    },
    { id: "why", header: t("rows.why"), cell: (row) => <Reasons problems={row.problems} /> },
    { id: "cells", header: t("rows.cells"), cell: (row) => <Cells headers={headers} cells={row.cells} /> },
  ];
  return (
    <DataTable
      label={t(`rows.label.${outcome}`)}
      columns={columns}
      rows={connection?.edges.map((edge) => edge.node)}
      rowId={(row) => row.id}
      fetching={fetching}
      error={error}
      onRetry={() => again({ requestPolicy: "network-only" })}
      empty={{ icon: "check", title: t("rows.none"), hint: t("rows.noneHint") }}
      pageInfo={connection?.pageInfo}
      totalCount={connection?.totalCount}
      onPage={go.page}
    />
  );
}

function Reasons({ problems }: { problems: Row["problems"] }) {
  const { t } = useTranslation("reports");
  const text = useMessageText();
  return (
    <List size="sm" listStyleType="none" spacing={4} className={classes["reasons"]}>
      {problems.map((problem, index) => (
        <List.Item key={index}>
          {(problem.column || problem.field) && (
            <Text component="span" size="sm" fw={600}>
              {problem.column || (problem.field && t(`field.${problem.field}`))}
              {problem.value && (
                <>
                  {" "}
                  <code className={classes["value"]}>{problem.value}</code>
                </>
              )}{" "}
            </Text>
          )}
          {text(problem.message)}
        </List.Item>
      ))}
    </List>
  );
}

function Cells({ headers, cells }: { headers: readonly string[]; cells: readonly string[] }) {
  const { t } = useTranslation("reports");
  if (cells.length === 0) return <Text size="sm" c="dimmed">{t("rows.cellsGone")}</Text>;
  return (
    <details className={classes["cells"]}>
      <summary>{cells.filter((cell) => cell.trim()).slice(0, 3).join(" · ")}</summary>
      <dl>
        {cells.map((cell, index) => (
          <div key={index}>
            <dt>{headers[index] ?? ""}</dt>
            <dd>{cell}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
