import { Button, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { DateRangeText, NoData } from "~/shared/format/text";
import { graphql } from "~/shared/graphql/gql";
import { pageVariables } from "~/shared/routing/search";
import { useListNavigation } from "~/shared/routing/use-list-navigation";
import { DataTable, type Column } from "~/shared/ui/data-table";
import { shareFragment, type Share } from "../share";
import type { ShareSearch } from "../search";
import { useAccountName, useOwnerName } from "../use-names";
import { RevokeDialog } from "./revoke-dialog";
import { ShareState } from "./share-state";

const sharesQuery = graphql(
  `
    query CustomerShares($filter: ShareFilter, $first: Int, $after: String, $last: Int, $before: String) {
      shares(filter: $filter, first: $first, after: $after, last: $last, before: $before) {
        edges { node { ...CustomerShare } }
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
        totalCount
      }
    }
  `,
  [shareFragment],
);

/** Who shares which account with whom, how much and until when. */
export function ShareTable({ search }: { search: ShareSearch }) {
  const { t } = useTranslation("customers");
  const accountName = useAccountName();
  const ownerName = useOwnerName();
  const go = useListNavigation();
  const [{ data, fetching, error }, again] = useQuery({
    query: sharesQuery,
    variables: { filter: { distributorId: search.distributor ?? null, open: search.past ? null : true }, ...pageVariables(search) },
    requestPolicy: "cache-and-network",
  });
  const shares = data?.shares.edges.map((edge) => edge.node);
  const revoked = search.dialog === "revoke" ? shares?.find((one) => one.id === search.id) : undefined;
  const columns: Column<Share>[] = [
    { id: "account", header: t("account"), primary: true, cell: (row) => (row.account ? accountName(row.account) : <NoData />) },
    { id: "way", header: t("shares.way"), cell: (row) => t(row.isGiven ? "shares.toThem" : "shares.toUs", { distributor: ownerName(row) }) },
    { id: "level", header: t("shares.level"), cell: (row) => t(`level.${row.level}`) },
    { id: "days", header: t("shares.days"), cell: (row) => <DateRangeText from={row.startsOn} until={row.endsOn} /> },
    { id: "state", header: t("shares.state"), cell: (row) => <ShareState state={row.state} /> },
    {
      id: "reason",
      header: t("reason"),
      wideOnly: true,
      cell: (row) => (
        <Text span size="sm" c="dimmed">
          {row.isLead ? t("shares.ofLead") : row.revokeReason || row.reason}
        </Text>
      ),
    },
    {
      id: "acts",
      header: t("acts"),
      headerHidden: true,
      cell: (row) =>
        row.canRevoke && (
          <Button size="compact-sm" variant="subtle" color="red" aria-label={t("revoke.openOf", { distributor: ownerName(row), account: row.account ? accountName(row.account) : "" })} onClick={() => go.dialog("revoke", row.id)}>
            {t("revoke.open")}
          </Button>
        ),
    },
  ];
  return (
    <>
      <DataTable
        label={t("shares.view.shares")}
        columns={columns}
        rows={shares}
        rowId={(row) => row.id}
        fetching={fetching}
        error={error}
        onRetry={() => again({ requestPolicy: "network-only" })}
        empty={{ icon: "link", title: t(search.past ? "shares.noneEver" : "shares.none"), hint: t("shares.noneHint") }}
        rowTone={(row) => (row.state === "ENDED" || row.state === "REVOKED" ? "muted" : undefined)}
        pageInfo={data?.shares.pageInfo}
        totalCount={data?.shares.totalCount}
        onPage={go.page}
      />
      {revoked && <RevokeDialog share={revoked} onClose={() => go.dialog(undefined)} />}
    </>
  );
}
