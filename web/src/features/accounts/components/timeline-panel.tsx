import { Button, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { faultFrom } from "~/shared/fault/fault";
import { FaultAlert } from "~/shared/fault/fault-alert";
import { DateTimeText } from "~/shared/format/text";
import { graphql } from "~/shared/graphql/gql";
import { Panel } from "~/shared/ui/panel";
import { TablePager } from "~/shared/ui/table-pager";
import { pageVariables } from "~/shared/routing/search";
import { EntryDialog } from "./entry-dialog";
import classes from "./timeline-panel.module.css";

const entriesQuery = graphql(`
  query AccountEntries($id: ID!, $first: Int, $after: String, $last: Int, $before: String) {
    account(id: $id) {
      id
      entries(first: $first, after: $after, last: $last, before: $before) {
        edges { cursor node { kind text happenedAt createdBy { id name } } }
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
        totalCount
      }
    }
  }
`);

/** Notes, calls, visits and messages, latest first; nobody but the owner has them. */
export function TimelinePanel({ accountId, canAdd }: { accountId: string; canAdd: boolean }) {
  const { t } = useTranslation("accounts");
  const [place, setPlace] = useState<{ after?: string; before?: string }>({});
  const [adding, setAdding] = useState(false);
  const [{ data, error, fetching }, again] = useQuery({ query: entriesQuery, variables: { id: accountId, ...pageVariables(place, 10) }, requestPolicy: "cache-and-network" });
  const entries = data?.account?.entries;
  return (
    <Panel
      title={t("timeline.title")}
      description={t("timeline.hint")}
      actions={
        canAdd && (
          <Button size="xs" variant="default" onClick={() => setAdding(true)}>
            {t("timeline.add")}
          </Button>
        )
      }
    >
      {error && !data && <FaultAlert fault={faultFrom(error)} retrying={fetching} onRetry={() => again({ requestPolicy: "network-only" })} />}
      {entries?.edges.length === 0 && (
        <Text size="sm" c="dimmed">
          {t("timeline.none")}
        </Text>
      )}
      {entries && entries.edges.length > 0 && (
        <>
          <ol className={classes["entries"]}>
            {entries.edges.map(({ cursor, node }) => (
              <li key={cursor} data-kind={node.kind}>
                <Text size="xs" c="dimmed" component="div">
                  {t(`timeline.kind.${node.kind}`)} · <DateTimeText value={node.happenedAt} />
                  {node.createdBy && ` · ${node.createdBy.name}`}
                </Text>
                <Text size="sm" className={classes["text"]}>
                  {node.text}
                </Text>
              </li>
            ))}
          </ol>
          {entries.totalCount > 10 && <TablePager pageInfo={entries.pageInfo} totalCount={entries.totalCount} shown={entries.edges.length} busy={fetching} onPage={setPlace} />}
        </>
      )}
      {adding && (
        <EntryDialog
          accountId={accountId}
          onAdded={() => {
            setPlace({});
            again({ requestPolicy: "network-only" });
          }}
          onClose={() => setAdding(false)}
        />
      )}
    </Panel>
  );
}
