import { Skeleton, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { faultFrom } from "~/shared/fault/fault";
import { FaultAlert } from "~/shared/fault/fault-alert";
import { DueText } from "~/shared/format/due-text";
import { NameText } from "~/shared/format/text";
import { graphql } from "~/shared/graphql/gql";
import { useEvents } from "~/shared/live/events";
import { TextLink } from "~/shared/ui/link";
import { Panel } from "~/shared/ui/panel";
import classes from "./rows.module.css";

const waitingQuery = graphql(`
  query RegistrationsDue {
    registrations(first: 5, filter: { states: [SUBMITTED, IN_REVIEW] }, sort: { field: DUE_AT }) {
      edges { node { id customerName dueAt distributor { id name { default zhHant zhHans } } productLine { id name { default zhHant zhHans } } } }
      totalCount
    }
    late: registrations(first: 1, filter: { overdue: true }) { totalCount }
  }
`);

/** Registrations that wait for the brand, those due first. */
export function RegistrationsDue() {
  const { t } = useTranslation("home");
  const [{ data, error, fetching }, again] = useQuery({ query: waitingQuery, requestPolicy: "cache-and-network" });
  const read = () => again({ requestPolicy: "network-only" });
  useEvents(["REGISTRATION"], read);
  const late = data?.late.totalCount ?? 0;
  const waiting = data?.registrations;
  return (
    <Panel
      title={t("registrations.due")}
      description={waiting && waiting.totalCount > 0 ? t(late > 0 ? "registrations.waitingLate" : "registrations.waiting", { count: waiting.totalCount, late }) : undefined}
      actions={
        <TextLink to="/registrations" size="sm">
          {t("registrations.all")}
        </TextLink>
      }
    >
      {error && !data && <FaultAlert fault={faultFrom(error)} retrying={fetching} onRetry={read} />}
      {!data && !error && <Skeleton height={120} />}
      {waiting?.edges.length === 0 && (
        <Text size="sm" c="dimmed">
          {t("registrations.noneWaiting")}
        </Text>
      )}
      <ul className={classes["rows"]}>
        {waiting?.edges.map(({ node }) => (
          <li key={node.id}>
            <span className={classes["name"]}>
              <TextLink to="/registrations/$registrationId" params={{ registrationId: node.id }}>
                {node.customerName ?? t("registrations.person")}
              </TextLink>
              <Text size="sm" c="dimmed" fw={400} component="div">
                <NameText value={node.distributor.name} /> · <NameText value={node.productLine.name} />
              </Text>
            </span>
            <span className={classes["due"]}>
              <DueText value={node.dueAt} />
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
