import { NativeSelect, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { DueText } from "~/shared/format/due-text";
import { DateRangeText, DateTimeText, MoneyText, NoData } from "~/shared/format/text";
import { graphql } from "~/shared/graphql/gql";
import { useEvents } from "~/shared/live/events";
import { pageVariables, sortVariable } from "~/shared/routing/search";
import type { ListNavigation } from "~/shared/routing/use-list-navigation";
import { useViewer } from "~/shared/session/viewer";
import { DataTable, type Column } from "~/shared/ui/data-table";
import { TextLink } from "~/shared/ui/link";
import { useConflictTitle } from "~/shared/words/use-conflict-title";
import { cardFragment, overStates, runningStates, states, type Card } from "../conflict";
import { conflictFilter, isFiltered, type ConflictListSearch } from "../search";
import { usePartyName } from "../use-party-name";
import { Outcome } from "./outcome";
import { SeverityBadge } from "./severity-badge";

const listQuery = graphql(
  `
    query Conflicts($filter: ConflictFilter, $sort: ConflictSort, $first: Int, $after: String, $last: Int, $before: String) {
      conflicts(filter: $filter, sort: $sort, first: $first, after: $after, last: $last, before: $before) {
        edges { node { ...ConflictCard } }
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
        totalCount
      }
    }
  `,
  [cardFragment],
);

/** The cases as a list that can be sorted and paged; over: those that are over alone. */
export function CaseTable({ search, go, over = false }: { search: ConflictListSearch; go: ListNavigation; over?: boolean }) {
  const { t } = useTranslation(["conflicts", "common"]);
  const title = useConflictTitle();
  const partyName = usePartyName();
  const { organization } = useViewer();
  const ofBrand = organization.kind === "BRAND";
  const sort = search.sort ?? (over ? "OPENED_AT.DESC" : "DUE_AT.ASC");
  const chosen = over ? overStates : (search.state ?? (search.over ? null : runningStates));
  const [{ data, fetching, error }, again] = useQuery({
    query: listQuery,
    variables: { filter: conflictFilter(search, chosen), sort: sortVariable<"DUE_AT" | "OPENED_AT" | "AMOUNT">({ sort }) ?? null, ...pageVariables(search) },
    requestPolicy: "cache-and-network",
  });
  useEvents(["CONFLICT"], () => again({ requestPolicy: "network-only" }));
  const columns: Column<Card>[] = [
    {
      id: "title",
      header: t("conflicts:case"),
      primary: true,
      cell: (row) => (
        <div>
          <TextLink to="/conflicts/$conflictId" params={{ conflictId: row.id }} inherit>
            {title(row)}
          </TextLink>
          <Text size="xs" c="dimmed" component="div">
            {t("conflicts:facts", { count: row.facts })}
            {row.happenedFrom && row.happenedUntil && (
              <>
                {" · "}
                <DateRangeText from={row.happenedFrom} until={row.happenedUntil} />
              </>
            )}
          </Text>
        </div>
      ),
    },
    { id: "severity", header: t("conflicts:severity"), cell: (row) => <SeverityBadge value={row.severity} /> },
    { id: "state", header: t("conflicts:state"), cell: (row) => <>{t(`common:conflict.state.${row.state}`)}{row.outcome && row.outcome !== "DISMISSED" && <Text size="xs" c="dimmed" component="div"><Outcome value={row.outcome} /></Text>}</> },
    { id: "parties", header: t("conflicts:parties"), cell: (row) => row.parties.map(partyName).join(t("common:list.separator")) },
    { id: "amount", header: t("conflicts:amount"), numeric: true, sortField: "AMOUNT", cell: (row) => <MoneyText value={row.amount} /> },
    ...(over ? [] : [{ id: "due", header: t("conflicts:due"), sortField: "DUE_AT", cell: (row: Card) => (row.dueAt ? <DueText value={row.dueAt} /> : <NoData />) }]),
    { id: "opened", header: t("conflicts:opened"), sortField: "OPENED_AT", wideOnly: true, cell: (row) => <DateTimeText value={row.openedAt} stacked /> },
    ...(ofBrand ? [{ id: "mediator", header: t("conflicts:mediator"), cell: (row: Card) => row.mediator?.name ?? t("conflicts:nobody") }] : []),
  ];
  return (
    <>
      {!over && (
        <NativeSelect
          mb="sm"
          w={{ base: "100%", sm: 240 }}
          aria-label={t("conflicts:state")}
          value={search.state?.[0] ?? ""}
          data={[{ value: "", label: t(search.over ? "conflicts:anyState" : "conflicts:anyRunning") }, ...states.map((state) => ({ value: state, label: t(`common:conflict.state.${state}`) }))]}
          onChange={(event) => go.filter({ state: event.currentTarget.value || undefined })}
        />
      )}
      <DataTable
        label={t(over ? "conflicts:overTitle" : "common:nav.conflicts")}
        columns={columns}
        rows={data?.conflicts.edges.map((edge) => edge.node)}
        rowId={(row) => row.id}
        fetching={fetching && !data}
        error={error}
        onRetry={() => again({ requestPolicy: "network-only" })}
        empty={
          over
            ? { icon: "check", title: t("conflicts:overNone"), hint: t("conflicts:overNoneHint") }
            : isFiltered(search) || search.state
              ? { icon: "search", title: t("conflicts:noneFound"), hint: t("conflicts:noneFoundHint") }
              : { icon: "scale", title: t("conflicts:none"), hint: t("conflicts:noneHint") }
        }
        sort={sort}
        onSort={go.sort}
        pageInfo={data?.conflicts.pageInfo}
        totalCount={data?.conflicts.totalCount}
        onPage={go.page}
      />
    </>
  );
}
