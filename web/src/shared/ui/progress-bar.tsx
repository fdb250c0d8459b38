import { Group, Progress, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { formatDuration, formatInteger } from "~/shared/format/format";
import { useLanguage } from "~/shared/i18n/use-language";

interface Props {
  label: string;
  done: number;
  /** Null while it is not known yet. */
  total: number | null;
  /** Rows a second; left out while it is not known. */
  rate?: number | undefined;
}

/** How far a long task is: rows done of rows total, rate and time left. */
export function ProgressBar({ label, done, total, rate }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const share = total ? Math.min(100, (done / total) * 100) : 0;
  const left = total && rate && rate > 0 && done < total ? (total - done) / rate : undefined;
  const rows = total === null ? t("progress.rows", { done: formatInteger(done, language) }) : t("progress.rowsOf", { done: formatInteger(done, language), total: formatInteger(total, language) });
  return (
    <Stack gap={6}>
      <Progress.Root size="lg" radius="sm">
        <Progress.Section value={total === null ? 100 : share} animated striped={total === null} aria-label={label} aria-valuetext={rows} />
      </Progress.Root>
      <Group justify="space-between" gap="xs">
        <Text size="sm" style={{ fontVariantNumeric: "tabular-nums" }}>
          {rows}
        </Text>
        <Text size="sm" c="dimmed" style={{ fontVariantNumeric: "tabular-nums" }}>
          {rate !== undefined && rate > 0 && t("progress.rate", { rate: formatInteger(rate, language) })}
          {left !== undefined && ` · ${t("progress.left", { time: formatDuration(left, language) })}`}
        </Text>
      </Group>
    </Stack>
  );
}
