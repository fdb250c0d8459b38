import { Box, SegmentedControl, Stack } from "@mantine/core";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { Steps } from "~/shared/intake/steps";
import { DistributorSelect } from "~/shared/pickers/distributor-select";
import { maySellDirectly, useMay, useViewer } from "~/shared/session/viewer";
import { EmptyState } from "~/shared/ui/empty-state";
import { TextLink } from "~/shared/ui/link";
import { PageHeader } from "~/shared/ui/page-header";
import { SendFile } from "../components/send-file";

const SalesForm = lazy(() => import("../components/sales-form").then((module) => ({ default: module.SalesForm })));

const route = getRouteApi("/shell/reports/new");

/** The beginning of a report: drop a file, or type the lines in. */
export function NewReportPage() {
  const { t } = useTranslation(["reports", "intake", "common"]);
  const { way = "file" } = route.useSearch();
  const navigate = useNavigate();
  const viewer = useViewer();
  const may = useMay();
  const [chosen, setChosen] = useState<string>();
  const distributorId = viewer.distributor?.id ?? chosen;
  const back = (
    <TextLink to="/reports" size="sm">
      {t("common:nav.reports")}
    </TextLink>
  );
  if (!may("salesReport", "create")) {
    return (
      <>
        <PageHeader title={t("reports:new.title")} back={back} />
        <EmptyState icon="file" title={t("reports:new.forbidden")} hint={t("reports:new.forbiddenHint")} />
      </>
    );
  }
  return (
    <>
      <PageHeader
        title={t("reports:new.title")}
        subtitle={t(way === "form" ? "reports:new.leadForm" : "reports:new.lead")}
        back={back}
        actions={
          <SegmentedControl
            aria-label={t("reports:new.way")}
            value={way}
            data={[
              { value: "file", label: t("reports:new.file") },
              { value: "form", label: t("reports:new.form") },
            ]}
            onChange={(next) => void navigate({ to: "/reports/new", search: next === "form" ? { way: "form" } : {}, replace: true })}
          />
        }
      />
      <Stack gap="lg">
        {!viewer.distributor && (
          <Box maw={420}>
            <DistributorSelect label={t("reports:new.distributor")} value={chosen} onChange={setChosen} required withBrand={maySellDirectly(viewer)} />
          </Box>
        )}
        {way === "file" && (
          <div>
            <Steps at="file" />
            <SendFile title={t("reports:send.title")} hint={t("intake:send.hint")} distributorId={distributorId} disabled={!distributorId} />
          </div>
        )}
        {way === "form" && (
          <Suspense>
            <SalesForm distributorId={distributorId} />
          </Suspense>
        )}
      </Stack>
    </>
  );
}
