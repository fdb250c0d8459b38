import { Box, Skeleton, Text, Title, UnstyledButton } from "@mantine/core";
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
import { TextLink } from "~/shared/ui/link";
import { cardFragment, runningStates, states, type Card, type State } from "../conflict";
import { conflictFilter, isFiltered, type ConflictListSearch } from "../search";
import { CaseCard } from "./case-card";
import classes from "./board.module.css";

const boardQuery = graphql(
  `
    query ConflictBoard($counted: ConflictFilter, $running: ConflictFilter, $over: ConflictFilter, $withOver: Boolean!) {
      conflictCounts(filter: $counted) { state count overdue }
      running: conflicts(filter: $running, first: 100) { edges { node { ...ConflictCard } } }
      over: conflicts(filter: $over, sort: { field: OPENED_AT, direction: DESC }, first: 50) @include(if: $withOver) { edges { node { ...ConflictCard } } }
    }
  `,
  [cardFragment],
);

/** What passes by itself within moments has a column only while something is in it. */
const passing: readonly State[] = ["AGREED", "RULED"];

/** The cases in a column for each state, those due first on top. A phone shows one column at a time. */
export function Board({ search, go }: { search: ConflictListSearch; go: ListNavigation }) {
  const { t } = useTranslation(["conflicts", "common"]);
  const language = useLanguage();
  const withOver = search.over ?? false;
  const [{ data, error, fetching }, again] = useQuery({
    query: boardQuery,
    variables: { counted: conflictFilter(search, null), running: conflictFilter(search, runningStates), over: conflictFilter(search, ["DISMISSED", "CLOSED"]), withOver },
    requestPolicy: "cache-and-network",
  });
  useEvents(["CONFLICT"], () => again({ requestPolicy: "network-only" }));
  if (!data) {
    return error ? <FaultAlert fault={faultFrom(error)} retrying={fetching} onRetry={() => again({ requestPolicy: "network-only" })} /> : <Skeleton height={420} radius="lg" />;
  }
  const cases = [...data.running.edges, ...(data.over?.edges ?? [])].map(({ node }) => node);
  const countOf = (state: State) => data.conflictCounts.find((one) => one.state === state) ?? { count: 0, overdue: 0 };
  const columns = states.filter((state) => (withOver || runningStates.includes(state)) && (!passing.includes(state) || countOf(state).count > 0));
  if (data.conflictCounts.every(({ state, count }) => count === 0 || !columns.includes(state))) {
    return isFiltered(search) ? <EmptyState icon="search" title={t("conflicts:noneFound")} hint={t("conflicts:noneFoundHint")} /> : <EmptyState icon="scale" title={t("conflicts:none")} hint={t("conflicts:noneHint")} />;
  }
  const column = search.column && columns.includes(search.column) ? search.column : (columns.find((state) => countOf(state).count > 0) ?? columns[0]);
  return (
    <div aria-busy={fetching && cases.length === 0}>
      {error && <FaultAlert fault={faultFrom(error)} onRetry={() => again({ requestPolicy: "network-only" })} />}
      <div className={classes["tabs"]} role="group" aria-label={t("conflicts:states")}>
        {columns.map((state) => (
          <UnstyledButton key={state} className={classes["tab"]} aria-pressed={state === column} onClick={() => go.filter({ column: state })}>
            {t(`common:conflict.state.${state}`)} <span className={classes["count"]}>{formatInteger(countOf(state).count, language)}</span>
          </UnstyledButton>
        ))}
      </div>
      <Box className={classes["board"] ?? ""} role="group" aria-label={t("conflicts:board")} tabIndex={0}>
        {columns.map((state) => (
          <Column key={state} state={state} shown={state === column} cases={cases.filter((one) => one.state === state)} {...countOf(state)} />
        ))}
      </Box>
    </div>
  );
}

function Column({ state, shown, cases, count, overdue }: { state: State; shown: boolean; cases: readonly Card[]; count: number; overdue: number }) {
  const { t } = useTranslation(["conflicts", "common"]);
  const language = useLanguage();
  return (
    <section className={classes["column"]} aria-labelledby={`column-${state}`} data-shown={shown || undefined} data-column={state}>
      <div className={classes["head"]}>
        <Title order={2} size="h4" id={`column-${state}`}>
          {t(`common:conflict.state.${state}`)}
        </Title>
        <span className={classes["count"]}>{formatInteger(count, language)}</span>
        {overdue > 0 && <span className={classes["overdue"]}>{t("conflicts:overdueCount", { count: overdue })}</span>}
      </div>
      <Text size="xs" c="dimmed" mb="xs">
        {t(`conflicts:who.${state}`)}
      </Text>
      {cases.length === 0 && (
        <Text size="sm" c="dimmed" py="sm">
          {t("conflicts:emptyColumn")}
        </Text>
      )}
      {cases.map((one) => (
        <CaseCard key={one.id} data={one} />
      ))}
      {count > cases.length && (
        <TextLink size="sm" to="/conflicts" search={(before) => ({ ...before, view: "list", state }) as never}>
          {t("conflicts:more", { count: count - cases.length })}
        </TextLink>
      )}
    </section>
  );
}
