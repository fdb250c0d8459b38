import { Badge, Button, Group, NativeSelect } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { DateText, NameText } from "~/shared/format/text";
import { graphql } from "~/shared/graphql/gql";
import { useLocalName } from "~/shared/i18n/use-language";
import { DistributorSelect } from "~/shared/pickers/distributor-select";
import { pageVariables } from "~/shared/routing/search";
import { useListNavigation } from "~/shared/routing/use-list-navigation";
import { useMay, useViewer } from "~/shared/session/viewer";
import { DataTable, type Column } from "~/shared/ui/data-table";
import { Filters } from "~/shared/ui/filters";
import { Icon } from "~/shared/ui/icon";
import { ListDownload } from "~/shared/ui/list-download";
import { RecordDialog } from "../components/record-dialog";
import { TrainingHeader } from "../components/training-header";
import { WithdrawDialog } from "../components/withdraw-dialog";
import { spans } from "../routes";
import { coursesQuery, namesOf, recordFragment, recordStateOf, type TrainingRecord } from "../training";

const listQuery = graphql(
  `
    query TrainingRecords($filter: TrainingFilter, $first: Int, $after: String, $last: Int, $before: String) {
      trainingRecords(filter: $filter, first: $first, after: $after, last: $last, before: $before) {
        edges { node { ...TrainingRow } }
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
        totalCount
      }
    }
  `,
  [recordFragment],
);

const colors = { valid: "jade", soon: "yellow", over: "red", withdrawn: "gray" } as const;

const route = getRouteApi("/shell/training");

/** Who passed which course, and until when it counts. */
export function RecordPage() {
  const { t } = useTranslation(["training", "common"]);
  const localName = useLocalName();
  const search = route.useSearch();
  const go = useListNavigation();
  const viewer = useViewer();
  const may = useMay();
  const [{ data, fetching, error }, again] = useQuery({
    query: listQuery,
    variables: { filter: { distributorId: search.distributor ?? null, courseId: search.course ?? null, endsWithinDays: search.ends ? Number(search.ends) : null }, ...pageVariables(search) },
    requestPolicy: "cache-and-network",
  });
  const [{ data: known }] = useQuery({ query: coursesQuery, variables: { first: 100 } });
  const courses = known?.courses.edges.map((edge) => edge.node) ?? [];
  const rows = data?.trainingRecords.edges.map((edge) => edge.node);
  const record = may("training", "record");
  const chosen = rows?.find((row) => row.id === search.id);
  const filtered = Boolean(search.distributor || search.course || search.ends);
  const make = record && (
    <Button leftSection={<Icon name="plus" size={16} />} onClick={() => go.dialog("record")}>
      {t("training:record")}
    </Button>
  );
  const columns: (Column<TrainingRecord> | false)[] = [
    { id: "trainee", header: t("training:trainee"), primary: true, cell: (row) => row.trainee },
    viewer.distributor === null && { id: "distributor", header: t("training:distributor"), cell: (row) => <NameText value={row.distributor.name} /> },
    { id: "course", header: t("training:course"), cell: (row) => <NameText value={namesOf(row.course)} /> },
    { id: "passed", header: t("training:passedOn"), cell: (row) => <DateText value={row.passedOn} /> },
    {
      id: "expires",
      header: t("training:expiresOn"),
      cell: (row) => {
        const state = recordStateOf(row, viewer.today);
        return (
          <Group gap={6} component="span">
            {row.expiresOn ? <DateText value={row.expiresOn} /> : t("training:forEver")}
            {state !== "valid" && <Badge color={colors[state]}>{t(`training:state.${state}`)}</Badge>}
          </Group>
        );
      },
    },
    record && {
      id: "act",
      header: t("training:withdraw.confirm"),
      headerHidden: true,
      cell: (row) =>
        row.withdrawnAt ? (
          ""
        ) : (
          <Button size="xs" variant="subtle" color="gray" onClick={() => go.dialog("withdraw", row.id)}>
            {t("training:withdraw.confirm")}
          </Button>
        ),
    },
  ];
  return (
    <>
      <TrainingHeader
        title={t("common:nav.training")}
        lead={viewer.distributor ? t("training:leadDistributor") : t("training:lead")}
        actions={
          <>
            <ListDownload list="training" filter={{ distributor: search.distributor, course: search.course, endsWithin: search.ends }} />
            {make}
          </>
        }
      />
      <Filters label={t("training:filters")}>
        {viewer.distributor === null && <DistributorSelect compact label={t("training:anyDistributor")} value={search.distributor} onChange={(id) => go.filter({ distributor: id })} />}
        <NativeSelect aria-label={t("training:course")} value={search.course ?? ""} data={[{ value: "", label: t("training:anyCourse") }, ...courses.map((one) => ({ value: one.id, label: localName(namesOf(one)) }))]} onChange={(event) => go.filter({ course: event.currentTarget.value || undefined })} />
        <NativeSelect aria-label={t("training:ends")} value={search.ends ?? ""} data={[{ value: "", label: t("training:anyEnd") }, ...spans.map((days) => ({ value: days, label: t("training:endsWithin", { count: Number(days) }) }))]} onChange={(event) => go.filter({ ends: event.currentTarget.value || undefined })} />
      </Filters>
      <DataTable
        label={t("training:records")}
        columns={columns.filter((column) => column !== false)}
        rows={rows}
        rowId={(row) => row.id}
        fetching={fetching}
        error={error}
        onRetry={() => again({ requestPolicy: "network-only" })}
        empty={filtered ? { icon: "search", title: t("training:noneFound"), hint: t("training:noneFoundHint") } : { icon: "book", title: t("training:none"), hint: record ? t("training:noneHint") : t("training:noneHintReader"), action: make || undefined }}
        pageInfo={data?.trainingRecords.pageInfo}
        totalCount={data?.trainingRecords.totalCount}
        onPage={go.page}
        rowTone={(row) => (["withdrawn", "over"].includes(recordStateOf(row, viewer.today)) ? "muted" : undefined)}
      />
      {search.dialog === "record" && record && <RecordDialog courses={courses} distributor={search.distributor} course={search.course} onClose={() => go.dialog(undefined)} />}
      {search.dialog === "withdraw" && record && chosen && !chosen.withdrawnAt && <WithdrawDialog record={chosen} onClose={() => go.dialog(undefined)} />}
    </>
  );
}
