import { Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Panel } from "~/shared/ui/panel";
import { ProgressBar } from "~/shared/ui/progress-bar";
import { useRate } from "~/shared/ui/use-rate";
import type { Report } from "../report";
import { ReportFigures } from "./report-figures";

/** The report while it moves. */
export function ProgressStep({ report }: { report: Report }) {
  const { t } = useTranslation(["reports", "common"]);
  const rate = useRate(report.rowsDone);
  const label = t(`common:report.state.${report.state}`);
  return (
    <Stack gap="lg">
      <Panel title={label} description={t("reports:progress.leave")}>
        <ProgressBar label={label} done={report.rowsDone} total={report.state === "RECEIVED" ? null : report.rowsTotal} rate={rate} />
        <Text size="sm" c="dimmed" mt="sm">
          {t("reports:progress.safe")}
        </Text>
      </Panel>
      {report.rowsDone > 0 && <ReportFigures report={report} />}
    </Stack>
  );
}
