import { Button, Checkbox, Group, Skeleton, Stack } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { faultFrom } from "~/shared/fault/fault";
import { FaultAlert } from "~/shared/fault/fault-alert";
import { graphql } from "~/shared/graphql/gql";
import { useEvents, useUnread } from "~/shared/live/events";
import { pageVariables } from "~/shared/routing/search";
import { useListNavigation } from "~/shared/routing/use-list-navigation";
import { EmptyState } from "~/shared/ui/empty-state";
import { ButtonLink } from "~/shared/ui/link";
import { PageHeader } from "~/shared/ui/page-header";
import { TablePager } from "~/shared/ui/table-pager";
import { ItemList } from "../components/item-list";
import { itemFragment } from "../inbox";
import { useMarkRead } from "../use-mark-read";

const itemsQuery = graphql(
  `
    query InboxItems($filter: InboxFilter, $first: Int, $after: String, $last: Int, $before: String) {
      inboxItems(filter: $filter, first: $first, after: $after, last: $last, before: $before) {
        edges { node { ...InboxRow } }
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
        totalCount
      }
    }
  `,
  [itemFragment],
);

const route = getRouteApi("/shell/inbox");

/** All that one was told of, latest first. */
export function InboxPage() {
  const { t } = useTranslation(["inbox", "common"]);
  const search = route.useSearch();
  const go = useListNavigation();
  const unread = useUnread();
  const { marking, mark } = useMarkRead();
  const [{ data, error, fetching }, again] = useQuery({
    query: itemsQuery,
    variables: { filter: search.unread ? { unread: true } : null, ...pageVariables(search) },
    requestPolicy: "cache-and-network",
  });
  const read = () => again({ requestPolicy: "network-only" });
  useEvents(["INBOX"], read);
  const page = data?.inboxItems;
  const items = page?.edges.map((edge) => edge.node);
  return (
    <>
      <PageHeader
        title={t("inbox:title")}
        subtitle={unread > 0 ? t("common:inbox.unread", { count: unread }) : t("inbox:nothingUnread")}
        actions={
          <>
            <ButtonLink to="/profile" variant="default">
              {t("inbox:mail")}
            </ButtonLink>
            <Button variant="default" disabled={unread === 0} loading={marking} onClick={() => void mark(null)}>
              {t("inbox:markAll")}
            </Button>
          </>
        }
      />
      <Group mb="md">
        <Checkbox label={t("inbox:onlyUnread")} checked={search.unread ?? false} onChange={(event) => go.filter({ unread: event.currentTarget.checked || undefined })} />
      </Group>
      {error && <FaultAlert fault={faultFrom(error)} retrying={fetching} onRetry={read} />}
      {!items && !error && <Skeleton height={360} radius="lg" />}
      {items?.length === 0 && <EmptyState icon="bell" title={t(search.unread ? "inbox:noneUnread" : "inbox:none")} hint={t("inbox:noneHint")} />}
      {page && items && items.length > 0 && (
        <Stack gap="md">
          <ItemList items={items} onMark={(item, state) => void mark([item.id], state)} />
          <TablePager pageInfo={page.pageInfo} totalCount={page.totalCount} shown={items.length} busy={fetching} onPage={go.page} />
        </Stack>
      )}
    </>
  );
}
