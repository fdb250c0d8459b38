import { Box, Skeleton, UnstyledButton } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { faultFrom } from "~/shared/fault/fault";
import { FaultAlert } from "~/shared/fault/fault-alert";
import { formatInteger } from "~/shared/format/format";
import { graphql } from "~/shared/graphql/gql";
import { useLanguage } from "~/shared/i18n/use-language";
import { useEvents } from "~/shared/live/events";
import type { ListNavigation } from "~/shared/routing/use-list-navigation";
import { EmptyState } from "~/shared/ui/empty-state";
import { runningStates, states, type State } from "../conflict";
import { conflictFilter, isFiltered, type ConflictListSearch } from "../search";
import { BoardColumn } from "./board-column";
import classes from "./board.module.css";

const countsQuery = graphql(`
  query ConflictCounts($filter: ConflictFilter) {
    conflictCounts(filter: $filter) { state count overdue }
  }
`);

/** What passes by itself within moments has a column only while something is in it. */
const passing: readonly State[] = ["AGREED", "RULED"];

/** The cases in a column for each state, those due first on top. A phone shows one column at a time. */
export function Board({ search, go }: { search: ConflictListSearch; go: ListNavigation }) {
  const { t } = useTranslation(["conflicts", "common"]);
  const language = useLanguage();
  const withOver = search.over ?? false;
  const [{ data, error, fetching }, again] = useQuery({ query: countsQuery, variables: { filter: conflictFilter(search, null) }, requestPolicy: "cache-and-network" });
  useEvents(["CONFLICT"], () => again({ requestPolicy: "network-only" }));
  if (!data) {
    return error ? <FaultAlert fault={faultFrom(error)} retrying={fetching} onRetry={() => again({ requestPolicy: "network-only" })} /> : <Skeleton height={420} radius="lg" />;
  }
  const countOf = (state: State) => data.conflictCounts.find((one) => one.state === state) ?? { count: 0, overdue: 0 };
  const columns = states.filter((state) => (withOver || runningStates.includes(state)) && (!passing.includes(state) || countOf(state).count > 0));
  if (columns.every((state) => countOf(state).count === 0)) {
    return isFiltered(search) ? <EmptyState icon="search" title={t("conflicts:noneFound")} hint={t("conflicts:noneFoundHint")} /> : <EmptyState icon="scale" title={t("conflicts:none")} hint={t("conflicts:noneHint")} />;
  }
  const column = search.column && columns.includes(search.column) ? search.column : (columns.find((state) => countOf(state).count > 0) ?? columns[0]);
  return (
    <>
      <div className={classes["tabs"]} role="group" aria-label={t("conflicts:states")}>
        {columns.map((state) => (
          <UnstyledButton key={state} className={classes["tab"]} aria-pressed={state === column} onClick={() => go.filter({ column: state })}>
            {t(`common:conflict.state.${state}`)} <span className={classes["count"]}>{formatInteger(countOf(state).count, language)}</span>
          </UnstyledButton>
        ))}
      </div>
      <Box className={classes["board"] ?? ""} role="group" aria-label={t("conflicts:board")} tabIndex={0}>
        {columns.map((state) => (
          <BoardColumn key={state} state={state} shown={state === column} search={search} count={countOf(state).count} overdue={countOf(state).overdue} />
        ))}
      </Box>
    </>
  );
}
