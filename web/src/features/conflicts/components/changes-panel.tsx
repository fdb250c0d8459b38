import { Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Panel } from "~/shared/ui/panel";
import type { Case } from "../case";
import { CreditTable } from "./credit-table";
import { RemedyList } from "./remedy-list";

/** What the decision changed in the data, once it is there. */
export function ChangesPanel({ data }: { data: Case }) {
  const { t } = useTranslation("conflicts");
  const applied = data.decisions.flatMap((decision) => decision.remedies).filter(({ state }) => state === "APPLIED");
  const undone = data.decisions.flatMap((decision) => decision.remedies).filter(({ state }) => state === "UNDONE");
  if (applied.length === 0 && undone.length === 0) return null;
  const split = [...applied, ...undone].some(({ kind }) => kind === "SPLIT_CREDIT");
  return (
    <Panel title={t("changes.title")} description={t("changes.hint")}>
      <Stack gap="md">
        {applied.length > 0 && <RemedyList remedies={applied} />}
        {undone.length > 0 && (
          <Text size="sm" c="dimmed">
            {t("changes.undone", { count: undone.length })}
          </Text>
        )}
        {split && <CreditTable conflictId={data.id} />}
      </Stack>
    </Panel>
  );
}
