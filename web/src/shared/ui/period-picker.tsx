import { ActionIcon, Group, NativeSelect } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { formatPeriod, parsePeriod, periodOf, periodText, stepPeriod, type PeriodKind } from "~/shared/format/period";
import { useLanguage } from "~/shared/i18n/use-language";
import { Icon } from "./icon";

interface Props {
  label: string;
  /** "2013", "2013-Q3" or "2013-07". */
  value: string;
  onChange(period: string): void;
  /** Today, "2013-07-31": the last period to choose from holds it. */
  today: string;
  /** The first year to choose from; five years back unless told. */
  firstYear?: number;
  kinds?: readonly PeriodKind[];
}

const allKinds = ["year", "quarter", "month"] as const;

/** Chooses a year, quarter or month, with steps to the one before and after. */
export function PeriodPicker({ label, value, onChange, today, firstYear, kinds = allKinds }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const period = parsePeriod(value) ?? periodOf(today, kinds[0] ?? "month");
  const last = periodOf(today, period.kind);
  const first = Math.min(firstYear ?? last.year - 5, period.year);
  const options: string[] = [];
  for (let one = last; one.year >= first; one = stepPeriod(one, -1)) options.push(periodText(one));
  if (!options.includes(value)) options.unshift(periodText(period));

  /** The other kind's period that holds the end of this one, but no later than today. */
  const changeKind = (kind: PeriodKind) => {
    const months = 12 / { year: 1, quarter: 4, month: 12 }[period.kind];
    const end = `${period.year}-${String(period.part * months).padStart(2, "0")}-01`;
    onChange(periodText(periodOf(end < today ? end : today, kind)));
  };
  const index = options.indexOf(periodText(period));
  return (
    <Group gap={4} wrap="nowrap" role="group" aria-label={label}>
      {kinds.length > 1 && (
        <NativeSelect
          aria-label={t("period.kind")}
          value={period.kind}
          data={kinds.map((kind) => ({ value: kind, label: t(`period.kind.${kind}`) }))}
          onChange={(event) => changeKind(event.currentTarget.value as PeriodKind)}
        />
      )}
      <ActionIcon variant="default" size={36} aria-label={t("period.previous")} disabled={index >= options.length - 1} onClick={() => onChange(periodText(stepPeriod(period, -1)))}>
        <Icon name="chevronLeft" />
      </ActionIcon>
      <NativeSelect
        aria-label={label}
        value={periodText(period)}
        data={options.map((option) => ({ value: option, label: formatPeriod(option, language) }))}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <ActionIcon variant="default" size={36} aria-label={t("period.next")} disabled={index <= 0} onClick={() => onChange(periodText(stepPeriod(period, 1)))}>
        <Icon name="chevronRight" />
      </ActionIcon>
    </Group>
  );
}
