import { Alert, List, Skeleton, Stack, Text } from "@mantine/core";
import type { CombinedError } from "@urql/core";
import { useTranslation } from "react-i18next";
import { faultFrom } from "~/shared/fault/fault";
import { FaultAlert } from "~/shared/fault/fault-alert";
import { useMessageText } from "~/shared/fault/use-fault-text";
import { Icon } from "~/shared/ui/icon";
import { Panel } from "~/shared/ui/panel";
import type { Preview } from "../preview";
import { RemedyList } from "./remedy-list";
import { Totals } from "./totals";

interface Props {
  preview: Preview | undefined;
  error: CombinedError | undefined;
  busy: boolean;
  /** Whether there is something that can be previewed. */
  ready: boolean;
}

/** What the remedies would change, in numbers for each party, before they are sent. */
export function PreviewPanel({ preview, error, busy, ready }: Props) {
  const { t } = useTranslation("conflicts");
  const messageText = useMessageText();
  return (
    <Panel title={t("preview.title")} description={t("preview.hint")}>
      <Stack gap="md" aria-live="polite" data-preview={ready && preview && !busy ? "ready" : undefined}>
        {!ready && (
          <Text size="sm" c="dimmed">
            {t("preview.nothing")}
          </Text>
        )}
        {ready && error && <FaultAlert fault={faultFrom(error)} />}
        {ready && !preview && !error && <Skeleton height={120} />}
        {ready && preview && (
          <div style={{ opacity: busy ? 0.55 : 1 }}>
            <Stack gap="md">
              {preview.problems.length > 0 && (
                <Alert color="red" icon={<Icon name="alert" />} title={t("preview.problems")}>
                  <List size="sm">
                    {preview.problems.map((problem, index) => (
                      <List.Item key={index}>{messageText(problem)}</List.Item>
                    ))}
                  </List>
                </Alert>
              )}
              <Totals remedies={preview.remedies} />
              <RemedyList remedies={preview.remedies} />
            </Stack>
          </div>
        )}
      </Stack>
    </Panel>
  );
}
