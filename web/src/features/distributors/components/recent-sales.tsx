import { Group } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { graphql } from "~/shared/graphql/gql";
import { lineFragment } from "~/shared/lines/line";
import { LineTable } from "~/shared/lines/line-table";
import { pageVariables, sortVariable, type ListSearch } from "~/shared/routing/search";
import { Icon } from "~/shared/ui/icon";
import { ButtonLink } from "~/shared/ui/link";

const linesQuery = graphql(
  `
    query DistributorLines($id: ID!, $sort: SaleSort, $first: Int, $after: String, $last: Int, $before: String) {
      saleLines(filter: { distributorId: $id }, sort: $sort, first: $first, after: $after, last: $last, before: $before) {
        edges { node { ...Line } }
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
        totalCount
      }
    }
  `,
  [lineFragment],
);

/** The distributor's lines, newest first; the explorer has the filters and sums. */
export function RecentSales({ distributorId, search }: { distributorId: string; search: ListSearch }) {
  const { t } = useTranslation("distributors");
  const [{ data, fetching, error }, again] = useQuery({
    query: linesQuery,
    variables: { id: distributorId, sort: sortVariable<"SALE_DATE" | "BASE_AMOUNT">(search) ?? null, ...pageVariables(search) },
    requestPolicy: "cache-and-network",
  });
  return (
    <>
      <Group mb="sm" justify="flex-end">
        <ButtonLink to="/sales" search={{ distributor: distributorId }} variant="default" size="xs" leftSection={<Icon name="chart" size={14} />}>
          {t("sales.explore")}
        </ButtonLink>
      </Group>
      <LineTable connection={data?.saleLines} fetching={fetching} error={error} onRetry={() => again({ requestPolicy: "network-only" })} search={{ ...search, sort: search.sort ?? "SALE_DATE.DESC" }} empty={{ icon: "file", title: t("sales.none"), hint: t("sales.noneHint") }} />
    </>
  );
}
