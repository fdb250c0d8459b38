import { Box, Skeleton, Stack, Text } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { faultFrom } from "~/shared/fault/fault";
import { FaultAlert } from "~/shared/fault/fault-alert";
import { formatDate } from "~/shared/format/format";
import { formatPeriod, periodOf, periodText, stepPeriod } from "~/shared/format/period";
import { graphql } from "~/shared/graphql/gql";
import { useLanguage, useLocalName } from "~/shared/i18n/use-language";
import { useEvents } from "~/shared/live/events";
import { useListNavigation } from "~/shared/routing/use-list-navigation";
import { useViewer } from "~/shared/session/viewer";
import { EmptyState } from "~/shared/ui/empty-state";
import { TextLink } from "~/shared/ui/link";
import { PageHeader } from "~/shared/ui/page-header";
import { PeriodPicker } from "~/shared/ui/period-picker";
import { CardBody, cardBodyFragment } from "../components/card-body";
import { CardDialogs, cardDialogsFragment } from "../components/card-dialogs";
import { CardMenu } from "../components/card-menu";

const cardQuery = graphql(
  `
    query Scorecard($distributorId: ID!, $period: Period!, $version: Int) {
      scorecard(distributorId: $distributorId, period: $period, version: $version) {
        distributor { id code joinedOn name { default zhHant zhHans } }
        ...CardBody
        ...CardDialogs
      }
    }
  `,
  [cardBodyFragment, cardDialogsFragment],
);

const route = getRouteApi("/shell/scorecards/$distributorId");

/** One distributor's scorecard of a period. It moves by itself while it is open. */
export function ScorecardPage() {
  const { t } = useTranslation(["scorecards", "common"]);
  const language = useLanguage();
  const localName = useLocalName();
  const { distributorId } = route.useParams();
  const search = route.useSearch();
  const go = useListNavigation();
  const { today, distributor: own } = useViewer();
  const period = search.period ?? periodText(stepPeriod(periodOf(today, "month"), -1));
  const [{ data, error, fetching, stale }, again] = useQuery({ query: cardQuery, variables: { distributorId, period, version: search.version ?? null }, requestPolicy: "cache-and-network" });
  useEvents(["SCORECARD"], (events) => {
    if (events.some(({ kind, subjectId }) => kind === "RESYNC" || subjectId === null || subjectId === distributorId)) again({ requestPolicy: "network-only" });
  });
  const card = data?.scorecard;
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
            <span data-screen-only>
              <TextLink to="/distributors/$distributorId" params={{ distributorId }} size="sm">
                {t("scorecards:openDistributor")}
              </TextLink>
            </span>
          )
        }
        actions={
          <>
            <PeriodPicker label={t("scorecards:period")} value={period} today={today} onChange={(next) => go.filter({ period: next, version: undefined })} {...(card && { firstYear: Number(card.distributor.joinedOn.slice(0, 4)) })} />
            {card && <CardMenu distributorId={distributorId} code={card.distributor.code} period={period} version={search.version} />}
          </>
        }
      />
      {card && (
        <Text data-print-only size="sm" mb="md">
          {t("scorecards:printed", { code: card.distributor.code, period: formatPeriod(period, language), day: formatDate(today, language) })}
        </Text>
      )}
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
        <Box aria-busy={stale}>
          <CardBody data={card} distributorId={distributorId} older={search.version !== undefined} onDialog={go.dialog} />
          <CardDialogs data={card} distributor={card.distributor} dialog={search.dialog} id={search.id} line={search.line} onClose={() => go.filter({ dialog: undefined, id: undefined, line: undefined })} />
        </Box>
      )}
    </>
  );
}
