import { Badge, Group, Paper, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { formatDate, formatDateTime, formatDecimal, formatInteger } from "~/shared/format/format";
import { graphql, readFragment, type FragmentOf } from "~/shared/graphql/gql";
import { useLanguage } from "~/shared/i18n/use-language";
import { GradeMark } from "~/shared/ui/grade-mark";
import { Deductions, deductionsFragment } from "./deductions";
import classes from "./verdict.module.css";

export const verdictFragment = graphql(
  `
    fragment Verdict on Scorecard {
      until
      provisional
      composite
      grade
      version
      frozenAt
      band
      standing { rank of asOf }
      programme { version name from gradeA gradeB gradeC }
      ...Deductions
    }
  `,
  [deductionsFragment],
);

/** The card's verdict: composite and grade, what was taken off, its place among others, and whether it can still move. */
export function Verdict({ data }: { data: FragmentOf<typeof verdictFragment> }) {
  const { t } = useTranslation(["scorecards", "common"]);
  const language = useLanguage();
  const card = readFragment(verdictFragment, data);
  const { until, provisional, composite, grade, programme, standing, band } = card;
  const short = (value: string) => formatDecimal(value, language);
  const named = { version: programme.version, name: programme.name || t("scorecards:head.unnamed") };
  return (
    <Paper p={{ base: "md", sm: "lg" }} bg="var(--portal-surface)">
      <Group gap="lg" wrap="nowrap" align="flex-start">
        <GradeMark grade={grade} size={72} />
        <Stack gap={2} miw={0}>
          <Group gap="xs">
            <span className={classes["value"]} data-composite={composite ?? ""}>
              {composite === null ? t("scorecards:head.none") : t("scorecards:head.composite", { score: formatDecimal(composite, language, { digits: 1 }) })}
            </span>
            {provisional && <Badge color="yellow">{t("scorecards:provisional")}</Badge>}
            {card.frozenAt && <Badge color="blue">{t("scorecards:frozen", { version: card.version })}</Badge>}
            {band && <Badge color={band === "TOP" || band === "UPPER" ? "jade" : "gray"}>{t(`common:band.${band}`)}</Badge>}
          </Group>
          {standing && (
            <Text size="sm" fw={600}>
              {t("scorecards:head.rank", { rank: formatInteger(standing.rank, language), of: formatInteger(standing.of, language) })}{" "}
              <Text component="span" inherit fw={400} c="dimmed">
                · {t("scorecards:head.asOf", { at: formatDateTime(standing.asOf, language) })}
              </Text>
            </Text>
          )}
          <Text size="sm" c="dimmed">
            {composite === null ? t("scorecards:head.noneHint") : t("scorecards:head.grades", { a: short(programme.gradeA), b: short(programme.gradeB), c: short(programme.gradeC) })}
          </Text>
          <Text size="sm" c="dimmed">
            {programme.from < "1970" ? t("scorecards:head.programmeFirst", named) : t("scorecards:head.programme", { ...named, from: formatDate(programme.from, language) })}
          </Text>
        </Stack>
      </Group>
      <Deductions data={card} composite={composite} />
      {provisional && (
        <Text size="sm" mt="sm">
          {t("scorecards:head.provisional", { until: formatDate(until, language) })}
        </Text>
      )}
      {card.frozenAt && (
        <Text size="sm" mt="sm" c="dimmed">
          {t("scorecards:head.frozen", { at: formatDateTime(card.frozenAt, language) })}
        </Text>
      )}
    </Paper>
  );
}
