import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useMay } from "~/shared/session/viewer";
import { PageHeader } from "~/shared/ui/page-header";
import { PageTab, PageTabs } from "~/shared/ui/page-tabs";

/** The top of the pages about what customers say. */
export function FeedbackHeader({ title, lead, actions }: { title: string; lead: string; actions?: ReactNode }) {
  const { t } = useTranslation(["feedback", "common"]);
  const may = useMay();
  const exact = { exact: true, includeSearch: false };
  return (
    <>
      <PageHeader title={title} subtitle={lead} actions={actions} />
      {(may("feedback", "survey") || may("feedback", "record")) && (
        <PageTabs label={t("common:nav.feedback")}>
          <PageTab to="/feedback" activeOptions={exact}>
            {t("feedback:answers")}
          </PageTab>
          {may("feedback", "survey") && (
            <PageTab to="/feedback/links" activeOptions={exact}>
              {t("feedback:links")}
            </PageTab>
          )}
          {may("feedback", "record") && (
            <PageTab to="/feedback/import" activeOptions={exact}>
              {t("feedback:import")}
            </PageTab>
          )}
        </PageTabs>
      )}
    </>
  );
}
