import { Skeleton, Stack } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { faultFrom } from "~/shared/fault/fault";
import { FaultAlert } from "~/shared/fault/fault-alert";
import { periodOf, periodText, stepPeriod } from "~/shared/format/period";
import { graphql, readFragment } from "~/shared/graphql/gql";
import { useLocalName } from "~/shared/i18n/use-language";
import { useListNavigation } from "~/shared/routing/use-list-navigation";
import { useViewer } from "~/shared/session/viewer";
import { EmptyState } from "~/shared/ui/empty-state";
import { TextLink } from "~/shared/ui/link";
import { PageHeader } from "~/shared/ui/page-header";
import { PeriodPicker } from "~/shared/ui/period-picker";
import { CardHead, cardHeadFragment } from "../components/card-head";
import { MetricPanel, metricFragment } from "../components/metric-panel";
import { contributions } from "../contribution";

const cardQuery = graphql(
  `
    query Scorecard($distributorId: ID!, $period: Period!) {
      scorecard(distributorId: $distributorId, period: $period) {
        distributor { id code joinedOn name { default zhHant zhHans } }
        ...CardHead
        metrics { key ...Metric }
      }
    }
  `,
  [cardHeadFragment, metricFragment],
);

const route = getRouteApi("/shell/scorecards/$distributorId");

/** One distributor's scorecard of a period. */
export function ScorecardPage() {
  const { t } = useTranslation(["scorecards", "common"]);
  const localName = useLocalName();
  const { distributorId } = route.useParams();
  const search = route.useSearch();
  const go = useListNavigation();
  const { today, distributor: own } = useViewer();
  const period = search.period ?? periodText(stepPeriod(periodOf(today, "month"), -1));
  const [{ data, error, fetching, stale }, again] = useQuery({ query: cardQuery, variables: { distributorId, period }, requestPolicy: "cache-and-network" });
  const card = data?.scorecard;
  const parts = contributions((card?.metrics ?? []).map((metric) => readFragment(metricFragment, metric)));
  return (
    <>
      <PageHeader
        title={card ? t("scorecards:title", { name: localName(card.distributor.name) }) : t("common:nav.scorecards")}
        back={
          !own && (
            <TextLink to="/scorecards" search={{ period: search.period }} size="sm">
              {t("common:nav.scorecards")}
            </TextLink>
          )
        }
        subtitle={
          card && (
            <TextLink to="/distributors/$distributorId" params={{ distributorId }} size="sm">
              {t("scorecards:openDistributor")}
            </TextLink>
          )
        }
        actions={
          <PeriodPicker label={t("scorecards:period")} value={period} today={today} onChange={(next) => go.filter({ period: next })} {...(card && { firstYear: Number(card.distributor.joinedOn.slice(0, 4)) })} />
        }
      />
      {error && !data && <FaultAlert fault={faultFrom(error)} retrying={fetching} onRetry={() => again({ requestPolicy: "network-only" })} />}
      {!data && !error && (
        <Stack gap="lg">
          <Skeleton height={150} radius="lg" />
          <Skeleton height={300} radius="lg" />
          <Skeleton height={300} radius="lg" />
        </Stack>
      )}
      {data && !card && <EmptyState icon="score" title={t("scorecards:notFound")} hint={t("scorecards:notFoundHint")} />}
      {card && (
        <Stack gap="lg" aria-busy={stale}>
          <CardHead data={card} distributorId={distributorId} />
          {card.metrics.map((metric) => (
            <MetricPanel key={metric.key} data={metric} distributorId={distributorId} part={parts.get(metric.key)} />
          ))}
        </Stack>
      )}
    </>
  );
}
