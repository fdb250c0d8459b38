import { Badge, Button, Group, Text } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { DateTimeText } from "~/shared/format/text";
import { graphql } from "~/shared/graphql/gql";
import { pageVariables } from "~/shared/routing/search";
import { useListNavigation } from "~/shared/routing/use-list-navigation";
import { DataTable, type Column } from "~/shared/ui/data-table";
import { Icon } from "~/shared/ui/icon";
import { TextLink } from "~/shared/ui/link";
import { CustomersHeader } from "../components/customers-header";
import { OfferDialog } from "../components/offer-dialog";
import { WithdrawDialog } from "../components/withdraw-dialog";
import { canWithdraw, leadFragment, type Lead } from "../lead";
import { useAccountName, useOwnerName } from "../use-names";
import classes from "./lead-page.module.css";

const leadsQuery = graphql(
  `
    query Leads($first: Int, $after: String, $last: Int, $before: String) {
      leads(first: $first, after: $after, last: $last, before: $before) {
        edges { node { ...LeadRow } }
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
        totalCount
      }
    }
  `,
  [leadFragment],
);

const colors = { OFFERED: "blue", ACCEPTED: "jade", DECLINED: "yellow", CLOSED: "gray" } as const;

const route = getRouteApi("/shell/customers/leads");

/** The leads that the brand has offered, and who has accepted them. */
export function LeadPage() {
  const { t } = useTranslation(["customers", "common"]);
  const accountName = useAccountName();
  const search = route.useSearch();
  const go = useListNavigation();
  const [{ data, fetching, error }, again] = useQuery({ query: leadsQuery, variables: pageVariables(search), requestPolicy: "cache-and-network" });
  const leads = data?.leads.edges.map((edge) => edge.node);
  const withdrawn = search.dialog === "withdraw" ? leads?.find((one) => one.id === search.id) : undefined;
  const offerButton = (
    <Button leftSection={<Icon name="plus" />} onClick={() => go.dialog("offer")}>
      {t("customers:offer.open")}
    </Button>
  );
  const columns: Column<Lead>[] = [
    {
      id: "account",
      header: t("customers:offer.account"),
      primary: true,
      cell: (row) => (
        <div>
          <TextLink to="/accounts/$accountId" params={{ accountId: row.account.id }} inherit>
            {accountName(row.account)}
          </TextLink>
          <Text size="sm" c="dimmed" lineClamp={2} fw={400} className={classes["message"] ?? ""}>
            {row.message}
          </Text>
        </div>
      ),
    },
    { id: "offers", header: t("customers:leads.offered"), cell: (row) => <Offers lead={row} /> },
    { id: "until", header: t("customers:offer.acceptUntil"), cell: (row) => <DateTimeText value={row.acceptUntil} /> },
    { id: "days", header: t("customers:offer.shareDays"), numeric: true, wideOnly: true, cell: (row) => row.shareDays },
    {
      id: "created",
      header: t("customers:leads.by"),
      wideOnly: true,
      cell: (row) => (
        <div>
          {row.createdBy?.name}
          <Text size="xs" c="dimmed">
            <DateTimeText value={row.createdAt} />
          </Text>
        </div>
      ),
    },
    {
      id: "acts",
      header: t("customers:acts"),
      headerHidden: true,
      cell: (row) =>
        row.withdrawnAt ? (
          <Badge color="gray">{t("customers:leads.withdrawn")}</Badge>
        ) : (
          canWithdraw(row) && (
            <Button size="compact-sm" variant="subtle" color="red" aria-label={t("customers:withdraw.openOf", { name: accountName(row.account) })} onClick={() => go.dialog("withdraw", row.id)}>
              {t("customers:withdraw.open")}
            </Button>
          )
        ),
    },
  ];
  return (
    <>
      <CustomersHeader title={t("common:nav.leads")} lead={t("customers:leads.lead")} actions={offerButton} />
      <DataTable
        label={t("common:nav.leads")}
        columns={columns}
        rows={leads}
        rowId={(row) => row.id}
        fetching={fetching}
        error={error}
        onRetry={() => again({ requestPolicy: "network-only" })}
        empty={{ icon: "target", title: t("customers:leads.none"), hint: t("customers:leads.noneHint"), action: offerButton }}
        rowTone={(row) => (row.withdrawnAt ? "muted" : undefined)}
        pageInfo={data?.leads.pageInfo}
        totalCount={data?.leads.totalCount}
        onPage={go.page}
      />
      {search.dialog === "offer" && <OfferDialog onClose={() => go.dialog(undefined)} />}
      {withdrawn && <WithdrawDialog lead={withdrawn} onClose={() => go.dialog(undefined)} />}
    </>
  );
}

/** To whom a lead was offered and what became of it. */
function Offers({ lead }: { lead: Lead }) {
  const { t } = useTranslation("customers");
  const ownerName = useOwnerName();
  return (
    <ul className={classes["offers"]}>
      {lead.offers.map((offer) => (
        <li key={offer.id}>
          <Group gap={8} wrap="nowrap" align="flex-start">
            <Badge color={colors[offer.state]}>{t(`offerState.${offer.state}`)}</Badge>
            <span>{ownerName(offer)}</span>
          </Group>
          {offer.reason && (
            <Text size="sm" c="dimmed">
              {t("quoted", { text: offer.reason })}
            </Text>
          )}
        </li>
      ))}
    </ul>
  );
}
