import { Alert, Button, Group, Skeleton, Stack } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { faultFrom } from "~/shared/fault/fault";
import { FaultAlert } from "~/shared/fault/fault-alert";
import { useMessageText } from "~/shared/fault/use-fault-text";
import { useReportName } from "~/shared/format/report-name";
import { DateRangeText, DateTimeText } from "~/shared/format/text";
import { Steps, type Step } from "~/shared/intake/steps";
import { useListNavigation } from "~/shared/routing/use-list-navigation";
import { useMay, useViewer } from "~/shared/session/viewer";
import { EmptyState } from "~/shared/ui/empty-state";
import { Icon } from "~/shared/ui/icon";
import { TextLink } from "~/shared/ui/link";
import { PageHeader } from "~/shared/ui/page-header";
import { ReportStateBadge } from "~/shared/ui/report-state";
import { CancelDialog } from "../components/cancel-dialog";
import { LayoutForm } from "../components/layout-form";
import { MappingStep } from "../components/mapping-step";
import { ProgressStep } from "../components/progress-step";
import { ReportFigures } from "../components/report-figures";
import { ResultStep } from "../components/result-step";
import { SendFile } from "../components/send-file";
import type { Report } from "../report";
import type { ReportSearch } from "../search";
import { isAccepted, isMoving } from "../states";
import { useReport } from "../use-report";
import { SellerName } from "~/shared/lines/seller-name";

const route = getRouteApi("/shell/reports/$reportId");

/** One report, from its columns to its result. The page is the whole state: reloading it loses nothing. */
export function ReportPage() {
  const { t } = useTranslation(["reports", "common"]);
  const { reportId } = route.useParams();
  const search = route.useSearch();
  const go = useListNavigation();
  const name = useReportName();
  const { report, error, fetching, again } = useReport(reportId);
  const back = (
    <TextLink to="/reports" size="sm">
      {t("common:nav.reports")}
    </TextLink>
  );
  if (error && !report) {
    return (
      <>
        <PageHeader title={t("reports:report.title")} back={back} />
        <FaultAlert fault={faultFrom(error)} retrying={fetching} onRetry={() => again({ requestPolicy: "network-only" })} />
      </>
    );
  }
  if (!report) {
    return (
      <>
        <PageHeader title={t("reports:report.title")} back={back} />
        {fetching ? <Skeleton height={320} radius="lg" /> : <EmptyState icon="file" title={t("reports:report.notFound")} hint={t("reports:report.notFoundHint")} />}
      </>
    );
  }
  return (
    <>
      <PageHeader
        title={name(report)}
        back={back}
        subtitle={<Facts report={report} />}
        actions={
          <>
            <ReportStateBadge state={report.state} />
            {report.canCancel && report.state !== "AWAITING_CONFIRMATION" && (
              <Button variant="default" size="xs" onClick={() => go.dialog("cancel")}>
                {t("reports:cancel.open")}
              </Button>
            )}
          </>
        }
      />
      {report.source === "FILE" && stepOf(report) && <Steps at={stepOf(report) ?? "file"} />}
      <Body report={report} search={search} />
      <CancelDialog report={report} opened={search.dialog === "cancel" && report.canCancel} onClose={() => go.dialog(undefined)} />
    </>
  );
}

function stepOf({ state }: Report): Step | undefined {
  if (state === "RECEIVED" || state === "AWAITING_CONFIRMATION") return "columns";
  if (state === "VALIDATING" || state === "IMPORTING") return "import";
  return isAccepted(state) ? "result" : undefined;
}

function Facts({ report }: { report: Report }) {
  const { t } = useTranslation("reports");
  const viewer = useViewer();
  return (
    <Group gap={6}>
      {!viewer.distributor && (
        <>
          <SellerName seller={report.distributor} /> ·
        </>
      )}
      <DateTimeText value={report.createdAt} />
      {report.createdBy && <> · {report.createdBy.name}</>}
      {report.salesFrom && report.salesUntil && (
        <>
          {" · "}
          {t("report.sales")} <DateRangeText from={report.salesFrom} until={report.salesUntil} />
        </>
      )}
    </Group>
  );
}

function Body({ report, search }: { report: Report; search: ReportSearch }) {
  const { t } = useTranslation(["reports", "intake"]);
  const text = useMessageText();
  const may = useMay();
  const viewer = useViewer();
  if (report.state === "AWAITING_CONFIRMATION") return <MappingStep key={JSON.stringify(report.layout)} report={report} />;
  if (isMoving(report.state)) return <ProgressStep report={report} />;
  if (isAccepted(report.state)) return <ResultStep report={report} search={search} />;
  const again = may("salesReport", "create") && <SendFile title={t("reports:failed.drop")} hint={t("intake:send.hint")} distributorId={report.distributor?.id ?? viewer.organization.id} />;
  if (report.state === "CANCELLED") {
    return (
      <Stack gap="lg">
        <Alert color="gray" icon={<Icon name="info" />} title={t("reports:cancelled.title")}>
          {t("reports:cancelled.hint")}
        </Alert>
        <ReportFigures report={report} />
        {again}
      </Stack>
    );
  }
  return (
    <Stack gap="lg">
      <Alert role="alert" color="red" icon={<Icon name="alert" />} title={report.failure ? text(report.failure) : t("reports:failed.title")}>
        {t("reports:failed.hint")}
      </Alert>
      {report.layout && may("salesReport", "create") && report.rowsDone === 0 && <LayoutForm key={JSON.stringify(report.layout)} reportId={report.id} layout={report.layout} />}
      {again}
    </Stack>
  );
}
