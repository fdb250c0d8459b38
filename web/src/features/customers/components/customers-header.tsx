import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useMay } from "~/shared/session/viewer";
import { PageHeader } from "~/shared/ui/page-header";
import { PageTab, PageTabs } from "~/shared/ui/page-tabs";

const exact = { exact: true, includeSearch: false };

/** The top of the pages about the brand's customers. */
export function CustomersHeader({ title, lead, actions }: { title: string; lead: ReactNode; actions?: ReactNode }) {
  const { t } = useTranslation(["customers", "common"]);
  const may = useMay();
  return (
    <>
      <PageHeader title={title} subtitle={lead} actions={actions} />
      <PageTabs label={t("customers:tabs")}>
        <PageTab to="/customers" activeOptions={exact}>
          {t("common:nav.customers")}
        </PageTab>
        <PageTab to="/customers/matches" activeOptions={exact}>
          {t("common:nav.matches")}
        </PageTab>
        {may("lead", "create") && (
          <PageTab to="/customers/leads" activeOptions={exact}>
            {t("common:nav.leads")}
          </PageTab>
        )}
        {may("share", "read") && (
          <PageTab to="/customers/shares" activeOptions={exact}>
            {t("customers:shares.title")}
          </PageTab>
        )}
      </PageTabs>
    </>
  );
}
