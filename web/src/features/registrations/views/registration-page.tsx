import { Alert, Grid, Group, Skeleton, Stack, Text } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { faultFrom } from "~/shared/fault/fault";
import { FaultAlert } from "~/shared/fault/fault-alert";
import { DueText } from "~/shared/format/due-text";
import { graphql } from "~/shared/graphql/gql";
import { useEvents } from "~/shared/live/events";
import { useListNavigation } from "~/shared/routing/use-list-navigation";
import { useMay, useViewer } from "~/shared/session/viewer";
import { EmptyState } from "~/shared/ui/empty-state";
import { Icon } from "~/shared/ui/icon";
import { TextLink } from "~/shared/ui/link";
import { PageHeader } from "~/shared/ui/page-header";
import { Panel } from "~/shared/ui/panel";
import { ActivityPanel } from "../components/activity-panel";
import { ClaimPanel } from "../components/claim-panel";
import { EditPanel } from "../components/edit-panel";
import { HistoryPanel } from "../components/history-panel";
import { RegistrationActions } from "../components/registration-actions";
import { RegistrationDialogs } from "../components/registration-dialogs";
import { RivalsPanel } from "../components/rivals-panel";
import { StateBadge } from "../components/state-badge";
import { StateSteps } from "../components/state-steps";
import { UsageText } from "../components/usage-text";
import { isWaiting, registrationFragment, rivalFragment, type Registration } from "../registration";
import { useCustomerName } from "../use-customer-name";

const registrationQuery = graphql(
  `
    query Registration($id: ID!, $brand: Boolean!) {
      registration(id: $id) {
        ...Registration
        rivals @include(if: $brand) { ...Rival }
      }
    }
  `,
  [registrationFragment, rivalFragment],
);

const route = getRouteApi("/shell/registrations/$registrationId");

/** One registration: where it stands, what it claims and proves, and for the brand who else claims the same. */
export function RegistrationPage() {
  const { t } = useTranslation(["registrations", "common"]);
  const { registrationId } = route.useParams();
  const search = route.useSearch();
  const go = useListNavigation();
  const may = useMay();
  const brand = useViewer().distributor === null;
  const customerName = useCustomerName();
  const [{ data, error, fetching }, again] = useQuery({ query: registrationQuery, variables: { id: registrationId, brand }, requestPolicy: "cache-and-network" });
  const read = () => again({ requestPolicy: "network-only" });
  // Of another registration's change the brand sees something here, too: its place among the claims.
  useEvents(["REGISTRATION"], read);
  const registration = data?.registration?.id === registrationId ? data?.registration : undefined;
  const rivals = registration?.rivals ?? [];
  const back = (
    <TextLink to="/registrations" size="sm">
      {t("common:nav.registrations")}
    </TextLink>
  );
  if (!registration) {
    return (
      <>
        <PageHeader title={t("registrations:page")} back={back} />
        {error ? (
          <FaultAlert fault={faultFrom(error)} retrying={fetching} onRetry={read} />
        ) : fetching ? (
          <Skeleton height={420} radius="lg" />
        ) : (
          <EmptyState icon="flag" title={t("registrations:notFound")} hint={t("registrations:notFoundHint")} />
        )}
      </>
    );
  }
  const { state, dueAt, conflict } = registration;
  return (
    <>
      <PageHeader
        title={customerName(registration)}
        back={back}
        subtitle={
          <Group gap="sm">
            <StateBadge state={state} />
            {brand && isWaiting(state) && <DueText value={dueAt} />}
            {conflict && (
              <TextLink to="/conflicts/$conflictId" params={{ conflictId: conflict.id }} size="sm">
                {t("registrations:inConflict")}
              </TextLink>
            )}
          </Group>
        }
        actions={<RegistrationActions registration={registration} brand={brand} onDialog={(dialog) => go.dialog(dialog, registration.id)} />}
      />
      <StateSteps registration={registration} />
      <Stack gap="lg">
        <StateNotice registration={registration} brand={brand} />
        {registration.canUpdate && <EditPanel key={`${registration.id} ${state}`} registration={registration} />}
        {brand && rivals.length > 1 && <RivalsPanel rivals={rivals} registrationId={registration.id} decides={may("registration", "decide")} onAct={go.dialog} />}
        <Grid gap="lg">
          <Grid.Col span={{ base: 12, md: 6 }}>
            <Stack gap="lg">
              <ClaimPanel registration={registration} brand={brand} />
              {brand && rivals.length <= 1 && (
                <Panel title={t("registrations:use.title")} description={state === "DRAFT" ? undefined : t("registrations:rivals.none")}>
                  <UsageText distributorId={registration.distributor.id} />
                </Panel>
              )}
            </Stack>
          </Grid.Col>
          <Grid.Col span={{ base: 12, md: 6 }}>
            <Stack gap="lg">
              <ActivityPanel registration={registration} onAdd={() => go.dialog("activity", registration.id)} />
              <HistoryPanel history={registration.history} />
            </Stack>
          </Grid.Col>
        </Grid>
      </Stack>
      <RegistrationDialogs registration={registration} rivals={rivals} brand={brand} dialog={search.dialog} about={search.id} onClose={() => go.dialog(undefined)} />
    </>
  );
}

/** What there is to know about the state: received, why not approved, what was said. */
function StateNotice({ registration, brand }: { registration: Registration; brand: boolean }) {
  const { t } = useTranslation("registrations");
  const { state, reason, reasonText } = registration;
  const said = reasonText && (
    <Text size="sm" mt={4} style={{ whiteSpace: "pre-wrap" }}>
      {t("quoted", { text: reasonText })}
    </Text>
  );
  if (state === "REJECTED")
    return (
      <Alert color="red" icon={<Icon name="close" />} title={reason ? t(`reason.${reason}`) : t("state.REJECTED")}>
        {said}
      </Alert>
    );
  if (state === "RELEASED" && said)
    return (
      <Alert color="gray" icon={<Icon name="info" />} title={t("state.RELEASED")}>
        {said}
      </Alert>
    );
  if (!brand && isWaiting(state))
    return (
      <Alert color="blue" icon={<Icon name="clock" />} title={t("received")}>
        {t("receivedHint")}
      </Alert>
    );
  if (brand && state === "ACTION_REQUIRED" && registration.requestText)
    return (
      <Alert color="yellow" icon={<Icon name="edit" />} title={t("edit.waits")}>
        {t("quoted", { text: registration.requestText })}
      </Alert>
    );
  return null;
}
