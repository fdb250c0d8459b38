import { Button, Group, Paper, Progress, Stack, Text } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Fault } from "~/shared/fault/fault";
import { FaultAlert } from "~/shared/fault/fault-alert";
import { formatBytes, formatPercent } from "~/shared/format/format";
import { useLanguage } from "~/shared/i18n/use-language";
import { FileDrop } from "~/shared/ui/file-drop";
import { upload } from "~/shared/upload/upload";

type Sending = { kind: "idle" } | { kind: "sending"; file: File; share: number } | { kind: "failed"; file: File; fault: Fault };

interface Props {
  title: string;
  hint: string;
  disabled?: boolean;
  /** Makes something of the uploaded file and goes there; gives what went wrong. */
  onSent(fileId: string): Promise<Fault | undefined>;
}

/** Drop → upload with progress → what the caller makes of it. */
export function FileSender({ title, hint, disabled = false, onSent }: Props) {
  const { t } = useTranslation(["intake", "common"]);
  const language = useLanguage();
  const [sending, setSending] = useState<Sending>({ kind: "idle" });
  const abort = useRef<AbortController>(undefined);
  useEffect(() => () => abort.current?.abort(), []);
  const send = async (file: File) => {
    const controller = new AbortController();
    abort.current = controller;
    setSending({ kind: "sending", file, share: 0 });
    const answer = await upload(file, (share) => setSending({ kind: "sending", file, share }), controller.signal);
    if (answer.kind === "aborted") return setSending({ kind: "idle" });
    const fault = answer.kind === "failed" ? answer.fault : await onSent(answer.file.id);
    setSending(fault ? { kind: "failed", file, fault } : { kind: "idle" });
  };
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
            <Progress.Section value={percent} aria-label={t("intake:send.progress")} />
          </Progress.Root>
          <Group justify="space-between">
            <Text size="sm" role="status">
              {percent < 100 ? t("intake:send.sent", { share: formatPercent(Math.floor(percent), language) }) : t("intake:send.opening")}
            </Text>
            <Button size="xs" variant="default" onClick={() => abort.current?.abort()}>
              {t("common:action.cancel")}
            </Button>
          </Group>
        </Stack>
      </Paper>
    );
  }
  return (
    <Stack gap="md">
      {sending.kind === "failed" && <FaultAlert fault={sending.fault} onRetry={() => void send(sending.file)} />}
      <FileDrop title={title} hint={hint} buttonLabel={t("intake:send.choose")} accept=".csv,.tsv,.txt,.xlsx" disabled={disabled} onFile={(file) => void send(file)} />
    </Stack>
  );
}
