import { Button, Stack, Title } from "@mantine/core";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { graphql } from "~/shared/graphql/gql";
import { Icon } from "~/shared/ui/icon";
import { Panel } from "~/shared/ui/panel";
import type { ListSearch } from "~/shared/routing/search";
import type { ListNavigation } from "~/shared/routing/use-list-navigation";
import type { Account } from "../account";
import { lookFragment, shareFragment } from "../share";
import { LookTable } from "./look-table";
import { RevokeDialog } from "./revoke-dialog";
import { ShareTable } from "./share-table";

const ShareDialog = lazy(() => import("./share-dialog").then((module) => ({ default: module.ShareDialog })));

const sharesQuery = graphql(
  `
    query AccountShares($id: ID!) {
      shares(filter: { accountId: $id }, first: 50) { edges { node { ...ShareRow } } }
      contactViews(filter: { accountId: $id }, first: 50) { edges { node { ...Look } } }
    }
  `,
  [shareFragment, lookFragment],
);

/** Who sees the customer besides its owner, until when, and who looked. */
export function SharePanel({ account, search, go }: { account: Account; search: ListSearch; go: ListNavigation }) {
  const { t } = useTranslation("accounts");
  const [{ data, error, fetching }, again] = useQuery({ query: sharesQuery, variables: { id: account.id }, requestPolicy: "cache-and-network" });
  const shares = data?.shares.edges.map((edge) => edge.node);
  const looks = data?.contactViews.edges.map((edge) => edge.node);
  const revoking = shares?.find((one) => one.id === search.id && one.canRevoke);
  const close = () => go.dialog(undefined);
  return (
    <Panel
      title={t("share.title")}
      description={t(account.isOwn ? "share.hint" : "share.hintReceived")}
      actions={
        account.canShare && (
          <Button size="xs" leftSection={<Icon name="external" size={14} />} onClick={() => go.dialog("share")}>
            {t("share.open")}
          </Button>
        )
      }
    >
      <Stack gap="md">
        <ShareTable
          label={t("share.title")}
          named={false}
          rows={shares}
          fetching={fetching}
          error={error}
          onRetry={() => again({ requestPolicy: "network-only" })}
          empty={{ icon: "people", title: t("share.none"), hint: t("share.noneHint") }}
          onRevoke={(share) => go.dialog("revoke", share.id)}
        />
        {looks && looks.length > 0 && (
          <div>
            <Title order={3} size="h5" mb="xs">
              {t("looks.title")}
            </Title>
            <LookTable label={t("looks.title")} named={false} rows={looks} empty={{ title: t("looks.none"), hint: t("looks.noneHint") }} />
          </div>
        )}
      </Stack>
      {search.dialog === "share" && account.canShare && (
        <Suspense>
          <ShareDialog account={account} onClose={close} />
        </Suspense>
      )}
      {search.dialog === "revoke" && revoking && <RevokeDialog share={revoking} onClose={close} />}
    </Panel>
  );
}
