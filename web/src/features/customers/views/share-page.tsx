import { SegmentedControl, Switch } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { DistributorSelect } from "~/shared/pickers/distributor-select";
import { useListNavigation } from "~/shared/routing/use-list-navigation";
import { useMay } from "~/shared/session/viewer";
import { Filters } from "~/shared/ui/filters";
import { AvailabilityPanel } from "../components/availability-panel";
import { CustomersHeader } from "../components/customers-header";
import { LookTable } from "../components/look-table";
import { ShareTable } from "../components/share-table";
import { shareViews } from "../search";

const route = getRouteApi("/shell/customers/shares");

/** Who shares what until when, who looked why, and whether distributors may ask if a customer is taken. */
export function SharePage() {
  const { t } = useTranslation("customers");
  const search = route.useSearch();
  const go = useListNavigation();
  const may = useMay();
  const views = shareViews.filter((view) => view !== "availability" || may("availability", "read"));
  const view = views.find((one) => one === search.view) ?? "shares";
  return (
    <>
      <CustomersHeader title={t("shares.title")} lead={t("shares.lead")} />
      <Filters label={t("shares.filters")}>
        <div role="group" aria-label={t("shares.filters")}>
          <SegmentedControl
            fullWidth
            aria-label={t("shares.filters")}
            value={view}
            data={views.map((one) => ({ value: one, label: t(`shares.view.${one}`) }))}
            onChange={(value) => go.filter({ view: value === "shares" ? undefined : value, past: undefined })}
          />
        </div>
        {view !== "availability" && <DistributorSelect compact label={t("list.anyDistributor")} value={search.distributor} onChange={(distributor) => go.filter({ distributor })} />}
        {view === "shares" && <Switch label={t("shares.past")} checked={search.past ?? false} onChange={(event) => go.filter({ past: event.currentTarget.checked || undefined })} />}
      </Filters>
      {view === "shares" && <ShareTable search={search} />}
      {view === "looks" && <LookTable search={search} />}
      {view === "availability" && <AvailabilityPanel search={search} />}
    </>
  );
}
