import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Panel } from "~/shared/ui/panel";
import type { Registration } from "../registration";
import { ActivityList } from "./activity-list";

/** What was done for the customer: the proof that decides between claims, and what an extension takes. */
export function ActivityPanel({ registration, onAdd }: { registration: Registration; onAdd: () => void }) {
  const { t } = useTranslation("registrations");
  return (
    <Panel
      title={t("proof.title")}
      description={registration.canAddActivity ? t("proof.hint") : undefined}
      actions={
        registration.canAddActivity && (
          <Button size="xs" variant="default" onClick={onAdd}>
            {t("proof.add")}
          </Button>
        )
      }
    >
      <ActivityList activities={registration.activities} />
    </Panel>
  );
}
