import { Button, Skeleton, Tabs } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { faultFrom } from "~/shared/fault/fault";
import { FaultAlert } from "~/shared/fault/fault-alert";
import { periodOf, stepPeriod } from "~/shared/format/period";
import { graphql } from "~/shared/graphql/gql";
import { useLocalName } from "~/shared/i18n/use-language";
import { useListNavigation } from "~/shared/routing/use-list-navigation";
import { useMay, useViewer } from "~/shared/session/viewer";
import { EmptyState } from "~/shared/ui/empty-state";
import { Icon } from "~/shared/ui/icon";
import { ButtonLink, TextLink } from "~/shared/ui/link";
import { PageHeader } from "~/shared/ui/page-header";
import { Assignments } from "../components/assignments";
import { EditDialog } from "../components/edit-dialog";
import { Overview } from "../components/overview";
import { RecentReports } from "../components/recent-reports";
import { RecentSales } from "../components/recent-sales";
import { StatusBadge } from "../components/status-badge";
import { Targets } from "../components/targets";
import { factsFragment, type DistributorFacts } from "../facts";
import { distributorTabs, type DistributorSearch } from "../search";

const distributorQuery = graphql(
  `
    query Distributor($id: ID!) {
      distributor(id: $id) { ...DistributorFacts }
    }
  `,
  [factsFragment],
);

const route = getRouteApi("/shell/distributors/$distributorId");

/** One distributor: the year, its sales, reports, territory and targets. */
export function DistributorPage() {
  const { t } = useTranslation(["distributors", "common"]);
  const localName = useLocalName();
  const { distributorId } = route.useParams();
  const search = route.useSearch();
  const go = useListNavigation();
  const may = useMay();
  const { distributor: own } = useViewer();
  const [{ data, error, fetching }, again] = useQuery({ query: distributorQuery, variables: { id: distributorId }, requestPolicy: "cache-and-network" });
  const distributor = data?.distributor;
  const back = !own && (
    <TextLink to="/distributors" size="sm">
      {t("common:nav.distributors")}
    </TextLink>
  );
  if (!distributor) {
    return (
      <>
        <PageHeader title={t("distributors:title")} back={back} />
        {error ? (
          <FaultAlert fault={faultFrom(error)} retrying={fetching} onRetry={() => again({ requestPolicy: "network-only" })} />
        ) : data ? (
          <EmptyState icon="store" title={t("distributors:notFound")} hint={t("distributors:notFoundHint")} />
        ) : (
          <Skeleton height={360} radius="lg" />
        )}
      </>
    );
  }
  return (
    <>
      <PageHeader
        title={localName(distributor.name)}
        back={back}
        subtitle={distributor.code}
        actions={
          <>
            <StatusBadge status={distributor.status} />
            {may("distributor", "update") && (
              <Button variant="default" leftSection={<Icon name="edit" />} onClick={() => go.dialog("edit")}>
                {t("distributors:edit.open")}
              </Button>
            )}
            <ButtonLink to="/scorecards/$distributorId" params={{ distributorId }} leftSection={<Icon name="score" />}>
              {t("distributors:scorecard")}
            </ButtonLink>
          </>
        }
      />
      <Body distributor={distributor} search={search} />
      {search.dialog === "edit" && may("distributor", "update") && <EditDialog distributor={distributor} onClose={() => go.dialog(undefined)} />}
    </>
  );
}

function Body({ distributor, search }: { distributor: DistributorFacts; search: DistributorSearch }) {
  const { t } = useTranslation("distributors");
  const go = useListNavigation();
  const { today } = useViewer();
  const year = search.year ?? String(stepPeriod(periodOf(today, "month"), -1).year);
  return (
    <Tabs value={search.tab ?? "overview"} onChange={(tab) => go.filter({ tab: tab === "overview" ? undefined : (tab ?? undefined), sort: undefined, dialog: undefined, id: undefined })} keepMounted={false}>
      <Tabs.List mb="md">
        {distributorTabs.map((tab) => (
          <Tabs.Tab key={tab} value={tab}>
            {t(`tab.${tab}`)}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value="overview">
        <Overview distributor={distributor} year={year} />
      </Tabs.Panel>
      <Tabs.Panel value="sales">
        <RecentSales distributorId={distributor.id} search={search} />
      </Tabs.Panel>
      <Tabs.Panel value="reports">
        <RecentReports distributorId={distributor.id} />
      </Tabs.Panel>
      <Tabs.Panel value="territory">
        <Assignments distributorId={distributor.id} />
      </Tabs.Panel>
      <Tabs.Panel value="targets">
        <Targets distributorId={distributor.id} year={year} joinedOn={distributor.joinedOn} />
      </Tabs.Panel>
    </Tabs>
  );
}
