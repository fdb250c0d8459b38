import { Button, Skeleton, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { faultFrom } from "~/shared/fault/fault";
import { FaultAlert } from "~/shared/fault/fault-alert";
import { DateTimeText } from "~/shared/format/text";
import { graphql, type ResultOf } from "~/shared/graphql/gql";
import { TextLink } from "~/shared/ui/link";
import { Panel } from "~/shared/ui/panel";
import { namedFragment } from "../customer";
import { useAccountName, useCustomerName, useOwnerName } from "../use-names";
import classes from "./history-panel.module.css";

const historyQuery = graphql(
  `
    query CustomerHistory($id: ID!, $first: Int!) {
      customer(id: $id) {
        id
        history(first: $first) {
          edges {
            cursor
            node {
              kind
              at
              reason
              field
              by { id name }
              account { id code name isOrganization distributor { id name { default zhHant zhHans } } }
              other { ...NamedCustomer }
            }
          }
          pageInfo { hasNextPage }
          totalCount
        }
      }
    }
  `,
  [namedFragment],
);

type Event = NonNullable<ResultOf<typeof historyQuery>["customer"]>["history"]["edges"][number]["node"];

const [few, most] = [8, 100];

/** All that was done to the record, latest first. */
export function HistoryPanel({ customerId }: { customerId: string }) {
  const { t } = useTranslation("customers");
  const [first, setFirst] = useState(few);
  const [{ data, error, fetching }, again] = useQuery({ query: historyQuery, variables: { id: customerId, first }, requestPolicy: "cache-and-network" });
  const history = data?.customer?.history;
  return (
    <Panel title={t("history.title")}>
      {error && !history && <FaultAlert fault={faultFrom(error)} retrying={fetching} onRetry={() => again({ requestPolicy: "network-only" })} />}
      {!history && !error && <Skeleton height={120} radius="md" />}
      {history && (
        <ol className={classes["line"]}>
          {history.edges.map(({ cursor, node }) => (
            <li key={cursor} data-kind={node.kind}>
              <EventText event={node} />
            </li>
          ))}
        </ol>
      )}
      {history?.pageInfo.hasNextPage && first < most && (
        <Button variant="subtle" size="compact-sm" mt="sm" loading={fetching} onClick={() => setFirst(most)}>
          {t("history.more", { count: Math.min(most, history.totalCount) - history.edges.length })}
        </Button>
      )}
    </Panel>
  );
}

function EventText({ event }: { event: Event }) {
  const { t } = useTranslation("customers");
  const accountName = useAccountName();
  const customerName = useCustomerName();
  const ownerName = useOwnerName();
  const account = event.account ? t("history.account", { account: accountName(event.account), owner: ownerName(event.account) }) : t("history.anAccount");
  return (
    <>
      <div>{t(`history.${event.kind}`, { account, field: event.field ? t(`field.${event.field}`) : "" })}</div>
      {event.other && (
        <Text size="sm">
          <TextLink to="/customers/$customerId" params={{ customerId: event.other.id }} inherit>
            {customerName(event.other)}
          </TextLink>
        </Text>
      )}
      {event.reason && <Text size="sm">{t("quoted", { text: event.reason })}</Text>}
      <Text size="sm" c="dimmed">
        <DateTimeText value={event.at} /> · {event.by?.name ?? t("matches.byPortal")}
      </Text>
    </>
  );
}
