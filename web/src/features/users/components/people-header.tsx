import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useMay } from "~/shared/session/viewer";
import { PageHeader } from "~/shared/ui/page-header";
import { PageTab, PageTabs } from "~/shared/ui/page-tabs";

/** The top of the pages about users and what they may do. */
export function PeopleHeader({ title, lead, actions }: { title: string; lead: string; actions?: ReactNode }) {
  const { t } = useTranslation(["users", "common"]);
  const may = useMay();
  return (
    <>
      <PageHeader title={title} subtitle={lead} actions={actions} />
      {may("user", "read") && may("policy", "read") && (
        <PageTabs label={t("users:tabs")}>
          <PageTab to="/users" activeOptions={{ exact: true, includeSearch: false }}>
            {t("common:nav.users")}
          </PageTab>
          <PageTab to="/users/policy" activeOptions={{ includeSearch: false }}>
            {t("common:nav.policy")}
          </PageTab>
        </PageTabs>
      )}
    </>
  );
}
