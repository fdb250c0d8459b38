import { ActionIcon, Group, NativeSelect } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Icon } from "./icon";

interface Props {
  year: number;
  /** The latest year that can be chosen, and how many years back from it. */
  last: number;
  count: number;
  onChange(year: number): void;
}

/** Steps from year to year, or to one of a list. */
export function YearPicker({ year, last, count, onChange }: Props) {
  const { t } = useTranslation();
  const years = Array.from({ length: count }, (_, index) => last - index);
  const shown = years.includes(year) ? years : [...years, year];
  return (
    <Group gap={4} wrap="nowrap" role="group" aria-label={t("year")}>
      <ActionIcon variant="default" size={36} aria-label={t("year.before")} disabled={!shown.includes(year - 1)} onClick={() => onChange(year - 1)}>
        <Icon name="chevronLeft" />
      </ActionIcon>
      <NativeSelect aria-label={t("year")} value={String(year)} data={shown.map(String)} onChange={(event) => onChange(Number(event.currentTarget.value))} />
      <ActionIcon variant="default" size={36} aria-label={t("year.after")} disabled={!shown.includes(year + 1)} onClick={() => onChange(year + 1)}>
        <Icon name="chevronRight" />
      </ActionIcon>
    </Group>
  );
}
