import { Group, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { formatDate } from "~/shared/format/format";
import { formatPeriod, periodOf, periodText, stepPeriod } from "~/shared/format/period";
import { useReportName } from "~/shared/format/report-name";
import { DueText } from "~/shared/format/due-text";
import { DateText, DateTimeText } from "~/shared/format/text";
import { graphql, readFragment, type FragmentOf } from "~/shared/graphql/gql";
import { useLanguage } from "~/shared/i18n/use-language";
import { EmptyState } from "~/shared/ui/empty-state";
import { Icon } from "~/shared/ui/icon";
import { TextLink } from "~/shared/ui/link";
import { Panel } from "~/shared/ui/panel";
import { useConflictTitle } from "~/shared/words/use-conflict-title";
import classes from "./rows.module.css";

export const taskReportFragment = graphql(`
  fragment TaskReport on SalesReport {
    id
    fileName
    source
    createdAt
    rowsRejected
    rowsMended
  }
`);

export const taskLeadFragment = graphql(`
  fragment TaskLead on LeadOffer {
    id
    acceptUntil
    account { id name code }
  }
`);

export const taskCaseFragment = graphql(`
  fragment TaskCase on Conflict {
    id
    rule
    title
    happenedFrom
    dueAt
    asked
    productLine { id name { default zhHant zhHans } }
    territory { id name { default zhHant zhHans } }
  }
`);

type TaskReport = FragmentOf<typeof taskReportFragment>;

interface Props {
  waiting: readonly TaskReport[];
  rejects: readonly TaskReport[];
  /** Customers that the brand offers and that can be accepted now. */
  leads: readonly FragmentOf<typeof taskLeadFragment>[];
  /** Conflicts that the distributor has a part in. */
  cases: readonly FragmentOf<typeof taskCaseFragment>[];
  /** Nothing has come in for the last month that is due. */
  overdue: boolean;
  period: string;
  /** By this day the sales of the month before it are to be reported. */
  nextDueOn: string;
}

/** What is asked of me: a month to report, conflicts and leads to answer, columns to confirm, rows to mend. */
export function Tasks({ waiting, rejects, leads, cases, overdue, period, nextDueOn }: Props) {
  const { t } = useTranslation("home");
  const language = useLanguage();
  const name = useReportName();
  const conflictTitle = useConflictTitle();
  const asked = cases.map((masked) => readFragment(taskCaseFragment, masked)).filter((one) => one.asked.some((action) => action === "RESPOND" || action === "ANSWER"));
  const toMend = rejects.map((masked) => readFragment(taskReportFragment, masked)).filter((report) => report.rowsRejected > report.rowsMended);
  const nothing = !overdue && waiting.length === 0 && toMend.length === 0 && leads.length === 0 && asked.length === 0;
  const monthBefore = (day: string) => stepPeriod(periodOf(day, "month"), -1);
  const lastDueOn = `${periodText(monthBefore(nextDueOn))}${nextDueOn.slice(7)}`;
  return (
    <Panel title={t("tasks.title")} description={t("tasks.nextDue", { period: formatPeriod(periodText(monthBefore(nextDueOn)), language), date: formatDate(nextDueOn, language) })}>
      {nothing && <EmptyState icon="check" title={t("tasks.none")} hint={t("tasks.noneHint", { period: formatPeriod(period, language) })} />}
      <ul className={classes["rows"]}>
        {overdue && (
          <li>
            <Sign tone="bad" />
            <span className={classes["name"]}>
              <TextLink to="/reports/new">{t("tasks.overdue")}</TextLink>
              <Text size="sm" c="dimmed" fw={400}>
                {t("tasks.wasDue", { date: formatDate(lastDueOn, language) })} · {t("tasks.overdueHint")}
              </Text>
            </span>
          </li>
        )}
        {asked.map((one) => (
          <li key={one.id}>
            <Sign />
            <span className={classes["name"]}>
              <TextLink to="/conflicts/$conflictId" params={{ conflictId: one.id }}>
                {t("tasks.case", { title: conflictTitle(one) })}
              </TextLink>
              <Text size="sm" c="dimmed" fw={400} component="div">
                <DueText value={one.dueAt} />
              </Text>
            </span>
          </li>
        ))}
        {leads.map((masked) => {
          const { id, account, acceptUntil } = readFragment(taskLeadFragment, masked);
          return (
            <li key={id}>
              <Sign />
              <span className={classes["name"]}>
                <TextLink to="/accounts/leads">{t("tasks.lead", { name: account?.name ?? account?.code ?? "" })}</TextLink>
                <Text size="sm" c="dimmed" fw={400} component="div">
                  {t("tasks.leadUntil")} <DateTimeText value={acceptUntil} />
                </Text>
              </span>
            </li>
          );
        })}
        {waiting.map((masked) => {
          const report = readFragment(taskReportFragment, masked);
          return (
            <li key={report.id}>
              <Sign />
              <span className={classes["name"]}>
                <TextLink to="/reports/$reportId" params={{ reportId: report.id }}>
                  {t("tasks.confirm", { file: name(report) })}
                </TextLink>
                <Text size="sm" c="dimmed" fw={400} component="div">
                  {t("tasks.since")} <DateText value={report.createdAt.slice(0, 10)} />
                </Text>
              </span>
            </li>
          );
        })}
        {toMend.map((report) => (
          <li key={report.id}>
            <Sign />
            <span className={classes["name"]}>
              <TextLink to="/reports/$reportId" params={{ reportId: report.id }}>
                {t("tasks.mend", { count: report.rowsRejected - report.rowsMended, file: name(report) })}
              </TextLink>
              <Text size="sm" c="dimmed" fw={400} component="div">
                {t("tasks.since")} <DateText value={report.createdAt.slice(0, 10)} />
              </Text>
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Sign({ tone }: { tone?: "bad" }) {
  return (
    <Group component="span" c={tone === "bad" ? "var(--portal-bad)" : "dimmed"}>
      <Icon name={tone === "bad" ? "alert" : "clock"} />
    </Group>
  );
}
