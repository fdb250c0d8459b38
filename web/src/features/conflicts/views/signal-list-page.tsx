import { Badge, Button, Group, NativeSelect, Text } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useMutation, useQuery } from "urql";
import { DateRangeText, DateTimeText, NameText, NoData } from "~/shared/format/text";
import { graphql, type ResultOf } from "~/shared/graphql/gql";
import { useLocalName } from "~/shared/i18n/use-language";
import { useEvents } from "~/shared/live/events";
import { DistributorSelect } from "~/shared/pickers/distributor-select";
import { pageVariables } from "~/shared/routing/search";
import { useListNavigation } from "~/shared/routing/use-list-navigation";
import { useMay } from "~/shared/session/viewer";
import { DataTable, type Column } from "~/shared/ui/data-table";
import { Filters } from "~/shared/ui/filters";
import { ButtonLink, TextLink } from "~/shared/ui/link";
import { notifyDone } from "~/shared/ui/notify";
import { ReasonDialog } from "~/shared/ui/reason-dialog";
import { ConflictsHeader } from "../components/conflicts-header";
import { SeverityBadge } from "../components/severity-badge";
import { signalKinds, signalStates } from "../search";
import { useMeasures } from "../use-measures";

const signalsQuery = graphql(`
  query Signals($filter: SignalFilter, $first: Int, $after: String, $last: Int, $before: String) {
    signals(filter: $filter, first: $first, after: $after, last: $last, before: $before) {
      edges {
        node {
          id
          kind
          state
          severity
          distributors { id name { default zhHant zhHans } }
          productLine { id name { default zhHant zhHans } }
          territory { id name { default zhHant zhHans } }
          happenedFrom
          happenedUntil
          measures
          conflict { id }
          raisedAt
          decidedBy { id name }
          reason
        }
      }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
      totalCount
    }
  }
`);

const dismissMutation = graphql(`
  mutation DismissSignal($input: DismissSignalInput!) {
    dismissSignal(input: $input) {
      signal { id state reason decidedBy { id name } }
    }
  }
`);

type Row = ResultOf<typeof signalsQuery>["signals"]["edges"][number]["node"];

const route = getRouteApi("/shell/conflicts/signals");
const stateColors = { OPEN: "yellow", CASE: "blue", DISMISSED: "gray", WITHDRAWN: "gray" } as const;

/** Early warnings: what stands out and is not a case yet. */
export function SignalListPage() {
  const { t } = useTranslation(["conflicts", "common"]);
  const localName = useLocalName();
  const measures = useMeasures();
  const search = route.useSearch();
  const go = useListNavigation();
  const may = useMay();
  const [{ data, fetching, error }, again] = useQuery({
    query: signalsQuery,
    variables: { filter: { states: search.state ?? ["OPEN"], kinds: search.kind ? [search.kind] : null, distributorId: search.distributor ?? null }, ...pageVariables(search) },
    requestPolicy: "cache-and-network",
  });
  useEvents(["SIGNAL"], () => again({ requestPolicy: "network-only" }));
  const rows = data?.signals.edges.map(({ node }) => node);
  const asked = search.dialog === "dismiss" ? rows?.find(({ id }) => id === search.id) : undefined;
  const columns: Column<Row>[] = [
    {
      id: "kind",
      header: t("conflicts:signals.what"),
      primary: true,
      cell: (row) => (
        <div>
          {t(`conflicts:signal.${row.kind}`)}
          <Text size="xs" c="dimmed" component="div">
            {[row.productLine && localName(row.productLine.name), row.territory && localName(row.territory.name)].filter(Boolean).join(" · ")}
          </Text>
        </div>
      ),
    },
    { id: "severity", header: t("conflicts:severity"), cell: (row) => <SeverityBadge value={row.severity} /> },
    {
      id: "who",
      header: t("conflicts:signals.who"),
      cell: (row) => (
        <div>
          {row.distributors.map((one) => (
            <div key={one.id}>
              <NameText value={one.name} />
            </div>
          ))}
        </div>
      ),
    },
    { id: "when", header: t("conflicts:signals.when"), cell: (row) => <DateRangeText from={row.happenedFrom} until={row.happenedUntil} /> },
    {
      id: "measured",
      header: t("conflicts:evidence.measured"),
      cell: (row) => (
        <Text size="xs" component="div">
          {measures(row.measures).map(({ key, name, value }) => (
            <div key={key}>{t("conflicts:measured", { name, value })}</div>
          ))}
        </Text>
      ),
    },
    { id: "raised", header: t("conflicts:signals.raised"), wideOnly: true, cell: (row) => <DateTimeText value={row.raisedAt} stacked /> },
    {
      id: "state",
      header: t("conflicts:state"),
      cell: (row) => (
        <div>
          <Badge color={stateColors[row.state]}>{t(`conflicts:signalState.${row.state}`)}</Badge>
          {row.reason && (
            <Text size="xs" c="dimmed">
              {row.decidedBy ? t("conflicts:signals.decided", { reason: row.reason, name: row.decidedBy.name }) : row.reason}
            </Text>
          )}
          {row.conflict && (
            <TextLink to="/conflicts/$conflictId" params={{ conflictId: row.conflict.id }} size="xs">
              {t("conflicts:signals.case")}
            </TextLink>
          )}
        </div>
      ),
    },
    {
      id: "actions",
      header: t("conflicts:actions"),
      headerHidden: true,
      cell: (row) =>
        row.state === "OPEN" ? (
          <Group gap="xs" justify="flex-end">
            {may("signal", "dismiss") && (
              <Button size="xs" variant="default" onClick={() => go.dialog("dismiss", row.id)}>
                {t("conflicts:dismiss.go")}
              </Button>
            )}
            {may("conflict", "open") && (
              <ButtonLink size="xs" to="/conflicts/new" search={{ signal: row.id, party: row.distributors[0]?.id }}>
                {t("conflicts:open.go")}
              </ButtonLink>
            )}
          </Group>
        ) : (
          <NoData />
        ),
    },
  ];
  return (
    <>
      <ConflictsHeader title={t("common:nav.signals")} lead={t("conflicts:signals.lead")} />
      <Filters label={t("conflicts:filters")}>
        <NativeSelect
          aria-label={t("conflicts:state")}
          value={search.state?.[0] ?? "OPEN"}
          data={signalStates.map((state) => ({ value: state, label: t(`conflicts:signalState.${state}`) }))}
          onChange={(event) => go.filter({ state: event.currentTarget.value === "OPEN" ? undefined : event.currentTarget.value })}
        />
        <NativeSelect
          aria-label={t("conflicts:signals.what")}
          value={search.kind ?? ""}
          data={[{ value: "", label: t("conflicts:signals.any") }, ...signalKinds.map((kind) => ({ value: kind, label: t(`conflicts:signal.${kind}`) }))]}
          onChange={(event) => go.filter({ kind: event.currentTarget.value || undefined })}
        />
        <DistributorSelect compact label={t("conflicts:party.any")} value={search.distributor} onChange={(distributor) => go.filter({ distributor })} />
      </Filters>
      <DataTable
        label={t("common:nav.signals")}
        columns={columns}
        rows={rows}
        rowId={(row) => row.id}
        fetching={fetching && !data}
        error={error}
        onRetry={() => again({ requestPolicy: "network-only" })}
        empty={{ icon: "check", title: t("conflicts:signals.none"), hint: t("conflicts:signals.noneHint") }}
        pageInfo={data?.signals.pageInfo}
        totalCount={data?.signals.totalCount}
        onPage={go.page}
        rowTone={(row) => (row.state === "WITHDRAWN" || row.state === "DISMISSED" ? "muted" : undefined)}
      />
      {asked && may("signal", "dismiss") && <DismissSignal id={asked.id} onClose={() => go.dialog(undefined)} />}
    </>
  );
}

function DismissSignal({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation("conflicts");
  const [{ fetching }, dismiss] = useMutation(dismissMutation);
  const act = async (reason: string) => {
    const result = await dismiss({ input: { signalId: id, reason } });
    if (!result.data) return result.error;
    notifyDone(t("signals.dismissed"));
    onClose();
    return undefined;
  };
  return <ReasonDialog maxLength={10_000} title={t("signals.dismissTitle")} consequence={t("signals.dismissConsequence")} reasonHint={t("dismiss.reasonHint")} confirmLabel={t("dismiss.go")} busy={fetching} onClose={onClose} act={act} />;
}
