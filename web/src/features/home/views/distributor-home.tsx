import { SimpleGrid, Skeleton, Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { faultFrom } from "~/shared/fault/fault";
import { FaultAlert } from "~/shared/fault/fault-alert";
import { periodOf, periodText, stepPeriod } from "~/shared/format/period";
import { graphql } from "~/shared/graphql/gql";
import { useLocalName } from "~/shared/i18n/use-language";
import { useEvents } from "~/shared/live/events";
import { useMay, useViewer, type Viewer } from "~/shared/session/viewer";
import { Icon } from "~/shared/ui/icon";
import { ButtonLink } from "~/shared/ui/link";
import { PageHeader } from "~/shared/ui/page-header";
import { LastReports, lastReportFragment } from "../components/last-reports";
import { RegistrationsEnding } from "../components/registrations-ending";
import { ScorecardSummary, scorecardSummaryFragment } from "../components/scorecard-summary";
import { taskCaseFragment, Tasks, taskLeadFragment, taskReportFragment } from "../components/tasks";

const homeQuery = graphql(
  `
    query DistributorHome($distributorId: ID!, $period: Period!, $leads: Boolean!, $cases: Boolean!) {
      scorecard(distributorId: $distributorId, period: $period) { ...ScorecardSummary }
      portfolioOverview(period: $period) { missingReportCount }
      last: salesReports(first: 5) { edges { node { ...LastReport } } }
      waiting: salesReports(first: 3, filter: { states: [AWAITING_CONFIRMATION] }) { edges { node { ...TaskReport } } }
      rejects: salesReports(first: 3, filter: { states: [ACCEPTED_WITH_REJECTS] }) { edges { node { ...TaskReport } } }
      leads: leadOffers(first: 3, open: true) @include(if: $leads) { edges { node { ...TaskLead } } }
      cases: conflicts(first: 20, filter: { mine: true, states: [AWAITING_RESPONSE, PROPOSED] }) @include(if: $cases) { edges { node { ...TaskCase } } }
    }
  `,
  [scorecardSummaryFragment, lastReportFragment, taskReportFragment, taskLeadFragment, taskCaseFragment],
);

/** A distributor's start: what is asked of me, how I stand, what I sent last. */
export function DistributorHome({ distributor }: { distributor: NonNullable<Viewer["distributor"]> }) {
  const { t } = useTranslation("home");
  const { today, user, nextReportDueOn } = useViewer();
  const may = useMay();
  const localName = useLocalName();
  const period = periodText(stepPeriod(periodOf(today, "month"), -1));
  const [{ data, error, fetching }, again] = useQuery({ query: homeQuery, variables: { distributorId: distributor.id, period, leads: may("lead", "read"), cases: may("conflict", "read") }, requestPolicy: "cache-and-network" });
  useEvents(["CONFLICT"], () => again({ requestPolicy: "network-only" }));
  const nodes = <T,>(connection: { edges: readonly { node: T }[] }) => connection.edges.map((edge) => edge.node);
  return (
    <>
      <PageHeader
        title={t("hello", { name: user.name })}
        subtitle={localName(distributor.name)}
        actions={
          may("salesReport", "create") && (
            <ButtonLink to="/reports/new" size="md" leftSection={<Icon name="upload" />}>
              {t("report")}
            </ButtonLink>
          )
        }
      />
      {error && !data && <FaultAlert fault={faultFrom(error)} retrying={fetching} onRetry={() => again({ requestPolicy: "network-only" })} />}
      {!data && !error && <Skeleton height={420} radius="lg" />}
      {data && (
        <Stack gap="lg">
          <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
            <Tasks waiting={nodes(data.waiting)} rejects={nodes(data.rejects)} leads={data.leads ? nodes(data.leads) : []} cases={data.cases ? nodes(data.cases) : []} overdue={data.portfolioOverview.missingReportCount > 0} period={period} nextDueOn={nextReportDueOn} />
            <ScorecardSummary data={data.scorecard} distributorId={distributor.id} period={period} />
          </SimpleGrid>
          {may("registration", "read") && <RegistrationsEnding />}
          <LastReports reports={nodes(data.last)} />
        </Stack>
      )}
    </>
  );
}
