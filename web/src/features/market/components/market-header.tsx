import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useMay } from "~/shared/session/viewer";
import { PageHeader } from "~/shared/ui/page-header";
import { PageTab, PageTabs } from "~/shared/ui/page-tabs";

/** The top of the pages about what the market holds and what the brand means to sell. */
export function MarketHeader({ title, lead, actions }: { title: string; lead: string; actions?: ReactNode }) {
  const { t } = useTranslation(["market", "common"]);
  const may = useMay();
  const exact = { exact: true, includeSearch: false };
  return (
    <>
      <PageHeader title={title} subtitle={lead} actions={actions} />
      {may("marketSize", "read") && may("budget", "read") && (
        <PageTabs label={t("common:nav.market")}>
          <PageTab to="/market" activeOptions={exact}>
            {t("market:sizes")}
          </PageTab>
          <PageTab to="/market/budgets" activeOptions={exact}>
            {t("market:budgets")}
          </PageTab>
        </PageTabs>
      )}
    </>
  );
}
