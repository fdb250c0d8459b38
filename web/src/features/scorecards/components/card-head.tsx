import { Badge, Group, Paper, SimpleGrid, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { TargetBar } from "~/shared/figure/target-bar";
import { formatDate, formatDecimal, formatPercent } from "~/shared/format/format";
import { MoneyText } from "~/shared/format/text";
import { graphql, readFragment, type FragmentOf } from "~/shared/graphql/gql";
import { useLanguage } from "~/shared/i18n/use-language";
import { GradeMark } from "~/shared/ui/grade-mark";
import { TextLink } from "~/shared/ui/link";
import classes from "./metric-panel.module.css";

export const cardHeadFragment = graphql(`
  fragment CardHead on Scorecard {
    from
    until
    provisional
    composite
    grade
    revenue { amount currency }
    target { amount currency }
    programme { version from gradeA gradeB gradeC }
  }
`);

/** The card's verdict: composite and grade, how grades are given, and revenue against target. */
export function CardHead({ data, distributorId }: { data: FragmentOf<typeof cardHeadFragment>; distributorId: string }) {
  const { t } = useTranslation("scorecards");
  const language = useLanguage();
  const { from, until, provisional, composite, grade, revenue, target, programme } = readFragment(cardHeadFragment, data);
  const attained = target && Number(target.amount) > 0 ? (Number(revenue.amount) / Number(target.amount)) * 100 : null;
  const short = (value: string) => formatDecimal(value, language);
  return (
    <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
      <Paper p={{ base: "md", sm: "lg" }} bg="var(--portal-surface)">
        <Group gap="lg" wrap="nowrap">
          <GradeMark grade={grade} size={72} />
          <Stack gap={2} miw={0}>
            <Group gap="xs">
              <span className={classes["value"]}>{composite === null ? t("head.none") : t("head.composite", { score: formatDecimal(composite, language, { digits: 1 }) })}</span>
              {provisional && <Badge color="yellow">{t("provisional")}</Badge>}
            </Group>
            <Text size="sm" c="dimmed">
              {composite === null ? t("head.noneHint") : t("head.grades", { a: short(programme.gradeA), b: short(programme.gradeB), c: short(programme.gradeC) })}
            </Text>
            <Text size="sm" c="dimmed">
              {programme.from < "1970" ? t("head.programmeFirst", { version: programme.version }) : t("head.programme", { version: programme.version, from: formatDate(programme.from, language) })}
            </Text>
          </Stack>
        </Group>
        {provisional && (
          <Text size="sm" mt="sm">
            {t("head.provisional", { until: formatDate(until, language) })}
          </Text>
        )}
      </Paper>
      <Paper p={{ base: "md", sm: "lg" }} bg="var(--portal-surface)">
        <Text size="sm" c="dimmed">
          {t("head.revenue")}
        </Text>
        <div className={classes["value"]}>
          <TextLink to="/sales" search={{ distributor: distributorId, from, until }} inherit c="inherit" underline="always">
            <MoneyText value={revenue} />
          </TextLink>
        </div>
        <Text component="div" size="sm" c="dimmed" mb="sm">
          {target ? (
            <>
              {t("head.target")} <MoneyText value={target} />
              {attained !== null && ` · ${formatPercent(attained, language)}`}
            </>
          ) : (
            t("head.noTarget")
          )}
        </Text>
        {attained !== null && <TargetBar label={t("head.revenue")} percent={attained} text={formatPercent(attained, language)} />}
      </Paper>
    </SimpleGrid>
  );
}
