import { Alert, Button, Group, Stack, Tabs } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { formatInteger } from "~/shared/format/format";
import { useLanguage } from "~/shared/i18n/use-language";
import { Preview } from "~/shared/intake/preview";
import { useListNavigation } from "~/shared/routing/use-list-navigation";
import { useMay, useViewer } from "~/shared/session/viewer";
import { Icon } from "~/shared/ui/icon";
import { TextLink } from "~/shared/ui/link";
import { Panel } from "~/shared/ui/panel";
import type { Report } from "../report";
import type { ReportSearch, ReportTab } from "../search";
import { ListedRows } from "./listed-rows";
import { ReportFigures } from "./report-figures";
import { ReportLines } from "./report-lines";
import { SendFile } from "./send-file";

/** What became of the file: so many accepted, duplicate, rejected and ignored, each row with its reason, and the way to mend. */
export function ResultStep({ report, search }: { report: Report; search: ReportSearch }) {
  const { t } = useTranslation(["reports", "intake"]);
  const language = useLanguage();
  const may = useMay();
  const viewer = useViewer();
  const go = useListNavigation();
  const open = report.rowsRejected - report.rowsMended;
  const count = (rows: number) => formatInteger(rows, language);
  const tabs: { id: ReportTab; label: string; shown: boolean }[] = [
    { id: "rejected", label: t("reports:tab.rejected", { rows: count(report.rowsRejected) }), shown: report.rowsRejected > 0 },
    { id: "lines", label: t("reports:tab.lines"), shown: report.rowsAccepted > 0 && may("saleLine", "read") },
    { id: "warned", label: t("reports:tab.warned", { rows: count(report.rowsWarned) }), shown: report.rowsWarned > 0 },
    { id: "ignored", label: t("reports:tab.ignored", { rows: count(report.rowsIgnored) }), shown: report.rowsIgnored > 0 },
    { id: "columns", label: t("reports:tab.columns"), shown: report.preview.length > 0 },
  ];
  const shown = tabs.filter((tab) => tab.shown);
  const tab = shown.find((one) => one.id === search.tab)?.id ?? shown[0]?.id;
  return (
    <Stack gap="lg">
      {report.sameAs && (
        <Alert color="blue" icon={<Icon name="info" />} title={t("reports:same.title")}>
          {t("reports:same.hint")}{" "}
          <TextLink to="/reports/$reportId" params={{ reportId: report.sameAs.id }}>
            {t("reports:same.open")}
          </TextLink>
        </Alert>
      )}
      <ReportFigures report={report} />
      {open > 0 && report.rejectsUrl && (
        <Panel title={t("reports:mend.title", { count: open, rows: count(open) })} description={t("reports:mend.hint")}>
          <Stack gap="md">
            <Group>
              <Button component="a" href={`${report.rejectsUrl}?format=${report.layout?.format === "xlsx" ? "xlsx" : "csv"}`} download leftSection={<Icon name="download" />}>
                {t("intake:mend.download")}
              </Button>
              <Button variant="default" component="a" href={`${report.rejectsUrl}?format=${report.layout?.format === "xlsx" ? "csv" : "xlsx"}`} download>
                {report.layout?.format === "xlsx" ? t("intake:mend.asCsv") : t("intake:mend.asXlsx")}
              </Button>
            </Group>
            {may("salesReport", "create") && <SendFile title={t("reports:mend.drop")} hint={t("reports:mend.dropHint")} distributorId={report.distributor?.id ?? viewer.organization.id} />}
          </Stack>
        </Panel>
      )}
      {tab && (
        <Tabs value={tab} onChange={(next) => go.filter({ tab: next ?? undefined, sort: undefined })} keepMounted={false}>
          <Tabs.List mb="md">
            {shown.map((one) => (
              <Tabs.Tab key={one.id} value={one.id}>
                {one.label}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          {(["rejected", "warned", "ignored"] as const).map((id) => (
            <Tabs.Panel key={id} value={id}>
              <ListedRows reportId={report.id} headers={report.mapping.map((column) => column.header)} outcome={id === "rejected" ? "REJECTED" : id === "warned" ? "WARNED" : "IGNORED"} search={search} />
            </Tabs.Panel>
          ))}
          <Tabs.Panel value="lines">
            <ReportLines reportId={report.id} search={search} />
          </Tabs.Panel>
          <Tabs.Panel value="columns">
            <Preview columns={report.mapping} mapping={new Map(report.mapping.map((column) => [column.index, column.field]))} rows={report.preview} nameOf={(field) => t(`reports:field.${field}`)} />
          </Tabs.Panel>
        </Tabs>
      )}
    </Stack>
  );
}
