import { Badge, Button, Group, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { formatDate, formatMoney } from "~/shared/format/format";
import { useMetricName } from "~/shared/format/metric";
import { DateTimeText } from "~/shared/format/text";
import { useLanguage } from "~/shared/i18n/use-language";
import { TextLink } from "~/shared/ui/link";
import { Panel } from "~/shared/ui/panel";
import { stateColors, type Contest } from "../contest";
import classes from "./entries.module.css";

interface Props {
  contests: readonly Contest[];
  distributorId: string;
  onAnswer(id: string): void;
  onWithdraw(id: string): void;
}

/** What was contested on the card, and what became of it. */
export function ContestList({ contests, distributorId, onAnswer, onWithdraw }: Props) {
  const { t } = useTranslation("scorecards");
  const language = useLanguage();
  const metricName = useMetricName();
  const lineOf = ({ invoiceNumber, saleDate, baseAmount }: NonNullable<Contest["saleLine"]>) => t("contest.line", { invoice: invoiceNumber, date: formatDate(saleDate, language), amount: formatMoney(baseAmount, language) });
  return (
    <Panel title={t("contests.title")}>
      <ul className={classes["entries"]}>
        {contests.map((contest) => (
          <li key={contest.id} data-contest={contest.id} data-state={contest.state}>
            <Group gap="xs">
              <Text fw={600}>{metricName(contest.metric)}</Text>
              <Badge color={stateColors[contest.state]}>{t(`contest.state.${contest.state}`)}</Badge>
              <Text size="sm" c="dimmed" component="span">
                <DateTimeText value={contest.createdAt} />
              </Text>
            </Group>
            {contest.saleLine && (
              <Text size="sm" component="div">
                <TextLink to="/sales" search={{ distributor: distributorId, from: contest.saleLine.saleDate, until: contest.saleLine.saleDate, dialog: "line", id: contest.saleLine.id }} inherit>
                  {lineOf(contest.saleLine)}
                </TextLink>
              </Text>
            )}
            <p className={classes["words"]}>{contest.reason}</p>
            {contest.answer && (
              <div className={classes["answer"]}>
                <Text size="sm" c="dimmed" component="div">
                  {t("contest.answered")} <DateTimeText value={contest.endedAt} />
                </Text>
                <p className={classes["words"]}>{contest.answer}</p>
              </div>
            )}
            {(contest.mayAnswer || contest.mayWithdraw) && (
              <Group gap="xs" mt="xs" data-screen-only>
                {contest.mayAnswer && (
                  <Button size="xs" onClick={() => onAnswer(contest.id)} aria-label={t("contest.answerOne", { name: metricName(contest.metric) })}>
                    {t("contest.answer")}
                  </Button>
                )}
                {contest.mayWithdraw && (
                  <Button size="xs" variant="default" onClick={() => onWithdraw(contest.id)} aria-label={t("contest.withdrawOne", { name: metricName(contest.metric) })}>
                    {t("contest.withdraw")}
                  </Button>
                )}
              </Group>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
