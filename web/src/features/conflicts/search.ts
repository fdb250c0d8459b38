import { defined, flag, listSearch, manyOf, oneOf, text, type ListSearch } from "~/shared/routing/search";
import { rules, severities, states, type Rule, type Severity, type State } from "./conflict";

/** What the board and the list of cases keep in the URL. */
export interface ConflictListSearch extends ListSearch {
  view?: "list" | undefined;
  state?: State[] | undefined;
  rule?: Rule[] | undefined;
  severity?: Severity[] | undefined;
  distributor?: string | undefined;
  territory?: string | undefined;
  mediator?: string | undefined;
  mine?: true | undefined;
  overdue?: true | undefined;
  /** Whether cases that are over show, too. */
  over?: true | undefined;
  /** The column that a phone shows. */
  column?: State | undefined;
}

export const conflictListSearch = (search: Record<string, unknown>): ConflictListSearch =>
  defined({
    ...listSearch(search, ["DUE_AT", "OPENED_AT", "AMOUNT"]),
    view: oneOf(["list"] as const)(search["view"]),
    state: manyOf(states)(search["state"]),
    rule: manyOf(rules)(search["rule"]),
    severity: manyOf(severities)(search["severity"]),
    distributor: text(search["distributor"]),
    territory: text(search["territory"]),
    mediator: text(search["mediator"]),
    mine: flag(search["mine"]),
    overdue: flag(search["overdue"]),
    over: flag(search["over"]),
    column: oneOf(states)(search["column"]),
  });

/** The filter of the API for what the URL says; the states come from the caller. */
export const conflictFilter = (search: ConflictListSearch, states: readonly State[] | null) => ({
  states: states ? [...states] : null,
  rules: search.rule ?? null,
  severities: search.severity ?? null,
  distributorId: search.distributor ?? null,
  territoryId: search.territory ?? null,
  mediatorId: search.mediator ?? null,
  mine: search.mine ?? null,
  overdue: search.overdue ?? null,
  text: search.search ?? null,
});

export const isFiltered = (search: ConflictListSearch) => Boolean(search.rule ?? search.severity ?? search.distributor ?? search.territory ?? search.mediator ?? search.mine ?? search.overdue ?? search.search);

/** What a case's page keeps in the URL: the dialog that is open, and on what. */
export const conflictSearch = (search: Record<string, unknown>): ListSearch => listSearch(search);

export const decisionKinds = ["proposal", "ruling", "overturn"] as const;
export type DecisionWay = (typeof decisionKinds)[number];

export const decideSearch = (search: Record<string, unknown>): { as?: DecisionWay | undefined } => defined({ as: oneOf(decisionKinds)(search["as"]) });

export const signalStates = ["OPEN", "CASE", "DISMISSED", "WITHDRAWN"] as const;
export const signalKinds = ["VOLUME_ANOMALY", "PRICE_SPREAD", "REGISTRATIONS_LAPSING", "CHANNELS_PROMOTING"] as const;

export interface SignalSearch extends ListSearch {
  state?: (typeof signalStates)[number][] | undefined;
  kind?: (typeof signalKinds)[number] | undefined;
  distributor?: string | undefined;
}

export const signalSearch = (search: Record<string, unknown>): SignalSearch =>
  defined({ ...listSearch(search), state: manyOf(signalStates)(search["state"]), kind: oneOf(signalKinds)(search["kind"]), distributor: text(search["distributor"]) });

/** What "Opened by hand" begins with: parties and lines chosen elsewhere, as in the sales explorer. */
export interface OpenSearch {
  party?: string | undefined;
  lines?: string[] | undefined;
  signal?: string | undefined;
  customer?: string | undefined;
}

const ids = (value: unknown): string[] | undefined => {
  const given = text(value)?.split(",").filter((one) => /^\w+$/.test(one));
  return given && given.length > 0 ? given : undefined;
};

export const openSearch = (search: Record<string, unknown>): OpenSearch =>
  defined({ party: text(search["party"]), lines: ids(search["lines"]), signal: text(search["signal"]), customer: text(search["customer"]) });
