import { Button, Group, SegmentedControl, Skeleton, Switch } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { faultFrom } from "~/shared/fault/fault";
import { FaultAlert } from "~/shared/fault/fault-alert";
import { periodOf, periodText, stepPeriod } from "~/shared/format/period";
import { graphql } from "~/shared/graphql/gql";
import { useLocalName } from "~/shared/i18n/use-language";
import { useEvents } from "~/shared/live/events";
import { useListNavigation } from "~/shared/routing/use-list-navigation";
import { useViewer } from "~/shared/session/viewer";
import { EmptyState } from "~/shared/ui/empty-state";
import { Icon } from "~/shared/ui/icon";
import { ButtonLink, TextLink } from "~/shared/ui/link";
import { PageHeader } from "~/shared/ui/page-header";
import { PeriodPicker } from "~/shared/ui/period-picker";
import { CompareTable } from "../components/compare-table";
import { ordered, worstFirst, type Order } from "../compare";
import { compareRowFragment, type CompareRow } from "../compare-row";
import { packUrl } from "../pack";
import classes from "./compare-page.module.css";

const compareQuery = graphql(
  `
    query CompareScorecards($period: Period!, $distributors: [ID!]) {
      scorecards(period: $period, filter: { distributors: $distributors }, first: 40) {
        edges { node { ...CompareRow } }
      }
    }
  `,
  [compareRowFragment],
);

const route = getRouteApi("/shell/scorecards/compare");

/** The chosen distributors against all metrics; what fell most stands first, both ways. */
export function ComparePage() {
  const { t } = useTranslation(["scorecards", "common"]);
  const localName = useLocalName();
  const search = route.useSearch();
  const go = useListNavigation();
  const { today } = useViewer();
  const period = search.period ?? periodText(stepPeriod(periodOf(today, "month"), -1));
  const pick = search.pick ?? [];
  const [{ data, fetching, error }, again] = useQuery({ query: compareQuery, variables: { period, distributors: pick }, pause: pick.length === 0, requestPolicy: "cache-and-network" });
  useEvents(["SCORECARD"], (events) => {
    if (pick.length > 0 && events.some(({ kind, subjectId }) => kind === "RESYNC" || subjectId === null || pick.includes(subjectId))) again({ requestPolicy: "network-only" });
  });
  const cards = data?.scorecards.edges.map((edge) => edge.node) ?? [];
  const keys = worstFirst(cards);
  const order: Order = { by: search.by ?? keys[0] ?? "name", how: search.how ?? "change", direction: search.direction ?? "ASC" };
  const rows = ordered<CompareRow>(cards, order, (card) => localName(card.distributor.name));
  const back = (
    <TextLink to="/scorecards" search={{ period, pick }} size="sm">
      {t("common:nav.scorecards")}
    </TextLink>
  );
  return (
    <div className={classes["page"]}>
      <PageHeader
        title={t("scorecards:compare.title")}
        subtitle={t("scorecards:compare.lead")}
        back={back}
        actions={
          <>
            <PeriodPicker label={t("scorecards:period")} value={period} today={today} onChange={(next) => go.filter({ period: next })} />
            {pick.length > 0 && (
              <Button component="a" href={packUrl(period, pick)} download variant="default" leftSection={<Icon name="download" />}>
                {t("scorecards:take.workbook")}
              </Button>
            )}
          </>
        }
      />
      {pick.length === 0 && (
        <EmptyState
          icon="score"
          title={t("scorecards:compare.none")}
          hint={t("scorecards:compare.noneHint")}
          action={
            <ButtonLink to="/scorecards" search={{ period }} mt="sm">
              {t("scorecards:compare.choose")}
            </ButtonLink>
          }
        />
      )}
      {error && !data && <FaultAlert fault={faultFrom(error)} retrying={fetching} onRetry={() => again({ requestPolicy: "network-only" })} />}
      {pick.length > 0 && !data && !error && <Skeleton height={420} radius="lg" />}
      {data && pick.length > 0 && rows.length === 0 && <EmptyState icon="score" title={t("scorecards:notFound")} hint={t("scorecards:notFoundHint")} />}
      {rows.length > 0 && (
        <>
          <Group gap="md" mb="sm" data-screen-only>
            <SegmentedControl
              size="xs"
              aria-label={t("scorecards:compare.how")}
              value={order.how}
              onChange={(how) => go.filter({ how })}
              data={[
                { value: "change", label: t("scorecards:compare.byChange") },
                { value: "score", label: t("scorecards:compare.byScore") },
              ]}
            />
            <Switch label={t("scorecards:compare.trends")} checked={!search.plain} onChange={(event) => go.filter({ plain: event.currentTarget.checked ? undefined : true })} />
          </Group>
          <CompareTable
            rows={rows}
            keys={keys}
            period={period}
            order={order}
            trends={!search.plain}
            busy={fetching}
            onSort={(by) => go.filter({ by, direction: order.by === by && order.direction === "ASC" ? "DESC" : "ASC" })}
            onDrop={(id) => go.filter({ pick: pick.filter((one) => one !== id) })}
          />
        </>
      )}
    </div>
  );
}
