import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useMay } from "~/shared/session/viewer";
import { PageHeader } from "~/shared/ui/page-header";
import { PageTab, PageTabs } from "~/shared/ui/page-tabs";

/** The top of the pages of closed months: the months, and the restatements of what was closed. */
export function PeriodHeader({ title, lead, actions }: { title: string; lead: string; actions?: ReactNode }) {
  const { t } = useTranslation(["settings", "common"]);
  const may = useMay();
  return (
    <>
      <PageHeader title={title} subtitle={lead} actions={actions} />
      {may("scorecard", "read") && (
        <PageTabs label={t("settings:pages")}>
          <PageTab to="/settings/periods" activeOptions={{ includeSearch: false }}>
            {t("common:nav.periods")}
          </PageTab>
          <PageTab to="/settings/restatements" activeOptions={{ includeSearch: false }}>
            {t("common:nav.restatements")}
          </PageTab>
        </PageTabs>
      )}
    </>
  );
}
