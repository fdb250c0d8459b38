import { Badge, Button, Checkbox, Group, Text } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useMutation, useQuery } from "urql";
import { faultFrom } from "~/shared/fault/fault";
import { useFaultText } from "~/shared/fault/use-fault-text";
import { DateTimeText } from "~/shared/format/text";
import { graphql, type ResultOf } from "~/shared/graphql/gql";
import { pageVariables } from "~/shared/routing/search";
import { useListNavigation } from "~/shared/routing/use-list-navigation";
import { useMay } from "~/shared/session/viewer";
import { DataTable, type Column } from "~/shared/ui/data-table";
import { TextLink } from "~/shared/ui/link";
import { notifyDone, notifyFailed } from "~/shared/ui/notify";
import { AccountsHeader } from "../components/accounts-header";
import { DeclineDialog } from "../components/decline-dialog";
import { answerMutation, offerFragment } from "../lead";
import { useAccountName } from "../use-account-name";

const offersQuery = graphql(
  `
    query LeadOffers($open: Boolean!, $first: Int, $after: String, $last: Int, $before: String) {
      leadOffers(open: $open, first: $first, after: $after, last: $last, before: $before) {
        edges { node { ...Offer } }
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
        totalCount
      }
    }
  `,
  [offerFragment],
);

type Row = ResultOf<typeof offersQuery>["leadOffers"]["edges"][number]["node"];

const stateColors = { OFFERED: "yellow", ACCEPTED: "jade", DECLINED: "gray", CLOSED: "gray" } as const;

const route = getRouteApi("/shell/accounts/leads");

/** Customers that the brand offers: the first distributor to accept has one. */
export function LeadListPage() {
  const { t } = useTranslation("accounts");
  const search = route.useSearch();
  const go = useListNavigation();
  const may = useMay();
  const name = useAccountName();
  const faultText = useFaultText();
  const [{ data, error, fetching }, again] = useQuery({ query: offersQuery, variables: { open: !search.past, ...pageVariables(search) }, requestPolicy: "cache-and-network" });
  const [answering, answer] = useMutation(answerMutation);
  const offers = data?.leadOffers.edges.map((edge) => edge.node);
  const declining = offers?.find((one) => one.id === search.id && one.state === "OFFERED");
  const accept = async (offer: Row) => {
    const result = await answer({ input: { id: offer.id, accept: true } });
    if (result.data) notifyDone(t("leads.accepted"));
    else if (result.error) {
      notifyFailed(faultText(faultFrom(result.error)));
      again({ requestPolicy: "network-only" });
    }
  };
  const columns: Column<Row>[] = [
    {
      id: "customer",
      header: t("share.customer"),
      primary: true,
      cell: (row) =>
        row.account ? (
          <TextLink to="/accounts/$accountId" params={{ accountId: row.account.id }} inherit>
            {name(row.account)}
          </TextLink>
        ) : (
          t("share.closed")
        ),
    },
    { id: "message", header: t("leads.message"), cell: (row) => <Text size="sm" style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere" }}>{row.message}</Text> },
    { id: "until", header: t("leads.until"), cell: (row) => <DateTimeText value={row.acceptUntil} /> },
    { id: "days", header: t("leads.days"), numeric: true, cell: (row) => t("leads.dayCount", { count: row.shareDays }) },
    { id: "state", header: t("share.state"), cell: (row) => <Badge color={stateColors[row.state]}>{t(`leads.state.${row.state}`)}</Badge> },
    {
      id: "actions",
      header: t("share.actions"),
      headerHidden: true,
      cell: (row) =>
        row.state === "OFFERED" &&
        may("lead", "answer") && (
          <Group gap={6} wrap="nowrap">
            <Button size="xs" variant="default" disabled={answering.fetching} onClick={() => go.dialog("decline", row.id)}>
              {t("leads.decline")}
            </Button>
            <Button size="xs" disabled={answering.fetching} onClick={() => void accept(row)}>
              {t("leads.accept")}
            </Button>
          </Group>
        ),
    },
  ];
  return (
    <>
      <AccountsHeader title={t("tabs.leads")} lead={t("leads.lead")} />
      <Group mb="md">
        <Checkbox label={t("leads.withPast")} checked={search.past ?? false} onChange={(event) => go.filter({ past: event.currentTarget.checked || undefined })} />
      </Group>
      <DataTable
        label={t("tabs.leads")}
        columns={columns}
        rows={offers}
        rowId={(row) => row.id}
        fetching={fetching}
        error={error}
        onRetry={() => again({ requestPolicy: "network-only" })}
        empty={{ icon: "people", title: t("leads.none"), hint: t("leads.noneHint") }}
        pageInfo={data?.leadOffers.pageInfo}
        totalCount={data?.leadOffers.totalCount}
        onPage={go.page}
        rowTone={(row) => (row.state === "DECLINED" || row.state === "CLOSED" ? "muted" : undefined)}
      />
      {search.dialog === "decline" && declining && <DeclineDialog offerId={declining.id} onClose={() => go.dialog(undefined)} />}
    </>
  );
}
