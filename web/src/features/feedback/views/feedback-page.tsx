import { Badge, Button, Checkbox, Group, Text } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { periodOf, periodText } from "~/shared/format/period";
import { DateText, NameText, NoData } from "~/shared/format/text";
import { graphql } from "~/shared/graphql/gql";
import { DistributorSelect } from "~/shared/pickers/distributor-select";
import { pageVariables } from "~/shared/routing/search";
import { useListNavigation } from "~/shared/routing/use-list-navigation";
import { useMay, useViewer } from "~/shared/session/viewer";
import { DataTable, type Column } from "~/shared/ui/data-table";
import { Filters } from "~/shared/ui/filters";
import { Icon } from "~/shared/ui/icon";
import { ListDownload } from "~/shared/ui/list-download";
import { PeriodPicker } from "~/shared/ui/period-picker";
import { FeedbackHeader } from "../components/feedback-header";
import { RecordDialog } from "../components/record-dialog";
import { WithdrawDialog } from "../components/withdraw-dialog";
import { bandOf, feedbackFragment, type Feedback } from "../feedback";
import { useAccountName } from "../use-account-name";

const listQuery = graphql(
  `
    query FeedbackList($filter: FeedbackFilter, $first: Int, $after: String, $last: Int, $before: String) {
      feedback(filter: $filter, first: $first, after: $after, last: $last, before: $before) {
        edges { node { ...FeedbackRow } }
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
        totalCount
      }
    }
  `,
  [feedbackFragment],
);

const bandColors = { promoter: "jade", passive: "gray", detractor: "red" } as const;

const route = getRouteApi("/shell/feedback");

/** What customers said of the distributors. */
export function FeedbackPage() {
  const { t } = useTranslation(["feedback", "common"]);
  const search = route.useSearch();
  const go = useListNavigation();
  const viewer = useViewer();
  const may = useMay();
  const accountName = useAccountName();
  const [{ data, fetching, error }, again] = useQuery({
    query: listQuery,
    variables: { filter: { distributorId: search.distributor ?? null, period: search.period ?? null, unhappy: search.unhappy ?? null }, ...pageVariables(search) },
    requestPolicy: "cache-and-network",
  });
  const rows = data?.feedback.edges.map((edge) => edge.node);
  const record = may("feedback", "record");
  const filtered = Boolean(search.distributor || search.period || search.unhappy);
  const chosen = rows?.find((row) => row.id === search.id);
  const make = record && (
    <Button leftSection={<Icon name="plus" size={16} />} onClick={() => go.dialog("record")}>
      {t("feedback:record")}
    </Button>
  );
  const columns: (Column<Feedback> | false)[] = [
    { id: "customer", header: t("feedback:customer"), primary: true, cell: (row) => accountName(row.account) },
    viewer.distributor === null && { id: "distributor", header: t("feedback:distributor"), cell: (row) => <NameText value={row.distributor.name} /> },
    { id: "day", header: t("feedback:respondedOn"), cell: (row) => <DateText value={row.respondedOn} /> },
    { id: "csat", header: t("feedback:csat"), numeric: true, cell: (row) => (row.csat === null ? <NoData /> : t("feedback:ofFive", { value: row.csat })) },
    {
      id: "nps",
      header: t("feedback:nps"),
      cell: (row) =>
        row.nps === null ? (
          <NoData />
        ) : (
          <Group gap={6} wrap="nowrap" component="span">
            {row.nps} <Badge color={bandColors[bandOf(row.nps)]}>{t(`feedback:band.${bandOf(row.nps)}`)}</Badge>
          </Group>
        ),
    },
    { id: "comment", header: t("feedback:comment"), cell: (row) => (row.comment ? <Text span size="sm" style={{ overflowWrap: "anywhere", whiteSpace: "pre-line" }}>{row.comment}</Text> : <NoData />) },
    { id: "source", header: t("feedback:source"), cell: (row) => (row.withdrawnAt ? <Badge color="gray">{t("feedback:withdrawn")}</Badge> : t(`feedback:source.${row.source}`)) },
    record && {
      id: "act",
      header: t("feedback:withdraw.confirm"),
      headerHidden: true,
      cell: (row) =>
        row.withdrawnAt ? (
          ""
        ) : (
          <Button size="xs" variant="subtle" color="gray" onClick={() => go.dialog("withdraw", row.id)}>
            {t("feedback:withdraw.confirm")}
          </Button>
        ),
    },
  ];
  return (
    <>
      <FeedbackHeader
        title={t("common:nav.feedback")}
        lead={viewer.distributor ? t("feedback:leadDistributor") : t("feedback:lead")}
        actions={
          <>
            <ListDownload list="feedback" filter={{ distributor: search.distributor, period: search.period, unhappy: search.unhappy }} />
            {make}
          </>
        }
      />
      <Filters label={t("feedback:filters")}>
        {viewer.distributor === null && <DistributorSelect compact label={t("feedback:anyDistributor")} value={search.distributor} onChange={(id) => go.filter({ distributor: id })} />}
        <Checkbox label={t("feedback:inPeriod")} checked={Boolean(search.period)} onChange={(event) => go.filter({ period: event.currentTarget.checked ? periodText(periodOf(viewer.today, "quarter")) : undefined })} />
        {search.period && <PeriodPicker label={t("feedback:period")} value={search.period} today={viewer.today} onChange={(next) => go.filter({ period: next })} />}
        <Checkbox label={t("feedback:unhappy")} checked={search.unhappy ?? false} onChange={(event) => go.filter({ unhappy: event.currentTarget.checked || undefined })} />
      </Filters>
      <DataTable
        label={t("feedback:answers")}
        columns={columns.filter((column) => column !== false)}
        rows={rows}
        rowId={(row) => row.id}
        fetching={fetching}
        error={error}
        onRetry={() => again({ requestPolicy: "network-only" })}
        empty={filtered ? { icon: "search", title: t("feedback:noneFound"), hint: t("feedback:noneFoundHint") } : { icon: "star", title: t("feedback:none"), hint: record ? t("feedback:noneHint") : t("feedback:noneHintReader"), action: make || undefined }}
        pageInfo={data?.feedback.pageInfo}
        totalCount={data?.feedback.totalCount}
        onPage={go.page}
        rowTone={(row) => (row.withdrawnAt ? "muted" : undefined)}
      />
      {search.dialog === "record" && record && <RecordDialog distributor={search.distributor} onClose={() => go.dialog(undefined)} />}
      {search.dialog === "withdraw" && chosen && !chosen.withdrawnAt && record && <WithdrawDialog feedback={chosen} onClose={() => go.dialog(undefined)} />}
    </>
  );
}
