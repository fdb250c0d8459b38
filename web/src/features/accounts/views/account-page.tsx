import { Alert, Badge, Grid, Group, Skeleton, Stack } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { faultFrom } from "~/shared/fault/fault";
import { FaultAlert } from "~/shared/fault/fault-alert";
import { NameText } from "~/shared/format/text";
import { graphql } from "~/shared/graphql/gql";
import { useListNavigation } from "~/shared/routing/use-list-navigation";
import { PersonalData } from "~/shared/privacy/personal-data";
import { useMay, useViewer } from "~/shared/session/viewer";
import { EmptyState } from "~/shared/ui/empty-state";
import { Icon } from "~/shared/ui/icon";
import { ButtonLink, TextLink } from "~/shared/ui/link";
import { PageHeader } from "~/shared/ui/page-header";
import { accountFragment } from "../account";
import { ConsentPanel } from "../components/consent-panel";
import { ContactPanel } from "../components/contact-panel";
import { MergedNotice } from "../components/merged-notice";
import { ProfilePanel } from "../components/profile-panel";
import { PurchasePanel } from "../components/purchase-panel";
import { SharePanel } from "../components/share-panel";
import { TimelinePanel } from "../components/timeline-panel";
import { useAccountName } from "../use-account-name";

const ConsentDialog = lazy(() => import("../components/consent-dialog").then((module) => ({ default: module.ConsentDialog })));

const accountQuery = graphql(
  `
    query Account($id: ID!) {
      account(id: $id) { ...Account }
    }
  `,
  [accountFragment],
);

const route = getRouteApi("/shell/accounts/$accountId");

/** One customer: who it is, how to reach it, what it bought, what was agreed, and who else sees it. */
export function AccountPage() {
  const { t } = useTranslation(["accounts", "common"]);
  const { accountId } = route.useParams();
  const search = route.useSearch();
  const go = useListNavigation();
  const may = useMay();
  const { distributor } = useViewer();
  const name = useAccountName();
  const [{ data, error, fetching }, again] = useQuery({ query: accountQuery, variables: { id: accountId }, requestPolicy: "cache-and-network" });
  const account = data?.account?.id === accountId ? data.account : undefined;
  const back = (
    <TextLink to="/accounts" size="sm">
      {t("accounts:title")}
    </TextLink>
  );
  if (!account) {
    return (
      <>
        <PageHeader title={t("accounts:page.title")} back={back} />
        {error ? (
          <FaultAlert fault={faultFrom(error)} retrying={fetching} onRetry={() => again({ requestPolicy: "network-only" })} />
        ) : fetching ? (
          <Skeleton height={420} radius="lg" />
        ) : (
          <EmptyState icon="people" title={t("accounts:page.notFound")} hint={t("accounts:page.notFoundHint")} />
        )}
      </>
    );
  }
  return (
    <>
      <PageHeader
        title={name(account)}
        back={back}
        subtitle={
          <Group gap={6}>
            {!account.isOwn && (account.distributor ? <NameText value={account.distributor.name} /> : t("accounts:page.ofBrand"))}
            {account.mergedInto && <Badge color="gray">{t("accounts:merged.badge")}</Badge>}
            {account.erasedAt && <Badge color="red">{t("accounts:page.erased")}</Badge>}
          </Group>
        }
        actions={
          <>
            {account.isOwn && !account.isOrganization && !account.erasedAt && <PersonalData whom={{ accountId }} name={name(account)} canErase={account.canErase} dialog={search.dialog} onDialog={go.dialog} />}
            {account.isOwn && !account.erasedAt && !account.mergedInto && distributor && may("registration", "create") && (
              <ButtonLink to="/registrations/new" search={{ account: accountId }} variant="default" leftSection={<Icon name="flag" size={16} />}>
                {t("accounts:register")}
              </ButtonLink>
            )}
            {account.canUpdate && (
              <ButtonLink to="/accounts/$accountId/edit" params={{ accountId }} variant="default" leftSection={<Icon name="edit" size={16} />}>
                {t("accounts:edit.open")}
              </ButtonLink>
            )}
          </>
        }
      />
      <Stack gap="lg">
        {account.mergedInto && <MergedNotice account={account} />}
        {account.erasedAt && (
          <Alert color="gray" icon={<Icon name="info" />}>
            {t("accounts:page.erasedHint")}
          </Alert>
        )}
        <Grid key={account.id} gap="lg">
          <Grid.Col span={{ base: 12, md: 5 }}>
            <Stack gap="lg">
              <ProfilePanel account={account} />
              <ContactPanel account={account} />
              {account.isOwn && <ConsentPanel account={account} onRecord={() => go.dialog("consent")} />}
            </Stack>
          </Grid.Col>
          <Grid.Col span={{ base: 12, md: 7 }}>
            <Stack gap="lg">
              <PurchasePanel accountId={account.id} />
              {account.isOwn && <TimelinePanel accountId={account.id} canAdd={account.canUpdate} />}
            </Stack>
          </Grid.Col>
        </Grid>
        {may("share", "read") && <SharePanel account={account} search={search} go={go} />}
      </Stack>
      {search.dialog === "consent" && account.canUpdate && (
        <Suspense>
          <ConsentDialog accountId={account.id} onClose={() => go.dialog(undefined)} />
        </Suspense>
      )}
    </>
  );
}
