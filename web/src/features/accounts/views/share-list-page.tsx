import { Checkbox, Group, SegmentedControl, Text } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { graphql } from "~/shared/graphql/gql";
import { pageVariables } from "~/shared/routing/search";
import { useListNavigation } from "~/shared/routing/use-list-navigation";
import { AccountsHeader } from "../components/accounts-header";
import { LookTable } from "../components/look-table";
import { RevokeDialog } from "../components/revoke-dialog";
import { ShareTable } from "../components/share-table";
import { shareViews, type ShareListSearch } from "../search";
import { lookFragment, shareFragment } from "../share";

const sharesQuery = graphql(
  `
    query Shares($filter: ShareFilter, $first: Int, $after: String, $last: Int, $before: String) {
      shares(filter: $filter, first: $first, after: $after, last: $last, before: $before) {
        edges { node { ...ShareRow } }
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
        totalCount
      }
    }
  `,
  [shareFragment],
);

const looksQuery = graphql(
  `
    query Looks($first: Int, $after: String, $last: Int, $before: String) {
      contactViews(first: $first, after: $after, last: $last, before: $before) {
        edges { node { ...Look } }
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
        totalCount
      }
    }
  `,
  [lookFragment],
);

const route = getRouteApi("/shell/accounts/shares");

/** What was shared with the brand and by it, until when, and who looked. */
export function ShareListPage() {
  const { t } = useTranslation("accounts");
  const search = route.useSearch();
  const go = useListNavigation();
  const view = search.view ?? "given";
  return (
    <>
      <AccountsHeader title={t("shares.title")} lead={t(`shares.lead.${view}`)} />
      <Group mb="md" gap="md">
        <SegmentedControl aria-label={t("shares.view")} value={view} data={shareViews.map((value) => ({ value, label: t(`shares.view.${value}`) }))} onChange={(next) => go.filter({ view: next === "given" ? undefined : next })} />
        {view !== "looks" && <Checkbox label={t("shares.withPast")} checked={search.past ?? false} onChange={(event) => go.filter({ past: event.currentTarget.checked || undefined })} />}
      </Group>
      {view === "looks" ? <Looks search={search} /> : <Shares key={view} given={view === "given"} search={search} />}
    </>
  );
}

function Shares({ given, search }: { given: boolean; search: ShareListSearch }) {
  const { t } = useTranslation("accounts");
  const go = useListNavigation();
  const [{ data, error, fetching }, again] = useQuery({
    query: sharesQuery,
    variables: { filter: { given, open: search.past ? null : true }, ...pageVariables(search) },
    requestPolicy: "cache-and-network",
  });
  const shares = data?.shares.edges.map((edge) => edge.node);
  const revoking = shares?.find((one) => one.id === search.id && one.canRevoke);
  return (
    <>
      <ShareTable
        label={t("shares.title")}
        named
        rows={shares}
        fetching={fetching}
        error={error}
        onRetry={() => again({ requestPolicy: "network-only" })}
        empty={{ icon: "people", title: t(given ? "shares.noneGiven" : "shares.noneReceived"), hint: t(given ? "shares.noneGivenHint" : "shares.noneReceivedHint") }}
        pageInfo={data?.shares.pageInfo}
        totalCount={data?.shares.totalCount}
        onPage={go.page}
        onRevoke={(share) => go.dialog("revoke", share.id)}
      />
      {search.dialog === "revoke" && revoking && <RevokeDialog share={revoking} onClose={() => go.dialog(undefined)} />}
    </>
  );
}

function Looks({ search }: { search: ShareListSearch }) {
  const { t } = useTranslation("accounts");
  const go = useListNavigation();
  const [{ data, error, fetching }, again] = useQuery({ query: looksQuery, variables: pageVariables(search), requestPolicy: "cache-and-network" });
  return (
    <>
      <Text size="sm" c="dimmed" mb="md">
        {t("looks.hint")}
      </Text>
      <LookTable
        label={t("looks.title")}
        named
        rows={data?.contactViews.edges.map((edge) => edge.node)}
        fetching={fetching}
        error={error}
        onRetry={() => again({ requestPolicy: "network-only" })}
        empty={{ icon: "people", title: t("looks.none"), hint: t("looks.noneHint") }}
        pageInfo={data?.contactViews.pageInfo}
        totalCount={data?.contactViews.totalCount}
        onPage={go.page}
      />
    </>
  );
}
