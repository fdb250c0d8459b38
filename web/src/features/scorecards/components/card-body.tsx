import { Alert, List, SimpleGrid, Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { graphql, readFragment, type FragmentOf } from "~/shared/graphql/gql";
import { useMay, useViewer } from "~/shared/session/viewer";
import { Icon } from "~/shared/ui/icon";
import { TextLink } from "~/shared/ui/link";
import { contestFragment } from "../contest";
import { contributions } from "../contribution";
import { reviewFragment } from "../review";
import { useCardText } from "../use-card-text";
import { ContestList } from "./contest-list";
import { Glance, glanceFragment } from "./glance";
import { Lifts, liftsFragment } from "./lifts";
import { MetricPanel, metricFragment } from "./metric-panel";
import { Movement, movementFragment } from "./movement";
import { RestatementNotice, restatementFragment } from "./restatement-notice";
import { Revenue, revenueFragment } from "./revenue";
import { ReviewList } from "./review-list";
import { Verdict, verdictFragment } from "./verdict";
import { VersionList, versionsFragment } from "./version-list";
import classes from "./card-body.module.css";

export const cardBodyFragment = graphql(
  `
    fragment CardBody on Scorecard {
      from
      period
      version
      notes { key params }
      restatement { ...CardRestatement }
      ...Verdict
      ...Revenue
      ...Lifts
      ...Movement
      ...Versions
      metrics { ...Metric ...Glance }
      reviews { ...Review }
      contests { ...Contest }
    }
  `,
  [restatementFragment, verdictFragment, revenueFragment, liftsFragment, movementFragment, versionsFragment, metricFragment, glanceFragment, reviewFragment, contestFragment],
);

interface Props {
  data: FragmentOf<typeof cardBodyFragment>;
  distributorId: string;
  /** A frozen version was asked for: it can be read, not argued with. */
  older: boolean;
  onDialog(name: string, id?: string): void;
}

/** All of a card, from the verdict down to what was said of it. */
export function CardBody({ data, distributorId, older, onDialog }: Props) {
  const { t } = useTranslation("scorecards");
  const text = useCardText();
  const may = useMay();
  const { today, distributor: own } = useViewer();
  const card = readFragment(cardBodyFragment, data);
  const metrics = card.metrics.map((metric) => ({ data: metric, ...readFragment(metricFragment, metric) }));
  const units = new Map(metrics.map(({ key, unit }) => [key, unit]));
  const parts = contributions(metrics);
  const onContest = !older && own?.id === distributorId && may("contest", "create") ? (key: string) => onDialog("contest", key) : undefined;
  const onReview = !older && card.version === 0 && card.from <= today && may("review", "write") ? () => onDialog("review") : undefined;
  return (
    <Stack gap="lg">
      {older && (
        <Alert color="blue" icon={<Icon name="info" />} title={t("versions.old", { version: card.version })}>
          <TextLink to="/scorecards/$distributorId" params={{ distributorId }} search={{ period: card.period }} size="sm">
            {t("versions.newest")}
          </TextLink>
        </Alert>
      )}
      {card.restatement && !older && <RestatementNotice data={card.restatement} units={units} />}
      {card.notes.length > 0 && (
        <Alert color="blue" icon={<Icon name="info" />} title={t("notes.title")} data-notes>
          <List size="sm">
            {card.notes.map((note) => (
              <List.Item key={note.key}>{text(note)}</List.Item>
            ))}
          </List>
        </Alert>
      )}
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg" className={classes["top"]}>
        <Verdict data={card} />
        <Stack gap="lg">
          <Revenue data={card} distributorId={distributorId} />
          <Lifts data={card} />
        </Stack>
      </SimpleGrid>
      <Glance metrics={card.metrics} />
      <Movement data={card} />
      {card.contests.length > 0 && <ContestList contests={card.contests} distributorId={distributorId} onAnswer={(id) => onDialog("answer", id)} onWithdraw={(id) => onDialog("withdraw", id)} />}
      {metrics.map((metric) => (
        <MetricPanel key={metric.key} data={metric.data} distributorId={distributorId} period={card.period} part={parts.get(metric.key)} onContest={onContest} />
      ))}
      {(card.reviews.length > 0 || onReview) && <ReviewList reviews={card.reviews} onReview={onReview} />}
      <VersionList data={card} distributorId={distributorId} period={card.period} units={units} restatable={!older && card.version > 0 && !card.restatement && may("period", "restate")} />
    </Stack>
  );
}
