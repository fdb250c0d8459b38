import { Alert, Button, Code, CopyButton, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Icon } from "~/shared/ui/icon";
import { useFocusBack } from "~/shared/ui/use-focus-back";
import { curlOf } from "../key";

/** A new key's secret, for the only time; null when the answer is a repeated one, which no longer holds it. */
export function SecretDialog({ name, secret, onClose }: { name: string; secret: string | null; onClose: () => void }) {
  useFocusBack();
  const { t } = useTranslation(["keys", "common"]);
  return (
    <Modal opened onClose={onClose} size="lg" title={t("keys:made.title", { name })} closeOnClickOutside={false} closeButtonProps={{ "aria-label": t("common:action.close") }}>
      <Stack gap="md">
        {secret === null ? (
          <Alert color="yellow" icon={<Icon name="alert" />}>
            {t("keys:made.lost")}
          </Alert>
        ) : (
          <>
            <Text size="sm">{t("keys:made.once")}</Text>
            <TextInput readOnly label={t("keys:made.secret")} value={secret} onFocus={(event) => event.currentTarget.select()} styles={{ input: { fontFamily: "var(--mantine-font-family-monospace)" } }} data-autofocus />
            <Group gap="xs">
              <Copy value={secret} label={t("keys:made.copy")} />
            </Group>
            <div>
              <Text size="sm" fw={500} mb={4}>
                {t("keys:made.try")}
              </Text>
              <Code block tabIndex={0} role="region" aria-label={t("keys:made.try")}>
                {curlOf(window.location.origin, secret)}
              </Code>
            </div>
            <Group gap="xs">
              <Copy value={curlOf(window.location.origin, secret)} label={t("keys:made.copyCommand")} />
            </Group>
          </>
        )}
        <Group justify="flex-end">
          <Button onClick={onClose}>{t("keys:made.done")}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function Copy({ value, label }: { value: string; label: string }) {
  const { t } = useTranslation("keys");
  return (
    <CopyButton value={value} timeout={3000}>
      {({ copied, copy }) => (
        <Button variant="default" leftSection={<Icon name={copied ? "check" : "link"} size={16} />} onClick={copy} aria-live="polite">
          {copied ? t("made.copied") : label}
        </Button>
      )}
    </CopyButton>
  );
}
