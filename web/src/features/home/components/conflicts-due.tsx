import { Skeleton, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { faultFrom } from "~/shared/fault/fault";
import { FaultAlert } from "~/shared/fault/fault-alert";
import { DueText } from "~/shared/format/due-text";
import { MoneyText } from "~/shared/format/text";
import { graphql } from "~/shared/graphql/gql";
import { useEvents } from "~/shared/live/events";
import { EmptyState } from "~/shared/ui/empty-state";
import { TextLink } from "~/shared/ui/link";
import { Panel } from "~/shared/ui/panel";
import { useConflictTitle } from "~/shared/words/use-conflict-title";
import classes from "./rows.module.css";

const dueQuery = graphql(`
  query ConflictsDue {
    conflictCounts { state count overdue }
    conflicts(first: 5, filter: { states: [OPEN, AWAITING_RESPONSE, IN_MEDIATION, PROPOSED, APPEALED] }, sort: { field: DUE_AT }) {
      edges {
        node {
          id rule title state dueAt happenedFrom
          productLine { id name { default zhHant zhHans } }
          territory { id name { default zhHant zhHans } }
          amount { amount currency }
        }
      }
    }
  }
`);

/** The cases in which somebody has to act, those due first. */
export function ConflictsDue() {
  const { t } = useTranslation(["home", "common"]);
  const title = useConflictTitle();
  const [{ data, error, fetching }, again] = useQuery({ query: dueQuery, requestPolicy: "cache-and-network" });
  useEvents(["CONFLICT"], () => again({ requestPolicy: "network-only" }));
  const overdue = data?.conflictCounts.reduce((sum, one) => sum + one.overdue, 0) ?? 0;
  return (
    <Panel
      title={t("home:conflicts.title")}
      description={overdue > 0 ? t("home:conflicts.overdue", { count: overdue }) : undefined}
      actions={
        <TextLink to="/conflicts" size="sm">
          {t("home:conflicts.all")}
        </TextLink>
      }
    >
      {error && !data && <FaultAlert fault={faultFrom(error)} retrying={fetching} onRetry={() => again({ requestPolicy: "network-only" })} />}
      {!data && !error && <Skeleton height={120} />}
      {data?.conflicts.edges.length === 0 && <EmptyState icon="check" title={t("home:conflicts.none")} hint={t("home:conflicts.noneHint")} />}
      <ul className={classes["rows"]}>
        {data?.conflicts.edges.map(({ node }) => (
          <li key={node.id}>
            <span className={classes["name"]}>
              <TextLink to="/conflicts/$conflictId" params={{ conflictId: node.id }}>
                {title(node)}
              </TextLink>
              <Text size="sm" c="dimmed" fw={400} component="div">
                {t(`common:conflict.state.${node.state}`)} · <DueText value={node.dueAt} />
              </Text>
            </span>
            <span className={classes["amount"]}>
              <MoneyText value={node.amount} compact />
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
