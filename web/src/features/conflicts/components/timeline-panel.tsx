import { Box, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { faultFrom } from "~/shared/fault/fault";
import { FaultAlert } from "~/shared/fault/fault-alert";
import { DateTimeText } from "~/shared/format/text";
import { graphql } from "~/shared/graphql/gql";
import { useEveryPage } from "~/shared/graphql/use-every-page";
import { Panel } from "~/shared/ui/panel";
import { useEventText } from "../use-event-text";
import classes from "./timeline-panel.module.css";

const timelineQuery = graphql(`
  query CaseTimeline($id: ID!, $first: Int!, $after: String) {
    conflict(id: $id) {
      id
      timeline(first: $first, after: $after) {
        edges { node { id kind party { label } params at } }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
`);

const none = { edges: [], pageInfo: { hasNextPage: false, endCursor: null } };

/** Everything that happened, the latest first. */
export function TimelinePanel({ conflictId, round }: { conflictId: string; round: number }) {
  const { t } = useTranslation("conflicts");
  const eventText = useEventText();
  const { rows, error, fetching, reload } = useEveryPage({
    query: timelineQuery,
    variables: { id: conflictId } as { id: string; first: number; after?: string | null },
    pick: (found) => found.conflict?.timeline ?? none,
    round,
  });
  return (
    <Panel title={t("timeline.title")}>
      {error && <FaultAlert fault={faultFrom(error)} retrying={fetching} onRetry={reload} />}
      {rows?.length === 0 && (
        <Text size="sm" c="dimmed">
          {t("timeline.none")}
        </Text>
      )}
      <Box className={classes["scroll"] ?? ""} role="group" aria-label={t("timeline.title")} aria-busy={!rows && !error} tabIndex={0}>
        <ol className={classes["events"]}>
          {[...(rows ?? [])].reverse().map((event) => (
            <li key={event.id} data-event={event.kind}>
              <Text size="sm">{eventText(event)}</Text>
              <Text size="xs" c="dimmed" component="div">
                <DateTimeText value={event.at} />
              </Text>
            </li>
          ))}
        </ol>
      </Box>
    </Panel>
  );
}
