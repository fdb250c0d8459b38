import { graphql, type ResultOf } from "~/shared/graphql/gql";

export const contestFragment = graphql(`
  fragment Contest on Contest @_unmask {
    id
    period
    metric
    saleLine { id invoiceNumber lineNumber saleDate baseAmount { amount currency } }
    reason
    state
    createdAt
    answer
    endedAt
    mayAnswer: viewerCan(action: "answer")
    mayWithdraw: viewerCan(action: "withdraw")
  }
`);

export type Contest = ResultOf<typeof contestFragment>;

export const stateColors: Record<Contest["state"], string> = { OPEN: "yellow", ACCEPTED: "jade", REJECTED: "red", WITHDRAWN: "gray" };

type BreachKind = ReturnType<typeof graphql.scalar<"BreachKind">>;

/** Which lines a metric's number is made of, as its explanation says. */
export interface LineSelection {
  distributorId: string;
  from: string;
  until: string;
  returns: boolean | null;
  /** The breach that the metric holds lines against the distributor for: those are likeliest to be contested, though any may be. */
  held: BreachKind | null;
}

interface Made {
  lines: (Omit<LineSelection, "held"> & { breach: BreachKind | null }) | null;
}

/** The lines of a metric that may be contested, of the inputs that its explanation names; undefined when it is not made of lines. */
export function contestable(inputs: readonly Made[]): LineSelection | undefined {
  const selections = inputs.flatMap(({ lines }) => lines ?? []);
  const all = selections.find((one) => one.breach === null);
  if (!all) return undefined;
  const { distributorId, from, until, returns } = all;
  return { distributorId, from, until, returns, held: selections.find((one) => one.breach !== null)?.breach ?? null };
}

/** What to ask of the sales for the lines: those in breach alone, or all. */
export function contestFilter({ held, ...lines }: LineSelection, heldAlone: boolean, invoice: string) {
  return { ...lines, breach: heldAlone ? held : null, invoiceNumber: invoice || null };
}
