import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { faultFrom } from "~/shared/fault/fault";
import { FaultAlert } from "~/shared/fault/fault-alert";
import { DateText, NameText } from "~/shared/format/text";
import { graphql } from "~/shared/graphql/gql";
import { useEvents } from "~/shared/live/events";
import { TextLink } from "~/shared/ui/link";
import { Panel } from "~/shared/ui/panel";
import classes from "./rows.module.css";

const claimsQuery = graphql(`
  query CustomerClaims($id: ID!) {
    registrations(first: 20, filter: { customerId: $id }, sort: { field: CREATED_AT, direction: DESC }) {
      edges { node { id state protectedUntil createdAt distributor { id name { default zhHant zhHans } } productLine { id name { default zhHant zhHans } } } }
    }
    conflicts(first: 20, filter: { customerId: $id }, sort: { field: OPENED_AT, direction: DESC }) {
      edges { node { id rule state openedAt } }
    }
  }
`);

/** Who registered the customer, and the cases over it, latest first; nothing while there are none. */
export function ClaimsPanel({ customerId }: { customerId: string }) {
  const { t } = useTranslation(["customers", "registrations", "common"]);
  const [{ data, error, fetching }, again] = useQuery({ query: claimsQuery, variables: { id: customerId }, requestPolicy: "cache-and-network" });
  const refresh = () => again({ requestPolicy: "network-only" });
  useEvents(["REGISTRATION", "CONFLICT"], refresh);
  const registrations = data?.registrations.edges.map((edge) => edge.node) ?? [];
  const conflicts = data?.conflicts.edges.map((edge) => edge.node) ?? [];
  if (!error && registrations.length + conflicts.length === 0) return null;
  return (
    <Panel title={t("customers:claims.title")} description={t("customers:claims.hint")}>
      {error && !data && <FaultAlert fault={faultFrom(error)} retrying={fetching} onRetry={refresh} />}
      <ul className={classes["rows"]}>
        {registrations.map(({ id, state, protectedUntil, distributor, productLine }) => (
          <li key={id}>
            <TextLink to="/registrations/$registrationId" params={{ registrationId: id }}>
              <NameText value={distributor.name} /> {" · "} <NameText value={productLine.name} />
            </TextLink>
            <Text size="sm" c="dimmed" component="div">
              {t(`registrations:state.${state}`)}
              {protectedUntil && (
                <>
                  {" · "}
                  {t("customers:claims.until")} <DateText value={protectedUntil} />
                </>
              )}
            </Text>
          </li>
        ))}
        {conflicts.map(({ id, rule, state, openedAt }) => (
          <li key={id}>
            <TextLink to="/conflicts/$conflictId" params={{ conflictId: id }}>
              {t(`common:conflict.rule.${rule}`)}
            </TextLink>
            <Text size="sm" c="dimmed" component="div">
              {t(`common:conflict.state.${state}`)} {" · "} <DateText value={openedAt.slice(0, 10)} />
            </Text>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
