import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { formatInteger } from "~/shared/format/format";
import { useReportName } from "~/shared/format/report-name";
import { DateTimeText } from "~/shared/format/text";
import { graphql, readFragment, type FragmentOf } from "~/shared/graphql/gql";
import { useLanguage } from "~/shared/i18n/use-language";
import { EmptyState } from "~/shared/ui/empty-state";
import { TextLink } from "~/shared/ui/link";
import { Panel } from "~/shared/ui/panel";
import { ReportStateBadge } from "~/shared/ui/report-state";
import classes from "./rows.module.css";

export const lastReportFragment = graphql(`
  fragment LastReport on SalesReport {
    id
    fileName
    source
    state
    createdAt
    rowsAccepted
  }
`);

/** What I sent last. */
export function LastReports({ reports }: { reports: readonly FragmentOf<typeof lastReportFragment>[] }) {
  const { t } = useTranslation("home");
  const language = useLanguage();
  const name = useReportName();
  return (
    <Panel title={t("last.title")} actions={reports.length > 0 && <TextLink to="/reports" size="sm">{t("last.all")}</TextLink>}>
      {reports.length === 0 && <EmptyState icon="file" title={t("last.none")} hint={t("last.noneHint")} />}
      <ul className={classes["rows"]}>
        {reports.map((masked) => {
          const report = readFragment(lastReportFragment, masked);
          return (
            <li key={report.id} className={classes["wrap"]}>
              <span className={classes["name"]}>
                <TextLink to="/reports/$reportId" params={{ reportId: report.id }}>
                  {name(report)}
                </TextLink>
                <Text size="sm" c="dimmed" fw={400} component="div">
                  <DateTimeText value={report.createdAt} /> · {t("last.rows", { count: report.rowsAccepted, rows: formatInteger(report.rowsAccepted, language) })}
                </Text>
              </span>
              <ReportStateBadge state={report.state} />
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}
