import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { DateTimeText, NoData } from "~/shared/format/text";
import { graphql } from "~/shared/graphql/gql";
import { pageVariables } from "~/shared/routing/search";
import { useListNavigation } from "~/shared/routing/use-list-navigation";
import { DataTable, type Column } from "~/shared/ui/data-table";
import { lookFragment, type Look } from "../share";
import type { ShareSearch } from "../search";
import { useAccountName, useOwnerName } from "../use-names";

const looksQuery = graphql(
  `
    query ContactLooks($filter: ContactViewFilter, $first: Int, $after: String, $last: Int, $before: String) {
      contactViews(filter: $filter, first: $first, after: $after, last: $last, before: $before) {
        edges { cursor node { ...ContactLook } }
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
        totalCount
      }
    }
  `,
  [lookFragment],
);

type Row = Look & { cursor: string };

/** Who had contact details shown, when and what for. */
export function LookTable({ search }: { search: ShareSearch }) {
  const { t } = useTranslation("customers");
  const accountName = useAccountName();
  const ownerName = useOwnerName();
  const go = useListNavigation();
  const [{ data, fetching, error }, again] = useQuery({
    query: looksQuery,
    variables: { filter: { distributorId: search.distributor ?? null }, ...pageVariables(search) },
    requestPolicy: "cache-and-network",
  });
  const columns: Column<Row>[] = [
    { id: "who", header: t("looks.who"), primary: true, cell: (row) => row.viewerName },
    { id: "side", header: t("looks.side"), cell: (row) => (row.byBrand ? t("looks.us") : ownerName(row)) },
    { id: "account", header: t("account"), cell: (row) => (row.account ? t("history.account", { account: accountName(row.account), owner: ownerName(row.account) }) : <NoData />) },
    { id: "reason", header: t("reason"), cell: (row) => row.reason },
    { id: "at", header: t("looks.at"), cell: (row) => <DateTimeText value={row.viewedAt} /> },
  ];
  return (
    <DataTable
      label={t("shares.view.looks")}
      columns={columns}
      rows={data?.contactViews.edges.map(({ cursor, node }) => ({ ...node, cursor }))}
      rowId={(row) => row.cursor}
      fetching={fetching}
      error={error}
      onRetry={() => again({ requestPolicy: "network-only" })}
      empty={{ icon: "user", title: t("looks.none"), hint: t("looks.noneHint") }}
      pageInfo={data?.contactViews.pageInfo}
      totalCount={data?.contactViews.totalCount}
      onPage={go.page}
    />
  );
}
