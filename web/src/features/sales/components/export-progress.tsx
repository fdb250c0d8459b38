import { Alert, Button, CloseButton, Group, Paper, Stack, Text } from "@mantine/core";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { faultFrom } from "~/shared/fault/fault";
import { FaultAlert } from "~/shared/fault/fault-alert";
import { formatInteger } from "~/shared/format/format";
import { graphql } from "~/shared/graphql/gql";
import { useLanguage } from "~/shared/i18n/use-language";
import { Icon } from "~/shared/ui/icon";
import { ProgressBar } from "~/shared/ui/progress-bar";
import { useRate } from "~/shared/ui/use-rate";

const exportQuery = graphql(`
  query Export($id: ID!) {
    node(id: $id) {
      __typename
      ... on Export { id state rows url }
    }
  }
`);

const pause = 1200;

/** How far an export is, and then its file. Asks again until it has ended. */
export function ExportProgress({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation(["sales", "common"]);
  const language = useLanguage();
  const [{ data, error, fetching }, again] = useQuery({ query: exportQuery, variables: { id }, requestPolicy: "network-only" });
  const found = data?.node?.__typename === "Export" ? data.node : undefined;
  const rate = useRate(found?.rows ?? 0);
  const running = found?.state === "RUNNING";
  useEffect(() => {
    if (!running || fetching || error) return;
    const timer = setTimeout(() => again({ requestPolicy: "network-only" }), pause);
    return () => clearTimeout(timer);
  }, [running, fetching, error, again]);
  if (error) return <FaultAlert fault={faultFrom(error)} retrying={fetching} onRetry={() => again({ requestPolicy: "network-only" })} />;
  if (!data) return null;
  const close = <CloseButton aria-label={t("common:action.close")} onClick={onClose} />;
  if (!found || found.state === "FAILED") {
    return (
      <Alert role="alert" color="red" icon={<Icon name="alert" />} title={found ? t("sales:export.failed") : t("sales:export.gone")} withCloseButton closeButtonLabel={t("common:action.close")} onClose={onClose}>
        {t("sales:export.failedHint")}
      </Alert>
    );
  }
  return (
    <Paper p="md" bg="var(--portal-surface)" role="status">
      {found.state === "READY" && found.url ? (
        <Group justify="space-between" wrap="nowrap">
          <Group gap="md">
            <Button component="a" href={found.url} download leftSection={<Icon name="download" />}>
              {t("sales:export.download")}
            </Button>
            <Text size="sm" c="dimmed">
              {t("sales:export.ready", { count: found.rows, rows: formatInteger(found.rows, language) })}
            </Text>
          </Group>
          {close}
        </Group>
      ) : (
        <Stack gap="xs">
          <Group justify="space-between" wrap="nowrap">
            <Text fw={600}>{t("sales:export.running")}</Text>
            {close}
          </Group>
          <ProgressBar label={t("sales:export.running")} done={found.rows} total={null} rate={rate} />
          <Text size="sm" c="dimmed">
            {t("sales:export.leave")}
          </Text>
        </Stack>
      )}
    </Paper>
  );
}
