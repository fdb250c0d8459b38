import { ActionIcon, Button, Group, Progress, Stack, Text } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Fault } from "~/shared/fault/fault";
import { FaultAlert } from "~/shared/fault/fault-alert";
import { formatBytes } from "~/shared/format/format";
import { useLanguage } from "~/shared/i18n/use-language";
import { Icon } from "~/shared/ui/icon";
import { upload, type UploadedFile } from "~/shared/upload/upload";

const most = 10;

interface Props {
  label: string;
  value: readonly UploadedFile[];
  onChange(files: readonly UploadedFile[]): void;
  error?: string | undefined;
}

/** Files to go with what is written: each is sent as soon as it is chosen, and can be left out again. */
export function FilesField({ label, value, onChange, error }: Props) {
  const { t } = useTranslation("conflicts");
  const language = useLanguage();
  const input = useRef<HTMLInputElement>(null);
  const abort = useRef<AbortController>(undefined);
  const [share, setShare] = useState<number>();
  const [fault, setFault] = useState<Fault>();
  useEffect(() => () => abort.current?.abort(), []);
  const take = async (list: FileList | null) => {
    setFault(undefined);
    let files = value;
    for (const file of [...(list ?? [])].slice(0, most - value.length)) {
      const controller = new AbortController();
      abort.current = controller;
      setShare(0);
      const answer = await upload(file, setShare, controller.signal);
      if (answer.kind === "failed") setFault(answer.fault);
      if (answer.kind !== "done") break;
      if (!files.some(({ id }) => id === answer.file.id)) files = [...files, answer.file];
      onChange(files);
    }
    setShare(undefined);
  };
  return (
    <Stack gap={6}>
      {fault && <FaultAlert fault={fault} />}
      <Group gap="sm">
        <Button variant="default" size="xs" leftSection={<Icon name="upload" size={14} />} loading={share !== undefined} disabled={value.length >= most} onClick={() => input.current?.click()}>
          {label}
        </Button>
        <Text size="xs" c={error ? "red" : "dimmed"} role={error ? "alert" : undefined}>
          {error ?? t("files.hint", { count: most })}
        </Text>
      </Group>
      {share !== undefined && (
        <Progress.Root size="sm">
          <Progress.Section value={share * 100} aria-label={t("files.sending")} />
        </Progress.Root>
      )}
      <input
        ref={input}
        type="file"
        multiple
        hidden
        tabIndex={-1}
        aria-hidden="true"
        onChange={(event) => {
          void take(event.currentTarget.files);
          event.currentTarget.value = "";
        }}
      />
      {value.map((file) => (
        <Group key={file.id} gap={6} wrap="nowrap">
          <Icon name="file" size={16} />
          <Text size="sm" style={{ overflowWrap: "anywhere" }}>
            {file.name}
          </Text>
          <Text size="xs" c="dimmed">
            {formatBytes(file.size, language)}
          </Text>
          <ActionIcon variant="subtle" color="gray" aria-label={t("files.remove", { name: file.name })} onClick={() => onChange(value.filter(({ id }) => id !== file.id))}>
            <Icon name="close" size={14} />
          </ActionIcon>
        </Group>
      ))}
    </Stack>
  );
}
