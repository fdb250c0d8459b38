import { Button, Group, Paper, Progress, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { FaultAlert } from "~/shared/fault/fault-alert";
import { formatBytes, formatPercent } from "~/shared/format/format";
import { useLanguage } from "~/shared/i18n/use-language";
import { FileDrop } from "~/shared/ui/file-drop";
import { useSendFile } from "../use-send-file";

interface Props {
  title: string;
  hint: string;
  /** Whose report it is when the viewer is of the brand. */
  distributorId?: string | undefined;
  disabled?: boolean;
}

/** Drop → upload with progress → the report's page. */
export function SendFile({ title, hint, distributorId, disabled = false }: Props) {
  const { t } = useTranslation(["reports", "common"]);
  const language = useLanguage();
  const { sending, send, stop } = useSendFile(distributorId);
  if (sending.kind === "sending") {
    const percent = sending.share * 100;
    return (
      <Paper p="xl" bg="var(--portal-surface)">
        <Stack gap="sm">
          <Group justify="space-between">
            <Text fw={600} style={{ overflowWrap: "anywhere" }}>
              {sending.file.name}
            </Text>
            <Text size="sm" c="dimmed">
              {formatBytes(sending.file.size, language)}
            </Text>
          </Group>
          <Progress.Root size="lg">
            <Progress.Section value={percent} aria-label={t("reports:send.progress")} />
          </Progress.Root>
          <Group justify="space-between">
            <Text size="sm" role="status">
              {percent < 100 ? t("reports:send.sent", { share: formatPercent(Math.floor(percent), language) }) : t("reports:send.opening")}
            </Text>
            <Button size="xs" variant="default" onClick={stop}>
              {t("common:action.cancel")}
            </Button>
          </Group>
        </Stack>
      </Paper>
    );
  }
  return (
    <Stack gap="md">
      {sending.kind === "failed" && <FaultAlert fault={sending.fault} onRetry={() => send(sending.file)} />}
      <FileDrop title={title} hint={hint} buttonLabel={t("reports:send.choose")} accept=".csv,.tsv,.txt,.xlsx" disabled={disabled} onFile={send} />
    </Stack>
  );
}
