import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useMay } from "~/shared/session/viewer";
import { PageHeader } from "~/shared/ui/page-header";
import { PageTab, PageTabs } from "~/shared/ui/page-tabs";

/** The top of the pages about training. */
export function TrainingHeader({ title, lead, actions }: { title: string; lead: string; actions?: ReactNode }) {
  const { t } = useTranslation(["training", "common"]);
  const may = useMay();
  const exact = { exact: true, includeSearch: false };
  return (
    <>
      <PageHeader title={title} subtitle={lead} actions={actions} />
      <PageTabs label={t("common:nav.training")}>
        <PageTab to="/training" activeOptions={exact}>
          {t("training:records")}
        </PageTab>
        <PageTab to="/training/requirements" activeOptions={exact}>
          {t("training:requirements")}
        </PageTab>
        <PageTab to="/training/courses" activeOptions={exact}>
          {t("training:courses")}
        </PageTab>
        {may("training", "record") && (
          <PageTab to="/training/import" activeOptions={exact}>
            {t("training:import")}
          </PageTab>
        )}
      </PageTabs>
    </>
  );
}
