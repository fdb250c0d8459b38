import { Group } from "@mantine/core";
import { TargetBar } from "~/shared/figure/target-bar";
import { formatPercent } from "~/shared/format/format";
import { useLanguage } from "~/shared/i18n/use-language";

/** Revenue against target as a bar with its share beside it. */
export function Attainment({ label, percent }: { label: string; percent: string | null }) {
  const language = useLanguage();
  const text = percent === null ? "" : formatPercent(percent, language, { digits: 1 });
  return (
    <Group gap="xs" wrap="nowrap">
      <TargetBar label={label} percent={percent === null ? null : Number(percent)} text={text} />
      <span aria-hidden="true">{text}</span>
    </Group>
  );
}
