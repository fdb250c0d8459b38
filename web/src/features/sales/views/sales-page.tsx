import { Box, Stack } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useListNavigation } from "~/shared/routing/use-list-navigation";
import { useMay } from "~/shared/session/viewer";
import { PageHeader } from "~/shared/ui/page-header";
import { ExportButton } from "../components/export-button";
import { ExportProgress } from "../components/export-progress";
import { FilterBar } from "../components/filter-bar";
import { LineDrawer } from "../components/line-drawer";
import { Lines } from "../components/lines";
import { Sums } from "../components/sums";

const route = getRouteApi("/shell/sales");

/** The sales explorer: what the filters add up to, and the lines themselves. */
export function SalesPage() {
  const { t } = useTranslation(["sales", "common"]);
  const search = route.useSearch();
  const go = useListNavigation();
  const may = useMay();
  return (
    <>
      <PageHeader title={t("common:nav.sales")} subtitle={t("sales:lead")} actions={may("saleLine", "export") && <ExportButton search={search} go={go} />} />
      {search.export && (
        <Box mb="lg">
          <ExportProgress key={search.export} id={search.export} onClose={() => go.filter({ export: undefined })} />
        </Box>
      )}
      <FilterBar search={search} go={go} />
      <Stack gap="lg">
        <Sums search={search} go={go} />
        <Lines search={search} go={go} />
      </Stack>
      {search.dialog === "line" && search.id && <LineDrawer id={search.id} onClose={() => go.dialog(undefined)} onOpen={(id) => go.dialog("line", id)} />}
    </>
  );
}
