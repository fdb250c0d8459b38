import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { formatInteger } from "~/shared/format/format";
import { graphql } from "~/shared/graphql/gql";
import { useLanguage } from "~/shared/i18n/use-language";
import { useMay, useViewer } from "~/shared/session/viewer";
import { PageHeader } from "~/shared/ui/page-header";
import { PageTab, PageTabs } from "~/shared/ui/page-tabs";

const countsQuery = graphql(`
  query AccountCounts($duplicates: Boolean!, $leads: Boolean!) {
    accountDuplicates(first: 1) @include(if: $duplicates) { totalCount }
    leadOffers(first: 1, open: true) @include(if: $leads) { totalCount }
  }
`);

const exact = { exact: true, includeSearch: false };

/** The top of the pages about an organisation's own customers, with what waits on each of them. */
export function AccountsHeader({ title, lead, actions }: { title: string; lead: ReactNode; actions?: ReactNode }) {
  const { t } = useTranslation("accounts");
  const language = useLanguage();
  const may = useMay();
  const { distributor } = useViewer();
  const merges = may("account", "update");
  const leads = distributor !== null && may("lead", "read");
  const [{ data }] = useQuery({ query: countsQuery, variables: { duplicates: merges, leads }, pause: !merges && !leads, requestPolicy: "cache-and-network" });
  const counted = (label: string, count: number | undefined) => (count ? t("tabs.counted", { label, count: formatInteger(count, language) }) : label);
  return (
    <>
      <PageHeader title={title} subtitle={lead} actions={actions} />
      <PageTabs label={t("tabs.label")}>
        <PageTab to="/accounts" activeOptions={exact}>
          {t("tabs.list")}
        </PageTab>
        {merges && (
          <PageTab to="/accounts/duplicates" activeOptions={exact}>
            {counted(t("tabs.duplicates"), data?.accountDuplicates?.totalCount)}
          </PageTab>
        )}
        {may("account", "import") && (
          <PageTab to="/accounts/import" activeOptions={exact}>
            {t("tabs.import")}
          </PageTab>
        )}
        {distributor && may("share", "read") && (
          <PageTab to="/accounts/shares" activeOptions={exact}>
            {t("tabs.shares")}
          </PageTab>
        )}
        {leads && (
          <PageTab to="/accounts/leads" activeOptions={exact}>
            {counted(t("tabs.leads"), data?.leadOffers?.totalCount)}
          </PageTab>
        )}
      </PageTabs>
    </>
  );
}
