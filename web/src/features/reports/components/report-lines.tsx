import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { graphql } from "~/shared/graphql/gql";
import { lineFragment } from "~/shared/lines/line";
import { LineTable } from "~/shared/lines/line-table";
import { pageVariables, sortVariable, type ListSearch } from "~/shared/routing/search";

const linesQuery = graphql(
  `
    query ReportLines($id: ID!, $sort: SaleSort, $first: Int, $after: String, $last: Int, $before: String) {
      saleLines(filter: { reportId: $id, includeVoided: true }, sort: $sort, first: $first, after: $after, last: $last, before: $before) {
        edges { node { ...Line } }
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
        totalCount
      }
    }
  `,
  [lineFragment],
);

/** The lines that the report brought, voided ones too. */
export function ReportLines({ reportId, search }: { reportId: string; search: ListSearch }) {
  const { t } = useTranslation("reports");
  const [{ data, fetching, error }, again] = useQuery({
    query: linesQuery,
    variables: { id: reportId, sort: sortVariable<"SALE_DATE" | "BASE_AMOUNT">(search) ?? null, ...pageVariables(search) },
  });
  return <LineTable connection={data?.saleLines} fetching={fetching} error={error} onRetry={() => again({ requestPolicy: "network-only" })} search={search} empty={{ icon: "file", title: t("lines.none"), hint: t("lines.noneHint") }} />;
}
