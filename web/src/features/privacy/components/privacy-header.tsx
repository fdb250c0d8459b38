import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useMay } from "~/shared/session/viewer";
import { TextLink } from "~/shared/ui/link";
import { PageHeader } from "~/shared/ui/page-header";
import { PageTab, PageTabs } from "~/shared/ui/page-tabs";

/** The top of the pages about data on people. */
export function PrivacyHeader({ title, lead, actions }: { title: string; lead: string; actions?: ReactNode }) {
  const { t } = useTranslation(["privacy", "common"]);
  const may = useMay();
  return (
    <>
      <PageHeader
        title={title}
        subtitle={
          <>
            <div>{lead}</div>
            <TextLink to="/privacy/public" size="sm">
              {t("privacy:noticeLink")}
            </TextLink>
          </>
        }
        actions={actions}
      />
      <PageTabs label={t("privacy:tabs")}>
        <PageTab to="/privacy" activeOptions={{ exact: true, includeSearch: false }}>
          {t("privacy:register.title")}
        </PageTab>
        <PageTab to="/privacy/retention" activeOptions={{ includeSearch: false }}>
          {t("privacy:retention.title")}
        </PageTab>
        {may("privacy", "erase") && (
          <PageTab to="/privacy/requests" activeOptions={{ includeSearch: false }}>
            {t("privacy:requests.title")}
          </PageTab>
        )}
      </PageTabs>
    </>
  );
}
