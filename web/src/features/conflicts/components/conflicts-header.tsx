import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useMay } from "~/shared/session/viewer";
import { PageHeader } from "~/shared/ui/page-header";
import { PageTab, PageTabs } from "~/shared/ui/page-tabs";

const exact = { exact: true, includeSearch: false };

/** The top of the brand's pages about conflicts. */
export function ConflictsHeader({ title, lead, actions }: { title: string; lead: ReactNode; actions?: ReactNode }) {
  const { t } = useTranslation(["conflicts", "common"]);
  const may = useMay();
  return (
    <>
      <PageHeader title={title} subtitle={lead} actions={actions} />
      <PageTabs label={t("conflicts:pages")}>
        <PageTab to="/conflicts" activeOptions={exact}>
          {t("common:nav.conflicts")}
        </PageTab>
        {may("signal", "read") && (
          <PageTab to="/conflicts/signals" activeOptions={exact}>
            {t("common:nav.signals")}
          </PageTab>
        )}
        {may("interest", "read") && (
          <PageTab to="/conflicts/interests" activeOptions={exact}>
            {t("conflicts:interests.title")}
          </PageTab>
        )}
      </PageTabs>
    </>
  );
}
