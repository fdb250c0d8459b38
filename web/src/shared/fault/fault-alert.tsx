import { Alert, Button, Group, List, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Icon } from "~/shared/ui/icon";
import type { Fault } from "./fault";
import { useFaultText, useMessageText } from "./use-fault-text";

/** Says what happened, what to do next and the request id to quote. Announced when it appears. */
export function FaultAlert({ fault, onRetry, retrying = false }: { fault: Fault; onRetry?: () => void; retrying?: boolean }) {
  const { t } = useTranslation();
  const faultText = useFaultText();
  const messageText = useMessageText();
  return (
    <Alert role="alert" color="red" variant="light" icon={<Icon name="alert" />} title={faultText(fault)}>
      <Stack gap="xs">
        {fault.fields.length > 0 && (
          <List size="sm">
            {fault.fields.map((field) => (
              <List.Item key={`${field.path} ${field.key}`}>{messageText(field)}</List.Item>
            ))}
          </List>
        )}
        {(onRetry || fault.requestId) && (
          <Group gap="md">
            {onRetry && (
              <Button size="xs" variant="default" onClick={onRetry} loading={retrying}>
                {t("action.retry")}
              </Button>
            )}
            {fault.requestId && (
              <Text size="xs" ff="monospace">
                {t("fault.requestId", { id: fault.requestId })}
              </Text>
            )}
          </Group>
        )}
      </Stack>
    </Alert>
  );
}
