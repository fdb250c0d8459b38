import { List, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { formatDate, formatDecimal, formatInteger } from "~/shared/format/format";
import { formatPeriod } from "~/shared/format/period";
import { useLanguage } from "~/shared/i18n/use-language";
import { ConfirmDialog } from "~/shared/ui/confirm-dialog";
import type { Outcome } from "../use-simulation";

interface Props {
  name: string;
  /** From which day on. */
  from: string;
  /** Who it is for, in words. */
  audience: string;
  /** What the period that it was tried on would have looked like. */
  outcome: Outcome;
  busy: boolean;
  onConfirm(): void;
  onClose(): void;
}

/** Asks once before a programme is published, with what it would have done to a past period in numbers. */
export function PublishDialog({ name, from, audience, outcome, busy, onConfirm, onClose }: Props) {
  const { t } = useTranslation("programme");
  const language = useLanguage();
  const count = (value: number) => formatInteger(value, language);
  const score = (value: string) => formatDecimal(value, language, { digits: 2 });
  const { grades, mean, simulatedMean, cards, period } = outcome;
  return (
    <ConfirmDialog opened onClose={onClose} title={t("publish.title", { name })} confirmLabel={t("publish.confirm")} onConfirm={onConfirm} busy={busy}>
      <Stack gap="sm">
        <Text size="sm">{t("publish.from", { from: formatDate(from, language), audience })}</Text>
        <Text size="sm">{t("publish.grades", { period: formatPeriod(period, language), count: cards.totalCount, cards: count(cards.totalCount) })}</Text>
        <List size="sm">
          {grades.map((one) => (
            <List.Item key={one.grade ?? "none"} data-grade={one.grade ?? "none"}>
              {t("publish.grade", { grade: one.grade ?? t("noGrade"), now: count(one.now), then: count(one.then) })}
            </List.Item>
          ))}
          {mean !== null && simulatedMean !== null && <List.Item>{t("publish.mean", { now: score(mean), then: score(simulatedMean) })}</List.Item>}
        </List>
        <Text size="sm">{t("publish.stays")}</Text>
      </Stack>
    </ConfirmDialog>
  );
}
