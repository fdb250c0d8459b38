import { Button, NativeSelect } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { formatInteger } from "~/shared/format/format";
import { formatPeriod, periodOf, periodText, stepPeriod } from "~/shared/format/period";
import { DateTimeText, NameText, NoData } from "~/shared/format/text";
import { graphql } from "~/shared/graphql/gql";
import { useLanguage } from "~/shared/i18n/use-language";
import { DistributorSelect } from "~/shared/pickers/distributor-select";
import { pageVariables } from "~/shared/routing/search";
import { useListNavigation } from "~/shared/routing/use-list-navigation";
import { useMay, useViewer } from "~/shared/session/viewer";
import { DataTable, type Column } from "~/shared/ui/data-table";
import { Filters } from "~/shared/ui/filters";
import { Icon } from "~/shared/ui/icon";
import { TextLink } from "~/shared/ui/link";
import { PeriodHeader } from "../components/period-header";
import { RestateDialog } from "../components/restate-dialog";
import { RestatementBadge } from "../components/restatement-badge";
import { RestatementDrawer } from "../components/restatement-drawer";
import { restatementFragment, type RestatementRow } from "../restatement";
import { restatementStates } from "../routes";

const listQuery = graphql(
  `
    query Restatements($filter: RestatementFilter, $first: Int, $after: String, $last: Int, $before: String) {
      restatements(filter: $filter, first: $first, after: $after, last: $last, before: $before) {
        edges { node { ...RestatementRow } }
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
        totalCount
      }
    }
  `,
  [restatementFragment],
);

const route = getRouteApi("/shell/settings/restatements");

/** Corrections of closed periods: who, when and why, and how cards differ. */
export function RestatementPage() {
  const { t } = useTranslation(["settings", "common"]);
  const language = useLanguage();
  const search = route.useSearch();
  const go = useListNavigation();
  const viewer = useViewer();
  const may = useMay();
  const [{ data, fetching, error }, again] = useQuery({
    query: listQuery,
    variables: { filter: { distributorId: search.distributor ?? null, states: search.state ?? null }, ...pageVariables(search) },
    requestPolicy: "cache-and-network",
  });
  const restate = may("period", "restate");
  const filtered = Boolean(search.distributor || search.state);
  const make = restate && (
    <Button leftSection={<Icon name="plus" size={16} />} onClick={() => go.dialog("create")}>
      {t("settings:restatement.new")}
    </Button>
  );
  const columns: (Column<RestatementRow> | false)[] = [
    {
      id: "period",
      header: t("settings:restatement.period"),
      primary: true,
      cell: (row) => (
        <TextLink to="/settings/restatements" search={{ ...search, dialog: "show", id: row.id }}>
          {formatPeriod(row.period, language)}
        </TextLink>
      ),
    },
    viewer.distributor === null && { id: "distributor", header: t("settings:restatement.distributor"), cell: (row) => <NameText value={row.distributor.name} /> },
    { id: "state", header: t("settings:state"), cell: (row) => <RestatementBadge state={row.state} /> },
    { id: "reason", header: t("settings:restatement.reason"), cell: (row) => <span style={{ overflowWrap: "anywhere" }}>{row.reason}</span> },
    { id: "openedBy", header: t("settings:restatement.openedBy"), cell: (row) => row.openedBy },
    { id: "openedAt", header: t("settings:restatement.opened"), cell: (row) => <DateTimeText value={row.openedAt} stacked /> },
    { id: "version", header: t("settings:restatement.version"), numeric: true, cell: (row) => (row.version === null ? <NoData /> : formatInteger(row.version, language)) },
  ];
  return (
    <>
      <PeriodHeader title={t("common:nav.restatements")} lead={restate ? t("settings:restatement.lead") : t("settings:restatement.leadReader")} actions={make || undefined} />
      <Filters label={t("settings:filters")}>
        {viewer.distributor === null && <DistributorSelect compact label={t("settings:restatement.anyDistributor")} value={search.distributor} onChange={(id) => go.filter({ distributor: id })} />}
        <NativeSelect
          aria-label={t("settings:state")}
          value={search.state?.[0] ?? ""}
          data={[{ value: "", label: t("settings:restatement.anyState") }, ...restatementStates.map((state) => ({ value: state, label: t(`settings:restatement.state.${state}`) }))]}
          onChange={(event) => go.filter({ state: event.currentTarget.value || undefined })}
        />
      </Filters>
      <DataTable
        label={t("common:nav.restatements")}
        columns={columns.filter((column) => column !== false)}
        rows={data?.restatements.edges.map((edge) => edge.node)}
        rowId={(row) => row.id}
        fetching={fetching}
        error={error}
        onRetry={() => again({ requestPolicy: "network-only" })}
        empty={filtered ? { icon: "search", title: t("settings:restatement.noneFound"), hint: t("settings:restatement.noneFoundHint") } : { icon: "calendar", title: t("settings:restatement.none"), hint: t("settings:restatement.noneHint"), action: make || undefined }}
        pageInfo={data?.restatements.pageInfo}
        totalCount={data?.restatements.totalCount}
        onPage={go.page}
      />
      {search.dialog === "create" && restate && <RestateDialog distributor={search.distributor} period={search.period ?? periodText(stepPeriod(periodOf(viewer.today, "month"), -1))} onClose={() => go.dialog(undefined)} />}
      {search.id && (search.dialog === "show" || search.dialog === "publish" || search.dialog === "cancel") && <RestatementDrawer id={search.id} act={search.dialog === "show" ? undefined : search.dialog} onClose={() => go.dialog(undefined)} />}
    </>
  );
}
