import { Skeleton, Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { faultFrom } from "~/shared/fault/fault";
import { FaultAlert } from "~/shared/fault/fault-alert";
import { formatInteger } from "~/shared/format/format";
import { graphql } from "~/shared/graphql/gql";
import { useLanguage } from "~/shared/i18n/use-language";
import { useEvents } from "~/shared/live/events";
import { TextLink } from "~/shared/ui/link";
import { cardFragment, overStates, type State } from "../conflict";
import { conflictFilter, type ConflictListSearch } from "../search";
import classes from "./board.module.css";
import { CaseCard } from "./case-card";

const columnQuery = graphql(
  `
    query ConflictColumn($filter: ConflictFilter, $sort: ConflictSort) {
      conflicts(filter: $filter, sort: $sort, first: 12) {
        edges { node { ...ConflictCard } }
      }
    }
  `,
  [cardFragment],
);

interface Props {
  state: State;
  /** Whether a phone shows it. */
  shown: boolean;
  search: ConflictListSearch;
  count: number;
  overdue: number;
}

/** The first cases in a state; a column without any asks the server for nothing. */
export function BoardColumn({ state, shown, search, count, overdue }: Props) {
  const { t } = useTranslation(["conflicts", "common"]);
  const language = useLanguage();
  const [{ data, error, fetching }, again] = useQuery({
    query: columnQuery,
    variables: { filter: conflictFilter(search, [state]), sort: overStates.includes(state) ? { field: "OPENED_AT" as const, direction: "DESC" as const } : { field: "DUE_AT" as const, direction: "ASC" as const } },
    pause: count === 0,
    requestPolicy: "cache-and-network",
  });
  useEvents(["CONFLICT"], () => count > 0 && again({ requestPolicy: "network-only" }));
  const cases = count === 0 ? [] : data?.conflicts.edges.map(({ node }) => node).filter((one) => one.state === state);
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
      {count === 0 && (
        <Text size="sm" c="dimmed" py="sm">
          {t("conflicts:emptyColumn")}
        </Text>
      )}
      {error && !cases && <FaultAlert fault={faultFrom(error)} retrying={fetching} onRetry={() => again({ requestPolicy: "network-only" })} />}
      {!cases && !error && <Skeleton height={140} radius="md" />}
      {cases?.map((one) => (
        <CaseCard key={one.id} data={one} />
      ))}
      {cases && count > cases.length && (
        <TextLink size="sm" to="/conflicts" search={(before) => ({ ...before, view: "list", state }) as never}>
          {t("conflicts:more", { count: count - cases.length })}
        </TextLink>
      )}
    </section>
  );
}
