import { Group, ScrollArea, Skeleton, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { faultFrom } from "~/shared/fault/fault";
import { FaultAlert } from "~/shared/fault/fault-alert";
import { graphql } from "~/shared/graphql/gql";
import { useEvents } from "~/shared/live/events";
import { EmptyState } from "~/shared/ui/empty-state";
import { TextLink } from "~/shared/ui/link";
import { itemFragment } from "../inbox";
import { useMarkRead } from "../use-mark-read";
import { ItemList } from "./item-list";

const latestQuery = graphql(
  `
    query LatestInboxItems {
      inboxItems(first: 8) {
        edges { node { ...InboxRow } }
      }
    }
  `,
  [itemFragment],
);

/** The latest of the inbox, for the popover under the bell. */
export function LatestItems({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("inbox");
  const { mark } = useMarkRead();
  const [{ data, error, fetching }, again] = useQuery({ query: latestQuery, requestPolicy: "cache-and-network" });
  const read = () => again({ requestPolicy: "network-only" });
  useEvents(["INBOX"], read);
  const items = data?.inboxItems.edges.map((edge) => edge.node);
  return (
    <>
      <Group justify="space-between" mb={4}>
        <Text fw={650}>{t("latest")}</Text>
        <TextLink to="/inbox" size="sm" onClick={onClose}>
          {t("all")}
        </TextLink>
      </Group>
      {error && !items && <FaultAlert fault={faultFrom(error)} retrying={fetching} onRetry={read} />}
      {!items && !error && <Skeleton height={180} radius="md" />}
      {items?.length === 0 && <EmptyState icon="bell" title={t("none")} hint={t("noneHint")} />}
      {items && items.length > 0 && (
        <ScrollArea.Autosize mah="min(420px, 60vh)" type="auto" offsetScrollbars="y">
          <ItemList items={items} onMark={(item, state) => void mark([item.id], state)} onOpen={onClose} />
        </ScrollArea.Autosize>
      )}
    </>
  );
}
