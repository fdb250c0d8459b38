import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useMay } from "~/shared/session/viewer";
import { PageHeader } from "~/shared/ui/page-header";
import { PageTab, PageTabs } from "~/shared/ui/page-tabs";

/** The top of the catalogue's pages: what each is for, and the way to the others. */
export function CatalogHeader({ title, lead, actions }: { title: string; lead: string; actions?: ReactNode }) {
  const { t } = useTranslation(["products", "common"]);
  const may = useMay();
  return (
    <>
      <PageHeader title={title} subtitle={lead} actions={actions} />
      <PageTabs label={t("products:tabs")}>
        <PageTab to="/products" activeOptions={{ exact: true, includeSearch: false }}>
          {t("common:nav.products")}
        </PageTab>
        <PageTab to="/products/lines" activeOptions={{ includeSearch: false }}>
          {t("products:lines.title")}
        </PageTab>
        {may("pricePolicy", "read") && (
          <PageTab to="/products/prices" activeOptions={{ includeSearch: false }}>
            {t("products:prices.title")}
          </PageTab>
        )}
        {may("exchangeRate", "read") && (
          <PageTab to="/products/rates" activeOptions={{ includeSearch: false }}>
            {t("products:rates.title")}
          </PageTab>
        )}
      </PageTabs>
    </>
  );
}
